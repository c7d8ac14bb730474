"""Arabic names of things that are neither persons nor places: formats of talks, weapon systems, exercises."""

from collections.abc import Iterator

import msgspec

from marsad.lexicon import load_table
from marsad.text.match import Grammar, Phrase

_PACKAGE = "marsad.languages.ar.things"


class FormatName(msgspec.Struct, frozen=True):
    """A name of a format of talks; `id` is that of reference/formats.toml."""

    id: str


class SystemName(msgspec.Struct, frozen=True):
    """A name of a weapon system; `id` is that of reference/systems.toml."""

    id: str


class ExerciseName(msgspec.Struct, frozen=True):
    """A name of a series of exercises; `id` is the series in reference/exercises.tsv."""

    id: str


class _Row(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    id: str
    names: tuple[str, ...]


def make_formats() -> Iterator[Phrase]:
    """Yield the names of formats of talks."""
    for row in load_table(_PACKAGE, "formats.toml", _Row):
        yield from (Phrase(form, Grammar.NAME, FormatName(row.id)) for form in row.names)


def make_systems() -> Iterator[Phrase]:
    """Yield the names of weapon systems."""
    for row in load_table(_PACKAGE, "systems.toml", _Row):
        yield from (Phrase(form, Grammar.NOUN, SystemName(row.id)) for form in row.names)


def make_exercises() -> Iterator[Phrase]:
    """Yield the names of exercises."""
    for row in load_table(_PACKAGE, "exercises.toml", _Row):
        yield from (Phrase(form, Grammar.NAME, ExerciseName(row.id)) for form in row.names)


def phrases() -> tuple[Phrase, ...]:
    """Return the phrases that reading a page needs: by formats and exercises it is known who takes part."""
    return (*make_formats(), *make_exercises())
