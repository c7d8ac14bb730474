"""`marsad sources status`: how the outlets of a watch do."""

import time
from datetime import UTC, datetime
from pathlib import Path

import msgspec
from rich.console import JustifyMethod
from rich.table import Table

from marsad.app.errors import ASIDE, FINE, AppError
from marsad.app.terminal import Screen, clean_words
from marsad.app.watching import find_state
from marsad.ledger import LedgerPlace
from marsad.outlets import load_watch_list
from marsad.watch import Health, Pulse, State, find_facts, find_pulse, is_locked, judge, list_outlets

_COLUMNS = ("outlet", "looked", "new", "week", "wait", "err", "yield", "body", "topic", "last trouble")
_STUCK = 120.0  # seconds without a sign of life


def run_status(screen: Screen, sources: Path | None, ledger: LedgerPlace, *, as_json: bool) -> int:
    """Print how the outlets do; return the exit code."""
    path, at = find_state(ledger.file), time.time()
    if not path.exists():
        raise AppError(f"{path}: nothing was watched into this ledger yet; begin with `marsad watch`")
    with State.open(path, readonly=True) as state:
        pulse = find_pulse(state.db)
        health = [judge(find_facts(state.db, outlet, at)) for outlet in _choose(state, sources)]
    alive = describe_pulse(pulse, at, running=is_locked(path))
    if as_json:
        screen.raw(msgspec.json.encode({"watch": alive, "outlets": [_date(each) for each in health]}).decode())
    else:
        _print(screen, health, alive, at)
    return ASIDE if any(each.flags for each in health) or alive.startswith("stuck") else FINE


def _choose(state: State, sources: Path | None) -> list[str]:
    """Return the outlets of the list in its order, else all that are watched."""
    if sources is None:
        return list_outlets(state.db)
    return [outlet.id for outlet in load_watch_list(sources).outlets]


def describe_pulse(pulse: Pulse | None, at: float, *, running: bool) -> str:
    """Return in words whether a watch runs and is alive."""
    if pulse is None:
        return "never run"
    if running:
        quiet = at - pulse.beat
        return (
            f"stuck: no sign of life for {_ago(quiet)}" if quiet > _STUCK else f"running for {_ago(at - pulse.started)}"
        )
    if pulse.ended is None:
        return f"killed, last alive {_ago(at - pulse.beat)} ago"
    return f"ended {_ago(at - pulse.ended)} ago"


def _print(screen: Screen, health: list[Health], alive: str, at: float) -> None:
    table = Table(box=None, pad_edge=False)
    for name in _COLUMNS:
        justify: JustifyMethod = "left" if name in ("outlet", "last trouble") else "right"
        table.add_column(name, justify=justify, no_wrap=name != "last trouble")
    for one in health:
        table.add_row(*_list_cells(one, at), style="bold red" if one.flags else None)
    screen.out.print(table)
    for one in health:
        for flag in one.flags:
            screen.say(f"{one.outlet}: {flag.name}: {clean_words(flag.why)}")
    flagged = sum(1 for one in health if one.flags)
    screen.say(f"{len(health)} outlets, {flagged or 'none'} to look into; the watch: {alive}")


def _list_cells(one: Health, at: float) -> list[str]:
    trouble = one.trouble
    return [
        one.outlet,
        "never" if one.looked is None else _ago(at - one.looked),
        "never" if one.news is None else _ago(at - one.news),
        str(one.week),
        str(one.waiting),
        str(one.errors),
        _percent(one.articles),
        "" if one.characters is None else f"{one.characters:.0f}",
        _percent(one.on_topic),
        f"{trouble.reason} {_ago(at - trouble.at)}" if trouble else "",
    ]


def _percent(share: float | None) -> str:
    return "" if share is None else f"{share:.0%}"


def _ago(seconds: float) -> str:
    """Return how long ago something was, in one unit."""
    for unit, size in (("d", 86_400), ("h", 3_600), ("m", 60)):
        if seconds >= 2 * size:
            return f"{seconds / size:.0f}{unit}"
    return f"{max(seconds, 0):.0f}s"


def _date(one: Health) -> dict[str, object]:
    """Return an outlet's health for programs, its times in ISO 8601."""
    raw: dict[str, object] = msgspec.to_builtins(one)
    for name in ("looked", "news", "due"):
        value = raw[name]
        if isinstance(value, float):
            raw[name] = datetime.fromtimestamp(value, UTC).isoformat(timespec="seconds")
    if one.trouble:
        moment = datetime.fromtimestamp(one.trouble.at, UTC).isoformat(timespec="seconds")
        raw["trouble"] = msgspec.to_builtins(one.trouble) | {"at": moment}
    return raw
