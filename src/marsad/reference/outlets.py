"""Outlets and news agencies."""

from functools import cache

import msgspec

from marsad.lexicon import load_table


class Outlet(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """An outlet: usual English name, state of its seat, kind (agency, broadcaster, newspaper, site)."""

    id: str
    name: str
    country: str
    kind: str
    basis: str = "memory"
    source: str = ""


@cache
def load_outlets() -> dict[str, Outlet]:
    """Return all outlets by id."""
    return {row.id: row for row in load_table("marsad.reference", "outlets.toml", Outlet)}
