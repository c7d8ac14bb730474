"""Calendar words of Arabic: months, weekdays, relative days, units of time, and the small words that join them."""

from collections.abc import Iterator, Mapping
from functools import cache
from types import MappingProxyType

import msgspec

from marsad.languages.ar.calendar.items import CalendarWord
from marsad.languages.ar.months import load_months
from marsad.lexicon import load_rows, load_table
from marsad.text.match import Grammar, Phrase
from marsad.text.normal import normalise

__all__ = ["CalendarWord", "load_joints", "load_list", "phrases"]

_PACKAGE = "marsad.languages.ar.calendar"
_FILES = ("weekdays.toml", "hijri.toml", "relative.toml", "units.toml", "parts.toml")


class _WordRow(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    id: str
    role: str
    forms: tuple[str, ...]
    value: int = 0
    unit: str = ""
    count: int = 1
    article: bool = False  # also taken with the article, as a definite word
    shy: bool = False
    grammar: Grammar = Grammar.NAME


class _ShyRow(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    id: str
    why: str
    spelling: str = ""


class _ListRow(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    id: str
    forms: tuple[str, ...]


@cache
def phrases() -> tuple[Phrase, ...]:
    """Return every calendar phrase with its word."""
    rows = (row for file in _FILES for row in load_table(_PACKAGE, file, _WordRow))
    return (*_months(), *(phrase for row in rows for phrase in _spell(row)))


def _spell(row: _WordRow) -> Iterator[Phrase]:
    word = CalendarWord(role=row.role, value=row.value, unit=row.unit, count=row.count, shy=row.shy)
    definite = msgspec.structs.replace(word, definite=True)
    article = find_article()
    for form in row.forms:
        yield Phrase(form, row.grammar, definite if form.startswith(article) else word)
        if row.article:
            yield Phrase(article + form, row.grammar, definite)


def _months() -> Iterator[Phrase]:
    shy = {normalise(row.id).normal: row for row in load_table(_PACKAGE, "shy_months.toml", _ShyRow)}
    for form, number in load_months().items():
        row = shy.get(form)
        word = CalendarWord(role="month", value=number, shy=row is not None, spelling=row.spelling if row else "")
        yield Phrase(form, Grammar.NAME, word)


@cache
def find_article() -> str:
    """Return the definite article as written before a noun."""
    rows = {str(row["id"]): row for row in load_rows("marsad.languages.ar", "clitics.toml")}
    return str(rows["article"]["forms"][0])


@cache
def load_joints() -> Mapping[str, str]:
    """Return the small words and marks that join the parts of a date, normalised, each with its kind."""
    rows = load_table(_PACKAGE, "joints.toml", _ListRow)
    return MappingProxyType({normalise(form).normal: row.id for row in rows for form in row.forms})


@cache
def load_list(name: str) -> frozenset[str]:
    """Return the normalised words of one row of `context.toml`; raise KeyError when there is none such."""
    rows = {row.id: row for row in load_table(_PACKAGE, "context.toml", _ListRow)}
    return frozenset(normalise(form).normal for form in rows[name].forms)
