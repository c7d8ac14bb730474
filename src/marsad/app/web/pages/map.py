"""The map: where the episodes of some time were, as far as pages name a place and its location is known."""

from collections.abc import Sequence
from math import sqrt

import msgspec

from marsad.app.web.atlas import View, list_views, project
from marsad.app.web.visits import AskError, Shown, Visit
from marsad.app.web.wishes import make_query, read_wish
from marsad.ledger import PlaceCount
from marsad.measure.levels import Track
from marsad.model import SignalType
from marsad.reference.places import Location, load_locations

_MOST_LABELS = 14
_LEAST, _MOST = 0.0045, 0.022  # of a view's width: the radius of one episode, and of the most in one place
_LETTER, _LINE = 0.009, 0.0145  # of a view's width: how wide a letter is, and how high a line
_LARGER = 1.35  # the letters of phones, as the style sheet has them, for which there must be room, too
_WORLD = "world"


class Spot(msgspec.Struct, frozen=True, kw_only=True):
    """A place with its episodes; `x`, `y`, `radius` where it is drawn, `label` where there is room for its name."""

    count: PlaceCount
    name: str
    href: str
    location: Location | None
    x: float = 0.0
    y: float = 0.0
    radius: float = 0.0
    label: str = ""


def show_map(visit: Visit) -> Shown:
    """Show the places of the episodes that the address asks for, drawn and in a table."""
    wish = read_wish(visit.params)
    name = visit.params.get("view") or _WORLD
    if name not in list_views():
        raise AskError("error.choice")
    view = list_views()[name]
    counts = visit.ledger.count_places(wish.filter)
    spots = [_make_spot(visit, one, counts[0].count, view) for one in counts]
    drawn = [spot for spot in spots if spot.location and _is_within(spot, view)]
    fields = {
        "wish": wish,
        "view": view,
        "view_name": name,
        "views": list_views(),
        "spots": spots,
        "drawn": _label(drawn, view),
        "text": round(view.width * _LINE, 2),
        "total": sum(one.count for one in counts),
        "unknown": [spot for spot in spots if spot.location is None],
        "tracks": Track,
        "types": SignalType,
    }
    return Shown(template="map.html", title=visit.words.label("nav.map"), fields=fields)


def _make_spot(visit: Visit, one: PlaceCount, most: int, view: View) -> Spot:
    location = load_locations().get(one.place)
    href = visit.link(f"/timeline{make_query(visit.params, place=one.place, view=None)}")
    spot = Spot(count=one, name=visit.words.place(one.place), href=href, location=location)
    if location is None:
        return spot
    x, y = project(location.latitude, location.longitude)
    radius = view.width * (_LEAST + (_MOST - _LEAST) * sqrt((one.count - 1) / max(most - 1, 1)))
    return msgspec.structs.replace(spot, x=x, y=y, radius=round(radius, 2))


def _is_within(spot: Spot, view: View) -> bool:
    return 0 <= spot.x - view.x <= view.width and 0 <= spot.y - view.y <= view.height


def _label(spots: Sequence[Spot], view: View) -> list[Spot]:
    """Return the spots, the largest first, with names where these fit beside what has a name already."""
    taken: list[tuple[float, float, float, float]] = []
    found = []
    for spot in spots:
        half, line = len(spot.name) * view.width * _LETTER * _LARGER / 2, view.width * _LINE * _LARGER
        top = spot.y - spot.radius - line
        box = (spot.x - half, top, spot.x + half, top + line)
        inside = box[0] >= view.x and box[2] <= view.x + view.width and top >= view.y
        if inside and len(taken) < _MOST_LABELS and not any(_overlap(box, other) for other in taken):
            taken.append(box)
            found.append(msgspec.structs.replace(spot, label=spot.name))
        else:
            found.append(spot)
    return found


def _overlap(one: tuple[float, float, float, float], other: tuple[float, float, float, float]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
