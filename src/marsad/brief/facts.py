"""What the reference data tell of treaties, exercises and figures, in Arabic where there are words for it."""

import re
from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

import msgspec

from marsad.lexicon import load_table
from marsad.reference.exercises import load_exercises
from marsad.reference.treaties import load_treaties, load_treaty_events

_DAY = r"\d{4}(?:-\d\d){0,2}"
_FACT = re.compile(
    rf"(?P<name>.+?)(?:, (?P<act>{_DAY}))?: (?:(?P<first>{_DAY})(?: to (?P<last>{_DAY}))?, )?(?P<rest>.+)", re.DOTALL
)
_LIMIT = re.compile(
    rf"(?P<value>[\d,.]+(?: to [\d,.]+)?) (?P<what>.+?)(?:, a (?P<per>\w[\w ]*))?"
    rf"(?:, from (?P<start>{_DAY}))?(?: until (?P<until>{_DAY}))?"
)


class Told(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A row of facts.toml."""

    id: str
    en: str
    ar: str


class Fact(NamedTuple):
    """A fact as a desk tells it: of which treaty or series, the days that it names, and the rest, in English.

    `act` is what kind of act on the treaty it is, "" where it is none.
    """

    treaty: str
    series: str
    days: tuple[str, ...]
    rest: str
    act: str = ""


class Limit(NamedTuple):
    """A limit or right of a treaty as a desk tells it: how many of what, in Arabic, and its first and last day."""

    value: str
    what: tuple[str, ...]
    start: str
    until: str


def find_limit(text: str) -> Limit | None:
    """Return a limit or right with its words in Arabic; None where it is none or there are no words for it."""
    found = _LIMIT.fullmatch(text)
    what = [_load_told().get(part, "") for part in (found["what"], found["per"]) if part] if found else []
    if found is None or not all(what):
        return None
    return Limit(found["value"].replace(" to ", "–"), tuple(what), found["start"] or "", found["until"] or "")


def find_told(text: str) -> str | None:
    """Return the Arabic of what the reference data tell; None where there are no words for it."""
    return _load_told().get(text)


def find_fact(text: str) -> Fact | None:
    """Return what a fact is about; None where it is told in another way."""
    found = _FACT.fullmatch(text)
    about = _load_names().get(found["name"]) if found else None
    if found is None or about is None:
        return None
    days = tuple(day for day in (found["act"], found["first"], found["last"]) if day)
    return Fact(*about, days, found["rest"], _load_acts().get((about[0], found["act"], found["rest"]), ""))


@cache
def _load_told() -> Mapping[str, str]:
    return {row.en: row.ar for row in load_table("marsad.brief", "facts.toml", Told)}


@cache
def _load_acts() -> Mapping[tuple[str, str | None, str], str]:
    return {(one.treaty, one.date, one.event): one.kind for one in load_treaty_events()}


@cache
def _load_names() -> Mapping[str, tuple[str, str]]:
    """Return treaties and series of exercises by their English names."""
    treaties = {one.name: (one.id, "") for one in load_treaties().values()}
    return treaties | {row.name: ("", row.series) for row in load_exercises()}
