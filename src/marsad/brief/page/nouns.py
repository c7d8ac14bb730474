"""A brief in the words of one language, in the order in which it is read; knows no format."""

from typing import Any

import msgspec

from marsad.brief.language import Language
from marsad.measure.levels import Track


class Source(msgspec.Struct, frozen=True, kw_only=True):
    """Where a sentence stands: outlet, day, record, address or file.

    `upstream` tells whose text it is where that is another's, `carried` how many outlets carry it where several do.
    """

    outlet: str
    day: str
    record: str
    origin: str
    url: str | None = None
    upstream: str = ""
    carried: str = ""
    title: str = ""


class Note(msgspec.Struct, frozen=True, kw_only=True):
    """A remark on an entry, with the sentence that it speaks of, if any; `foreign` is in English in either language."""

    text: str
    foreign: str = ""
    quote: str = ""
    source: Source | None = None


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """A line with its witnesses: the gist in our words, the quote in the page's, then remarks and sources.

    `level` is the sign of its class, or its number, empty where there is none, and `grade` the same in words; `exact`
    tells that the quote is quoted by the page.
    """

    id: str
    gist: str
    sources: tuple[Source, ...]
    day: str = ""
    track: Track | None = None
    level: str = ""
    grade: str = ""
    speaker: str = ""
    chips: tuple[str, ...] = ()
    quote: str = ""
    exact: bool = False
    notes: tuple[Note, ...] = ()


class Text(msgspec.Struct, frozen=True, kw_only=True):
    """A paragraph in our words, and a command that it ends in."""

    text: str
    faint: bool = False
    command: str = ""


class Group(msgspec.Struct, frozen=True, kw_only=True):
    """Entries below a heading of their own; `left_out` says how many are not shown, `command` shows them."""

    heading: str
    entries: tuple[Entry, ...]
    track: Track | None = None
    left_out: str = ""
    command: str = ""
    empty: str = ""


class Columns(msgspec.Struct, frozen=True, kw_only=True):
    """Groups beside one another where there is room."""

    groups: tuple[Group, ...]


class Sides(msgspec.Struct, frozen=True, kw_only=True):
    """A dispute: its line, then what holds it beside what is against it."""

    entry: Entry
    columns: Columns


class Table(msgspec.Struct, frozen=True, kw_only=True):
    """Rows of cells; the first column heads its row, `numbers` are the columns set as numbers."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: tuple[int, ...] = ()


class Figure(msgspec.Struct, frozen=True, kw_only=True):
    """A plot as a Vega-Lite specification, with the same as a table."""

    id: str
    title: str
    text: str
    spec: dict[str, Any]
    table: Table


Block = Text | Group | Columns | Sides | Table | Figure


class Section(msgspec.Struct, frozen=True, kw_only=True):
    """A part of the page under one heading."""

    id: str
    heading: str
    blocks: tuple[Block, ...]

    @property
    def is_bare(self) -> bool:
        """Tell whether nothing was found for it."""
        return all(isinstance(block, Group) and not block.entries for block in self.blocks)


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """A whole brief; `labels` are the few words that a format needs beside."""

    language: Language
    title: str
    lead: str
    sections: tuple[Section, ...]
    table_label: str
    track_labels: tuple[str, str]
