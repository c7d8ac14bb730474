"""The codebook's JSON form of a document's annotations, read loosely.

Gold files and programs write the same keys; gold gives first words, programs whole spans with offsets. Unknown keys
are left alone, because the form is shared with files of other hands.
"""

from collections.abc import Iterable
from typing import TypeVar

import msgspec

Codes = str | tuple[str, ...] | None
T = TypeVar("T")


class AnnotationError(ValueError):
    """A line does not hold an annotation or a document."""


class Note(msgspec.Struct, frozen=True, kw_only=True):
    """What all annotated items share.

    `start` and `end` are offsets in the document's text, where a program gave them. `soft` marks an item on which
    reasonable readers differ.
    """

    start: int | None = None
    end: int | None = None
    soft: bool = False
    id: str | None = None
    rule: str | None = None
    version: str | None = None

    @property
    def words(self) -> str:
        """The first words (or all words) of the item's span."""
        return ""


class StatementNote(Note, frozen=True, kw_only=True):
    """A quoted or reported content span."""

    starts: str = ""
    speaker: str | None = None
    actor: Codes = None
    direct: bool | None = None
    via: Codes = None
    addressee: Codes = None

    @property
    def words(self) -> str:
        """The first words of the content."""
        return self.starts


class SignalNote(Note, frozen=True, kw_only=True):
    """A signal by the codebook's types; `confidence` is how sure a program is of it, from 0 to 1."""

    type: str
    actors: Codes = None
    targets: Codes = None
    modality: str | None = None
    date: str | None = None
    place: Codes = None
    attributed_to: Codes = None
    person: Codes = None
    role: str | None = None
    confidence: float | None = None
    evidence: str = ""

    @property
    def words(self) -> str:
        """The first words of the evidence."""
        return self.evidence


class FigureNote(Note, frozen=True, kw_only=True):
    """A number with its unit and holder."""

    value: float | None = None
    high: float | None = None
    unit: str | None = None
    holder: Codes = None
    kind: str | None = None
    as_of: str | None = None
    evidence: str = ""

    @property
    def words(self) -> str:
        """The first words of the evidence."""
        return self.evidence


class DateNote(Note, frozen=True, kw_only=True):
    """A date expression; `value` is ISO 8601, an interval "A/B", or null where it cannot be resolved."""

    text: str = ""
    value: str | None = None

    @property
    def words(self) -> str:
        """The expression itself."""
        return self.text


class Annotation(msgspec.Struct, frozen=True, kw_only=True):
    """All that one coder wrote down of one document.

    `boilerplate` holds the furniture lines: their first words in gold, the dropped lines in a program's output,
    null where the coder says nothing about them. `published_inferred` is a date a reader might also give.
    """

    id: str
    published: str | None = None
    published_inferred: str | None = None
    sources: tuple[str, ...] = ()
    statements: tuple[StatementNote, ...] = ()
    signals: tuple[SignalNote, ...] = ()
    figures: tuple[FigureNote, ...] = ()
    dates: tuple[DateNote, ...] = ()
    boilerplate: tuple[str, ...] | None = None
    boilerplate_soft: tuple[str, ...] = ()


class Document(msgspec.Struct, frozen=True, kw_only=True):
    """A document's text under the id that its annotations carry."""

    id: str
    text: str


def load_annotations(lines: Iterable[str]) -> tuple[Annotation, ...]:
    """Return the annotations of JSON Lines; raise AnnotationError naming the line that holds none."""
    return _load(lines, Annotation)


def load_documents(lines: Iterable[str]) -> tuple[Document, ...]:
    """Return the documents of JSON Lines; raise AnnotationError naming the line that holds none."""
    return _load(lines, Document)


def make_annotation(raw: object) -> Annotation:
    """Return the annotation that decoded JSON holds; raise AnnotationError where it does not fit."""
    try:
        return msgspec.convert(raw, Annotation)
    except msgspec.ValidationError as error:
        raise AnnotationError(str(error)) from error


def find_chain(codes: Codes) -> tuple[str, ...]:
    """Return the codes of a field that may be one code, a list or null, in order, in one case and without blanks."""
    if codes is None:
        return ()
    several = (codes,) if isinstance(codes, str) else codes
    return tuple(code.strip().casefold() for code in several if code.strip())


def find_codes(codes: Codes) -> frozenset[str]:
    """Return the codes of a field, where their order does not matter."""
    return frozenset(find_chain(codes))


def _load(lines: Iterable[str], kind: type[T]) -> tuple[T, ...]:
    return tuple(_load_line(line, number, kind) for number, line in enumerate(lines, 1) if line.strip())


def _load_line(line: str, number: int, kind: type[T]) -> T:
    try:
        return msgspec.json.decode(line, type=kind)
    except msgspec.DecodeError as error:
        raise AnnotationError(f"line {number}: {error}") from error
