"""`marsad reference`: the facts themselves, listed and checked."""

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType

import msgspec
from rich.table import Table
from rich.text import Text

from marsad.app.errors import ASIDE, FINE, AppError
from marsad.app.terminal import Screen
from marsad.lexicon import LexiconError, find_folder
from marsad.reference.arsenals import load_arsenals, load_declared, load_series
from marsad.reference.check import Problem, check_reference
from marsad.reference.exercises import load_exercises
from marsad.reference.formats import load_formats
from marsad.reference.horizon import load_horizons
from marsad.reference.officeholders import load_tenures
from marsad.reference.outlets import load_outlets
from marsad.reference.places import load_locations
from marsad.reference.states import load_organisations, load_states
from marsad.reference.systems import load_systems
from marsad.reference.treaties import load_treaties, load_treaty_events, load_treaty_terms

Load = Callable[[], Iterable[msgspec.Struct]]
KINDS: Mapping[str, Load] = MappingProxyType(
    {
        "arsenals": load_arsenals,
        "declared": load_declared,
        "exercises": load_exercises,
        "formats": lambda: load_formats().values(),
        "horizon": lambda: load_horizons().values(),
        "officeholders": lambda: (row for rows in load_tenures().values() for row in rows),
        "organisations": lambda: load_organisations().values(),
        "outlets": lambda: load_outlets().values(),
        "places": lambda: load_locations().values(),
        "series": lambda: load_series().values(),
        "states": lambda: load_states().values(),
        "systems": lambda: load_systems().values(),
        "treaties": lambda: load_treaties().values(),
        "treaty-events": load_treaty_events,
        "treaty-terms": load_treaty_terms,
    }
)
_SURE = ("certainty", "basis", "source")


def run_reference_check(screen: Screen, *, as_json: bool) -> int:
    """Check all facts and print the problems; return the exit code."""
    try:
        problems = list(check_reference())
        rows = sum(sum(1 for _ in load()) for load in KINDS.values())
    except LexiconError as error:
        problems, rows = [Problem(table="", row="", says=str(error))], 0
    folder = find_folder()
    if as_json:
        whole = {"rows": rows, "own": str(folder) if folder else None, "problems": problems}
        screen.raw(msgspec.json.encode(whole).decode())
    else:
        for one in problems:
            place = " ".join(part for part in (one.table, one.row) if part)
            screen.say(f"{place}: {one.says}" if place else one.says)
        own = f", with your own from {folder}" if folder else ""
        screen.say(
            f"{rows} facts{own}: {len(problems) or 'no'} problem{'' if len(problems) == 1 else 's'}", style="bold"
        )
    return ASIDE if problems else FINE


def run_reference_list(screen: Screen, kind: str | None, *, as_json: bool) -> int:
    """Print the rows of a kind, or the kinds; return the exit code."""
    if kind is not None and kind not in KINDS:
        raise AppError(f"{kind}: no such kind; there are {', '.join(KINDS)}")
    if kind is None:
        for name, load in KINDS.items():
            screen.say(f"{name} ({sum(1 for _ in load())})")
        return FINE
    for row in KINDS[kind]():
        if as_json:
            screen.raw(msgspec.json.encode(row).decode())
    if not as_json:
        print_rows(screen, list(KINDS[kind]()))
    return FINE


def print_rows(screen: Screen, rows: list[msgspec.Struct]) -> None:
    """Print rows as a table: what each says, then how sure it is."""
    table = Table(box=None, header_style="dim", pad_edge=False, padding=(0, 2, 0, 0), expand=True)
    table.add_column("id", overflow="fold", ratio=2)
    table.add_column("says", overflow="fold", ratio=5)
    table.add_column("certainty", overflow="fold", ratio=2, style="dim")
    for row in rows:
        fields = {name: value for name, value in msgspec.to_builtins(row).items() if value not in ("", None, [], False)}
        name = str(fields.pop("id"))
        sure = " ".join(str(fields.pop(key)) for key in _SURE if key in fields)
        says = " · ".join(_describe(key, value) for key, value in fields.items())
        table.add_row(Text(name), Text(says), Text(sure))
    screen.out.print(table)


def _describe(key: str, value: object) -> str:
    told = ", ".join(map(str, value)) if isinstance(value, list) else str(value)
    return f"{key.replace('_', ' ')} {told}"
