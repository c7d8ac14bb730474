"""Outlets: what each gave, how fresh it is, how its watch does."""

from marsad.app.watching import find_state
from marsad.app.web.visits import AskError, Shown, Visit
from marsad.app.web.wishes import AT_ONCE, read_page
from marsad.watch import Health, State, WatchError, find_facts, judge, list_outlets

_LONGEST = 500


def show_outlets(visit: Visit) -> Shown:
    """List the outlets by how much they gave, and where a watch runs, how each does."""
    fields = {
        "outlets": visit.ledger.outlets(),
        "health": _find_health(visit),
        "now": visit.site.clock(),
        "asides": visit.ledger.sizes().set_aside,
    }
    return Shown(template="outlets.html", title=visit.words.label("nav.outlets"), fields=fields)


def show_outlet(visit: Visit) -> Shown:
    """List the articles of one outlet, the last to arrive first."""
    name = visit.params.get("name", "")[:_LONGEST]
    page = read_page(visit.params)
    arrivals = visit.ledger.arrivals(outlet=name, limit=AT_ONCE + 1, offset=(page - 1) * AT_ONCE)
    if not arrivals and page == 1:
        raise AskError("error.outlet", 404)
    fields = {"name": name, "arrivals": arrivals[:AT_ONCE], "more": len(arrivals) > AT_ONCE, "page": page}
    return Shown(template="outlet.html", title=name, fields=fields)


def _find_health(visit: Visit) -> tuple[Health, ...]:
    path = find_state(visit.site.beside)
    if not path.exists():
        return ()
    at = visit.site.clock().timestamp()
    try:
        with State.open(path, readonly=True) as state:
            return tuple(judge(find_facts(state.db, outlet, at)) for outlet in list_outlets(state.db))
    except WatchError:
        return ()
