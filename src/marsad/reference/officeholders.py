"""Who held which office when."""

from collections import defaultdict
from datetime import date
from functools import cache

import msgspec

from marsad.lexicon import load_tsv

_TABLES = ("officeholders.tsv", "scholars.tsv")  # who holds an office; who is asked or writes
_OPEN = "2026"  # the year to which the table was kept
_SINCE = date(2015, 1, 1)  # the day from which it was kept: who had left before is a former official at any time


class Tenure(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One person in one office.

    `start` and `end` are ISO days, months or years; a missing end means still in office as far as known. `role` is
    official, expert, former or journalist. `certainty` (high, medium, low) and `basis` (memory, or press with what was
    read) say how well the row is supported.
    """

    id: str
    person: str
    code: str
    name: str
    office: str
    certainty: str
    basis: str
    post: str = ""
    organisation: str = ""
    role: str = "official"
    start: str = ""
    end: str = ""
    source: str = ""

    def holds(self, on: date) -> bool:
        """Tell whether the office is held on a day; a month or year given as a bound counts in full."""
        day = on.isoformat()
        return self.start <= day and (not self.end or day[: len(self.end)] <= self.end)

    def ended(self, on: date) -> bool:
        """Tell whether the office was given up before a day."""
        return bool(self.end) and on.isoformat()[: len(self.end)] > self.end


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """What a person is on a date: whom he or she speaks for, and role None, expert, former or journalist."""

    name: str
    code: str
    role: str | None
    tenure: Tenure


@cache
def load_tenures() -> dict[str, tuple[Tenure, ...]]:
    """Return the tenures of each person, by start."""
    found: dict[str, list[Tenure]] = defaultdict(list)
    for file in _TABLES:
        for row in load_tsv("marsad.reference", file, Tenure):
            found[row.person].append(row)
    return {person: tuple(sorted(rows, key=lambda row: row.start)) for person, rows in found.items()}


@cache
def _by_post() -> dict[tuple[str, str], tuple[Tenure, ...]]:
    found: dict[tuple[str, str], list[Tenure]] = defaultdict(list)
    for rows in load_tenures().values():
        for row in rows:
            if row.post and row.role == "official":
                found[row.code, row.post].append(row)
    return {key: tuple(rows) for key, rows in found.items()}


def find_standing(person: str, on: date | None) -> Standing | None:
    """Return what a person is on a day, or by the longest tenure when no day is given; None if unknown."""
    rows = load_tenures().get(person)
    if not rows:
        return None
    row = max(rows, key=_weight) if on is None else _choose(rows, on)
    role = row.role if row.role != "official" else None
    if role is None and row.ended(on or _SINCE):
        role = "former"
    return Standing(name=row.name, code=row.code, role=role, tenure=row)


def _weight(row: Tenure) -> tuple[int, str]:
    """Return how long a tenure lasted, in years, the later one first among equals: what a person is known for."""
    if not row.start:
        return 0, row.id
    return int((row.end or _OPEN)[:4]) - int(row.start[:4]), row.start


def _choose(rows: tuple[Tenure, ...], on: date) -> Tenure:
    """Return the latest tenure that is held, else the last one given up, else the first one to come."""
    held = [row for row in rows if row.holds(on)]
    past = [row for row in rows if row.ended(on)]
    return (held or past or list(rows[:1]))[-1]


def find_holder(code: str, post: str, on: date) -> Tenure | None:
    """Return the only known holder of a post of a state or organisation on a day, else None."""
    held = [row for row in _by_post().get((code, post), ()) if row.holds(on)]
    return held[0] if len({row.person for row in held}) == 1 else None
