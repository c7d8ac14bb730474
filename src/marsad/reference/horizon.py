"""Until when the tables were kept."""

from datetime import date
from functools import cache

import msgspec

from marsad.lexicon import load_table


class Horizon(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The last day for which a table can answer, and what must be said of later days."""

    id: str
    until: date
    says: str
    basis: str
    source: str = ""


@cache
def load_horizons() -> dict[str, Horizon]:
    """Return the horizons by table."""
    return {row.id: row for row in load_table("marsad.reference", "horizon.toml", Horizon)}
