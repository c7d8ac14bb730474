"""Number words of Arabic, the nouns that news count, and the words that tell what a number is."""

from collections.abc import Iterator, Mapping
from functools import cache
from types import MappingProxyType

import msgspec

from marsad.languages.ar.numbers.items import FigureCue, NumberWord, UnitNoun
from marsad.lexicon import load_rows, load_table
from marsad.text.match import Grammar, Phrase
from marsad.text.normal import normalise

__all__ = ["FigureCue", "NumberWord", "UnitNoun", "load_marks", "load_short_units", "load_word_list", "phrases"]

_PACKAGE = "marsad.languages.ar.numbers"
_SHORT = 2  # letters


class _NumberRow(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    id: str
    kind: str
    value: float
    forms: tuple[str, ...]
    article: bool = False


class _UnitRow(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    id: str
    unit: str
    forms: tuple[str, ...]
    plurals: tuple[str, ...] = ()
    kind: str = "count"
    people: bool = False  # nouns for people become casualties beside a word of loss
    member: bool = False  # members of an organisation, which then holds the figure
    factor: float = 1.0


class _CueRow(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    id: str
    role: str
    forms: tuple[str, ...]
    grammar: Grammar = Grammar.NOUN


class _ListRow(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    id: str
    forms: tuple[str, ...]


@cache
def phrases() -> tuple[Phrase, ...]:
    """Return every number word, counted noun and cue with its item."""
    return (*_numbers(), *_units(), *_cues())


def _numbers() -> Iterator[Phrase]:
    clitics = {str(row["id"]): row for row in load_rows("marsad.languages.ar", "clitics.toml")}
    article = str(clitics["article"]["forms"][0])
    for row in load_table(_PACKAGE, "words.toml", _NumberRow):
        for form in row.forms:
            definite = form.startswith(article) and row.kind.startswith("ordinal")
            yield Phrase(form, Grammar.NAME, NumberWord(kind=row.kind, value=row.value, definite=definite))
            if row.article:
                word = NumberWord(kind=row.kind, value=row.value, definite=True)
                yield Phrase(article + form, Grammar.NAME, word)


def _units() -> Iterator[Phrase]:
    for row in load_table(_PACKAGE, "units.toml", _UnitRow):
        noun = UnitNoun(unit=row.unit, kind=row.kind, people=row.people, member=row.member, factor=row.factor)
        many = msgspec.structs.replace(noun, plural=True)
        yield from (Phrase(form, Grammar.NOUN, noun) for form in row.forms if len(form) > _SHORT)
        yield from (Phrase(form, Grammar.NOUN, many) for form in row.plurals)


@cache
def load_short_units() -> Mapping[str, UnitNoun]:
    """Return the counted nouns too short to search for within words, by normalised form."""
    nouns = {form: row for row in load_table(_PACKAGE, "units.toml", _UnitRow) for form in row.forms}
    short = {normalise(form).normal: row for form, row in nouns.items() if len(form) <= _SHORT}
    return MappingProxyType({form: UnitNoun(unit=row.unit, kind=row.kind) for form, row in short.items()})


def _cues() -> Iterator[Phrase]:
    for row in load_table(_PACKAGE, "cues.toml", _CueRow):
        for form in row.forms:
            yield Phrase(form, row.grammar, FigureCue(role=row.role))


@cache
def load_marks() -> Mapping[str, str]:
    """Return small words and marks between numbers and their nouns, normalised, each with its kind."""
    rows = load_table(_PACKAGE, "marks.toml", _ListRow)
    return MappingProxyType({normalise(form).normal: row.id for row in rows for form in row.forms})


@cache
def load_word_list(name: str) -> frozenset[str]:
    """Return the normalised words of one row of `context.toml`; raise KeyError when there is none such."""
    rows = {row.id: row for row in load_table(_PACKAGE, "context.toml", _ListRow)}
    return frozenset(normalise(form).normal for form in rows[name].forms)
