"""Arms-control treaties and what happened to them."""

from functools import cache

import msgspec

from marsad.lexicon import load_table, load_tsv

_PACKAGE = "marsad.reference"


class Treaty(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A treaty or instrument. `basis` is verified (with its source) or memory; dates are ISO."""

    id: str
    name: str
    signed: str
    status: str
    limits: str
    basis: str
    parties: tuple[str, ...] = ()
    in_force: str | None = None
    ended: str | None = None
    source: str | None = None


class TreatyEvent(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One dated act on a treaty: suspension, withdrawal and expiry differ in kind. `actors` are codes with commas."""

    id: str
    treaty: str
    date: str
    event: str
    kind: str
    basis: str
    actors: str = ""
    source: str = ""

    @property
    def codes(self) -> tuple[str, ...]:
        """Who acted."""
        return tuple(code for code in self.actors.split(",") if code)


@cache
def load_treaties() -> dict[str, Treaty]:
    """Return all treaties by id."""
    return {row.id: row for row in load_table(_PACKAGE, "treaties.toml", Treaty)}


@cache
def load_treaty_events() -> tuple[TreatyEvent, ...]:
    """Return all acts on treaties, by date."""
    rows = load_tsv(_PACKAGE, "treaty_events.tsv", TreatyEvent)
    return tuple(sorted(rows, key=lambda row: (row.date, row.id)))
