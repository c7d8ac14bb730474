"""The map that places are drawn on: the Equal Earth projection, outlines of states, and views of parts of the world."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from math import asin, cos, radians, sin, sqrt
from types import MappingProxyType

import msgspec

from marsad.lexicon import load_tsv

WIDTH = 960  # units of the drawing of the whole world
_EDGE = 11  # degrees east of the drawing's middle: so that the cut goes through the Bering Strait
_A = (1.340264, -0.081106, 0.000893, 0.003796)  # Šavrič, Patterson and Jenny 2018
_WIDEST = 2.7066297  # of the projection, from its middle
_TENTH = 10  # outlines are in tenths of a degree
_SOUTH, _NORTH = -58.0, 84.0  # degrees shown


class View(msgspec.Struct, frozen=True, kw_only=True):
    """A part of the drawing: its upper left corner, width and height."""

    x: float
    y: float
    width: float
    height: float


class _Outline(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A ring of a state's outline: pairs of longitude and latitude."""

    id: str
    state: str
    ring: str


def project(latitude: float, longitude: float) -> tuple[float, float]:
    """Return where a point lies on the drawing of the whole world."""
    turned = (longitude - _EDGE + 180) % 360 - 180
    t = asin(sqrt(3) / 2 * sin(radians(latitude)))
    a1, a2, a3, a4 = _A
    x = 2 * sqrt(3) * radians(turned) * cos(t) / (3 * (9 * a4 * t**8 + 7 * a3 * t**6 + 3 * a2 * t**2 + a1))
    y = a4 * t**9 + a3 * t**7 + a2 * t**3 + a1 * t
    scale = WIDTH / 2 / _WIDEST
    return round(WIDTH / 2 + x * scale, 1), round(_top() * scale - y * scale, 1)


@cache
def _top() -> float:
    t = asin(sqrt(3) / 2 * sin(radians(_NORTH)))
    a1, a2, a3, a4 = _A
    return a4 * t**9 + a3 * t**7 + a2 * t**3 + a1 * t


def _frame(west: float, north: float, east: float, south: float) -> View:
    corners = [project(latitude, longitude) for latitude in (north, south) for longitude in (west, east)]
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    return View(x=min(xs), y=min(ys), width=round(max(xs) - min(xs), 1), height=round(max(ys) - min(ys), 1))


@cache
def list_views() -> Mapping[str, View]:
    """Return the parts of the world that can be looked at, by name."""
    height = project(_SOUTH, _EDGE)[1]
    return MappingProxyType(
        {
            "world": View(x=0, y=0, width=WIDTH, height=height),
            "europe": _frame(-12, 68, 62, 34),
            "middle-east": _frame(22, 43, 70, 11),
            "east-asia": _frame(68, 56, 148, 8),
            "america": _frame(-130, 60, -60, 10),
        }
    )


@cache
def draw_outlines() -> bytes:
    """Return the outlines of all states as an SVG file with one symbol, `land`, made of Natural Earth's data."""
    path = "".join(_draw_ring(ring) for ring in _list_rings())
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {list_views()["world"].height}">'
        f'<path id="land" vector-effect="non-scaling-stroke" d="{path}"/></svg>'
    ).encode()


def _list_rings() -> Iterator[Sequence[tuple[float, float]]]:
    for row in load_tsv("marsad.app.web", "outlines.tsv", _Outline):
        pairs = (pair.split(",") for pair in row.ring.split())
        yield [project(int(latitude) / _TENTH, int(longitude) / _TENTH) for longitude, latitude in pairs]


def _draw_ring(ring: Sequence[tuple[float, float]]) -> str:
    """Return a ring as a closed path, in steps of a tenth of a unit from each point to the next."""
    x, y = ring[0]
    parts = [f"M{x:g} {y:g}l"]
    for other_x, other_y in ring[1:-1]:
        parts.append(f"{other_x - x:.1f} {other_y - y:.1f} ")
        x, y = other_x, other_y
    return "".join(parts).rstrip() + "z"
