"""Treaties, agreements and doctrines: what they limit and allow, and what happened to them."""

import datetime
from functools import cache

import msgspec

from marsad.lexicon import load_table, load_tsv
from marsad.reference.days import check_day, last_day

_PACKAGE = "marsad.reference"


class Treaty(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A treaty or instrument; `parties` are named where they are few. `basis` is verified (with its source) or memory.

    `kind` is treaty, agreement, arrangement, doctrine or statement.
    """

    id: str
    name: str
    kind: str
    summary: str
    basis: str
    parties: tuple[str, ...] = ()
    source: str = ""


class TreatyEvent(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One dated act on a treaty: suspension, withdrawal and expiry differ in kind. `actors` are codes with commas.

    `date` is an ISO day, month or year. `halts` are ids of terms, with commas, that cannot be used from then on;
    `until` is the day to which the act lets the treaty run.
    """

    id: str
    treaty: str
    date: str
    event: str
    kind: str
    basis: str
    actors: str = ""
    source: str = ""
    halts: str = ""
    until: str = ""

    def __post_init__(self) -> None:
        for day in (self.date, self.until):
            check_day(day)

    @property
    def codes(self) -> tuple[str, ...]:
        """Who acted."""
        return tuple(code for code in self.actors.split(",") if code)

    @property
    def halted(self) -> tuple[str, ...]:
        """The terms that it halts."""
        return tuple(name for name in self.halts.split(",") if name)

    def happened(self, on: datetime.date) -> bool:
        """Tell whether it had surely happened by a day: an act of an unknown day of a month, by the month's last."""
        return last_day(self.date) <= on


class TreatyTerm(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A limit, a right, or an estimate of what an arrangement holds, with the days between which it holds.

    `what` says exactly what is counted, in `unit`; `high` is the upper bound of a range; `per` what the value is for.
    `parts` are the classes that count together; `deployed` is yes (only what is deployed counts), both, or empty.
    """

    id: str
    treaty: str
    kind: str
    what: str
    unit: str
    basis: str
    value: float | None = None
    high: float | None = None
    per: str = ""
    parts: tuple[str, ...] = ()
    deployed: str = ""
    start: datetime.date | None = None
    until: datetime.date | None = None
    source: str = ""

    def holds(self, on: datetime.date) -> bool:
        """Tell whether it holds on a day; on the day of its end it does no more."""
        return (self.start is None or self.start <= on) and (self.until is None or on < self.until)


@cache
def load_treaties() -> dict[str, Treaty]:
    """Return all treaties by id."""
    return {row.id: row for row in load_table(_PACKAGE, "treaties.toml", Treaty)}


@cache
def load_treaty_events() -> tuple[TreatyEvent, ...]:
    """Return all acts on treaties, by date."""
    rows = load_tsv(_PACKAGE, "treaty_events.tsv", TreatyEvent)
    return tuple(sorted(rows, key=lambda row: (last_day(row.date), row.id)))


@cache
def load_treaty_terms() -> tuple[TreatyTerm, ...]:
    """Return all limits and rights."""
    return load_table(_PACKAGE, "treaty_terms.toml", TreatyTerm)


def find_events(treaty: str) -> tuple[TreatyEvent, ...]:
    """Return the acts on a treaty, by date."""
    return tuple(row for row in load_treaty_events() if row.treaty == treaty)


def find_terms(treaty: str) -> tuple[TreatyTerm, ...]:
    """Return the limits and rights of a treaty."""
    return tuple(row for row in load_treaty_terms() if row.treaty == treaty)
