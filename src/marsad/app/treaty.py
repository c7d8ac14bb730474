"""`marsad treaty`: treaties, and one of them as it stood on a day."""

from collections.abc import Iterator
from datetime import date

import msgspec
from rich.table import Table
from rich.text import Text

from marsad.app.errors import FINE, AppError
from marsad.app.terminal import Screen
from marsad.app.timeline import parse_day
from marsad.reconcile.desk.facts import format_number
from marsad.reference.states import name_code
from marsad.reference.treaties import Treaty, TreatyTerm, load_treaties
from marsad.reference.treaty_state import TreatyState, Usable, find_treaty_state

Row = tuple[str, str, str]


def run_treaty(screen: Screen, name: str | None, on: str | None, *, as_json: bool) -> int:
    """Print all treaties, or the one named, as on a day; return the exit code."""
    day = parse_day(on, "--on").end if on else date.today()
    treaties = [find_treaty(name)] if name else list(load_treaties().values())
    states = [find_treaty_state(treaty, day) for treaty in treaties]
    if as_json:
        for state in states:
            screen.raw(msgspec.json.encode(state).decode())
    elif name:
        print_state(screen, states[0])
    else:
        print_list(screen, states)
    return FINE


def find_treaty(name: str) -> Treaty:
    """Return the treaty whose id or name it is; raise AppError naming what there is."""
    wanted = name.strip().casefold()
    for treaty in load_treaties().values():
        if wanted in (treaty.id, treaty.name.casefold(), treaty.id.replace("-", " ")):
            return treaty
    raise AppError(f"{name}: no such treaty; there are {', '.join(load_treaties())}")


def print_list(screen: Screen, states: list[TreatyState]) -> None:
    """Print one line a treaty."""
    table = Table(box=None, header_style="dim", pad_edge=False, padding=(0, 2, 0, 0))
    for name in ("id", "name", "kind", f"on {states[0].on}", "certainty"):
        table.add_column(name, overflow="fold")
    for state in states:
        treaty = state.treaty
        table.add_row(treaty.id, treaty.name, treaty.kind, state.status, treaty.basis)
    screen.out.print(table)
    _print_note(screen, states[0])


def print_state(screen: Screen, state: TreatyState) -> None:
    """Print a treaty's status, what binds, what may be used, and what had happened, each with its source."""
    treaty = state.treaty
    screen.out.rule(Text(f"{treaty.name} on {state.on}: {state.status}", style="bold"), align="left", style="dim")
    screen.say(treaty.summary)
    if state.until:
        screen.say(f"to run until {state.until}")
    _print_rows(screen, "status by party", list(_list_parties(state)))
    _print_rows(screen, "limits", list(_list_terms(state, "limit")))
    _print_rows(screen, "rights", list(_list_terms(state, "right")))
    _print_rows(screen, "estimates", list(_list_terms(state, "estimate")))
    happened = [(event.date, event.event, _cite(event.basis, event.source)) for event in state.events]
    _print_rows(screen, "what had happened", happened)
    _print_note(screen, state)


def _print_note(screen: Screen, state: TreatyState) -> None:
    if state.note:
        screen.say(f"note: {state.note}", style="yellow")


def _cite(basis: str, source: str) -> str:
    return f"{basis}: {source}" if source else basis


def _list_parties(state: TreatyState) -> Iterator[Row]:
    for one in state.parties:
        told = f"{one.status} since {one.event.date}: {one.event.event}"
        yield name_code(one.party), told, _cite(one.event.basis, one.event.source)


def _list_terms(state: TreatyState, kind: str) -> Iterator[Row]:
    for usable in state.terms:
        if usable.term.kind == kind:
            yield describe_value(usable.term), _describe_use(usable), _cite(usable.term.basis, usable.term.source)


def describe_value(term: TreatyTerm) -> str:
    """Return a term's number with what it is for."""
    if term.value is None:
        return "–"
    value = format_number(term.value) + (f"–{format_number(term.high)}" if term.high is not None else "")
    return f"{value} a {term.per}" if term.per else value


def _describe_use(usable: Usable) -> str:
    until = f" (until {usable.term.until})" if usable.term.until else ""
    halts = ", ".join(event.date for event in usable.halted_by)
    return f"{usable.term.what}{until}" + (f"\nnot usable: halted {halts}" if halts else "")


def _print_rows(screen: Screen, title: str, rows: list[Row]) -> None:
    if not rows:
        return
    table = Table(title=title, title_justify="left", title_style="bold", box=None, show_header=False, pad_edge=False)
    table.add_column(no_wrap=True)
    table.add_column(ratio=3, overflow="fold")
    table.add_column(ratio=1, style="dim", overflow="fold")
    for first, second, third in rows:
        table.add_row(Text(first), Text(second), Text(third))
    screen.say("")
    screen.out.print(table)
