"""Where places are: of states, cities, sites, regions and seas one point each, to be drawn on a map."""

from functools import cache

import msgspec

from marsad.lexicon import load_tsv


class Location(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A place by its usual English name, which is its id, with one point of it in degrees (WGS 84).

    `state` is a code, XXX where it is of no one state; `kind` is state, city, site, region, river or sea. `precision`
    is point, or area where the place is larger than a point can tell. `basis` is derived (matched by name and state, or
    the middle of an outline) or memory.
    """

    id: str
    state: str
    kind: str
    latitude: float
    longitude: float
    precision: str
    basis: str
    source: str = ""


@cache
def load_locations() -> dict[str, Location]:
    """Return where places are, by name."""
    return {row.id: row for row in load_tsv("marsad.reference", "places.tsv", Location)}
