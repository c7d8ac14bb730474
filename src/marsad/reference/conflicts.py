"""Who is at war with whom."""

from functools import cache

import msgspec

from marsad.lexicon import load_table

_PACKAGE = "marsad.reference"


class Conflict(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Sides that strike each other. `basis` is verified (with its source) or memory."""

    id: str
    sides: tuple[tuple[str, ...], ...]
    since: int
    basis: str
    source: str = ""


@cache
def load_enemies() -> dict[str, frozenset[str]]:
    """Return by code whom a party fights."""
    enemies: dict[str, set[str]] = {}
    for conflict in load_table(_PACKAGE, "conflicts.toml", Conflict):
        for side in conflict.sides:
            others = {code for other in conflict.sides if other is not side for code in other}
            for code in side:
                enemies.setdefault(code, set()).update(others)
    return {code: frozenset(others) for code, others in enemies.items()}
