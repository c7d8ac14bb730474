"""Weapon systems that reports name, and whether they carry nuclear weapons."""

from enum import StrEnum
from functools import cache

import msgspec

from marsad.lexicon import load_table


class Nuclear(StrEnum):
    """Whether a system carries nuclear weapons."""

    YES = "yes"
    DUAL = "dual"  # nuclear or conventional ones
    NO = "no"


class WeaponSystem(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A weapon system by name.

    `states` have it first of all; `basis` is verified or memory, `source` where it was read or can be checked,
    `certainty` high, medium or low.
    """

    id: str
    name: str
    kind: str
    states: tuple[str, ...]
    nuclear: Nuclear
    certainty: str
    basis: str
    source: str


@cache
def load_systems() -> dict[str, WeaponSystem]:
    """Return all systems by id."""
    return {row.id: row for row in load_table("marsad.reference", "systems.toml", WeaponSystem)}
