"""Arsenals: who publishes which number of warheads, and what pages say, held against that."""

from collections.abc import Iterable

from marsad.app.web.claiming import count_subjects, list_claims
from marsad.app.web.visits import AskError, Shown, Visit
from marsad.reference.arsenals import ArsenalFigure, DeclaredFigure, load_arsenals, load_declared
from marsad.reference.horizon import load_horizons

_CHANGE = "_change"
_FIRST = ("total_inventory", "military_stockpile", "deployed")


def show_arsenals(visit: Visit) -> Shown:
    """List the states with the newest figure of each quantity, and what pages say of any of them."""
    newest: dict[str, dict[str, ArsenalFigure]] = {}
    for row in sorted(load_arsenals(), key=_age):
        if not row.kind.endswith(_CHANGE):
            newest.setdefault(row.state, {})[row.kind] = row
    totals = {state: rows["total_inventory"].value for state, rows in newest.items() if "total_inventory" in rows}
    fields = {
        "states": sorted(newest, key=lambda state: (-totals.get(state, 0), state)),
        "newest": newest,
        "kinds": _list_kinds(row for rows in newest.values() for row in rows.values()),
        "tallies": count_subjects(visit, "arsenal"),
        "horizon": load_horizons().get("arsenals"),
        **list_claims(visit, "arsenal"),
    }
    return Shown(template="arsenals.html", title=visit.words.label("nav.arsenals"), fields=fields)


def show_arsenal(visit: Visit) -> Shown:
    """Show all figures published of the state that the path names, and what pages say of it."""
    state = visit.named["id"]
    rows = [row for row in load_arsenals() if row.state == state]
    if not rows:
        raise AskError("error.missing", 404)
    fields = {
        "state": state,
        "rows": sorted(rows, key=_age, reverse=True),
        "declared": _pair([row for row in load_declared() if row.state == state]),
        **list_claims(visit, "arsenal", (state,)),
    }
    title = visit.words.label("arsenal.of", state=visit.words.arsenal(state))
    return Shown(template="arsenal.html", title=title, fields=fields)


def _age(row: ArsenalFigure) -> tuple[int, int, str, str]:
    return row.year, row.printed, row.kind, row.series


def _list_kinds(rows: Iterable[ArsenalFigure]) -> list[str]:
    kinds = {row.kind for row in rows}
    return [*(kind for kind in _FIRST if kind in kinds), *sorted(kinds - {*_FIRST})]


def _pair(rows: Iterable[DeclaredFigure]) -> list[tuple[str, dict[str, DeclaredFigure]]]:
    """Return the totals declared for each day, the last first."""
    days: dict[str, dict[str, DeclaredFigure]] = {}
    for row in rows:
        days.setdefault(row.date, {})[row.quantity] = row
    return sorted(days.items(), reverse=True)
