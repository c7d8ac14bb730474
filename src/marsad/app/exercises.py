"""`marsad exercises`: exercise series, what is usual of them, and their editions."""

import msgspec
from rich.table import Table
from rich.text import Text

from marsad.app.errors import FINE, AppError
from marsad.app.terminal import Screen
from marsad.reconcile.desk.facts import format_number
from marsad.reconcile.exercises import Usual, find_usual, list_series
from marsad.reconcile.exercises.judge import describe_weeks
from marsad.reference.horizon import load_horizons
from marsad.reference.states import name_code


def run_exercises(screen: Screen, series: str | None, *, as_json: bool) -> int:
    """Print all series, or the one named with its editions; return the exit code."""
    found = [find_series(series)] if series else [find_usual(name) for name in list_series()]
    if as_json:
        for usual in found:
            screen.raw(msgspec.json.encode({**msgspec.to_builtins(usual), "weeks": usual.weeks}).decode())
        return FINE
    if series:
        print_series(screen, found[0])
    else:
        print_list(screen, found)
    screen.say(f"note: {load_horizons()['exercises'].says}", style="yellow")
    return FINE


def find_series(name: str) -> Usual:
    """Return the series whose id or name it is; raise AppError naming what there is."""
    wanted = name.strip().casefold().replace(" ", "-")
    if wanted not in list_series():
        raise AppError(f"{name}: no such exercise series; there are {', '.join(list_series())}")
    return find_usual(wanted)


def print_list(screen: Screen, found: list[Usual]) -> None:
    """Print one line a series."""
    table = Table(box=None, header_style="dim", pad_edge=False, padding=(0, 2, 0, 0))
    for name in ("series", "usual days", "of", "years", "who", "nuclear"):
        table.add_column(name)
    for one in found:
        years = sorted({row.year for row in one.editions})
        span = f"{years[0]}–{years[-1]}" if len(years) > 1 else str(years[0])
        rests = f"{one.inside} of {one.counted}" if one.first else f"{one.counted} dated"
        table.add_row(one.series, _describe_days(one), rests, span, ", ".join(one.actors), one.nuclear)
    screen.out.print(table)


def _describe_days(one: Usual) -> str:
    if one.first is None or one.last is None:
        return "too few to tell"
    return f"{one.first[0]:02}-{one.first[1]:02} to {one.last[0]:02}-{one.last[1]:02}"


def print_series(screen: Screen, usual: Usual) -> None:
    """Print what is usual of a series, and its editions with their sources."""
    screen.out.rule(Text(usual.name, style="bold"), align="left", style="dim")
    weeks = f" (ISO weeks {usual.weeks[0]} to {usual.weeks[1]})" if usual.weeks else ""
    screen.say(f"when: {describe_weeks(usual)}{weeks}")
    screen.say(f"who: {', '.join(map(name_code, usual.actors))}; nuclear: {usual.nuclear}")
    if usual.places:
        screen.say(f"where: {'; '.join(usual.places)}")
    for name, (least, most) in usual.sizes.items():
        size = format_number(least) if least == most else f"{format_number(least)} to {format_number(most)}"
        screen.say(f"{name}: {size}")
    if usual.every:
        screen.say(f"an edition every {usual.every:g} years on average")
    table = Table(box=None, header_style="dim", pad_edge=False, padding=(0, 2, 0, 0))
    for name in ("year", "days", "place and scale", "certainty"):
        table.add_column(name, overflow="fold")
    for row in usual.editions:
        days = f"{row.start or '?'} to {row.end}" if row.end and row.end != row.start else row.start
        told = "; ".join(part for part in (row.place, row.scale) if part)
        sure = f"{row.basis}, {row.certainty}" + (f": {row.source}" if row.source else "")
        table.add_row(str(row.year), Text(days or "not known"), Text(told), Text(sure, style="dim"))
    screen.out.print(table)
