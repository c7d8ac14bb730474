"""`marsad measure`: periods of the ledger on the two tracks, side by side."""

from datetime import date, timedelta
from enum import StrEnum

import msgspec

from marsad.app.errors import FINE, AppError
from marsad.app.measure_ground import Ground, find_ground
from marsad.app.measure_rows import print_csv, print_json
from marsad.app.measure_table import print_table
from marsad.app.opening import open_ledger
from marsad.app.terminal import Screen
from marsad.app.timeline import parse_day
from marsad.ledger import LedgerPlace
from marsad.measure.baseline import Judged, judge_days
from marsad.measure.series import Cell, Series, find_period, make_series
from marsad.model import SignalType
from marsad.model.measure import Step, Track

_SHOWN = {Step.DAY: 30, Step.WEEK: 26 * 7, Step.MONTH: 730}  # days back from the last page, where nothing is asked for


class Output(StrEnum):
    """In what form a measure is printed."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"


class Wish(msgspec.Struct, frozen=True, kw_only=True):
    """What is asked for; `rate` is that of false alarms a day."""

    step: Step
    tracks: tuple[Track, ...]
    rate: float
    party: str | None = None
    pair: tuple[str, str] | None = None
    type: SignalType | None = None
    since: date | None = None
    until: date | None = None


class Measured(msgspec.Struct, frozen=True, kw_only=True):
    """One track's series, with the verdicts on its days."""

    series: Series
    days: tuple[Judged, ...]


def make_wish(
    step: Step,
    party: str | None,
    pair: str | None,
    kind: SignalType | None,
    track: Track | None,
    since: str | None,
    until: str | None,
    one_in: int,
) -> Wish:
    """Return what a command's options ask for; raise AppError where they make no sense."""
    sides = pair.upper().split(":") if pair else []
    if pair and (len(sides) != 2 or not all(sides)):
        raise AppError(f"--pair {pair}: not two codes; write who:whom, as RUS:NATO")
    return Wish(
        step=step,
        tracks=(track,) if track else tuple(Track),
        rate=1 / one_in,
        party=party.upper() if party else None,
        pair=(sides[0], sides[1]) if sides else None,
        type=kind,
        since=parse_day(since, "--since").start if since else None,
        until=parse_day(until, "--until").end if until else None,
    )


def run_measure(screen: Screen, path: LedgerPlace, wish: Wish, form: Output) -> int:
    """Print the series that a wish asks for; return the exit code."""
    with open_ledger(path) as ledger, ledger.standing_still():
        ground = find_ground(ledger)
        newest = ground.find_newest()
        if newest is None:
            screen.note("no article with a day in the ledger; read more pages")
            return FINE
        since, until = find_range(wish, newest)
        measured = [measure_track(ground, wish, track, since, until) for track in wish.tracks]
    printers = {Output.TABLE: print_table, Output.JSON: print_json, Output.CSV: print_csv}
    printers[form](screen, measured)
    return FINE


def find_range(wish: Wish, newest: date) -> tuple[date, date]:
    """Return the days asked for; else the last ones up to the newest page."""
    until = wish.until or newest
    since = wish.since or until - timedelta(_SHOWN[wish.step] - 1)
    if since > until:
        raise AppError(f"--since {since} lies after --until {until}; turn them round")
    return since, until


def measure_track(
    ground: Ground, wish: Wish, track: Track, since: date, until: date, *, spread: bool = True
) -> Measured:
    """Return one track's series between two days, with intervals unless told otherwise, and the days that stand out."""
    cell = Cell(track=track, party=wish.party, pair=wish.pair, type=wish.type)
    first, last = find_period(since, wish.step).start, find_period(until, wish.step).end
    graded, covered = ground.list_graded(cell, first, last), ground.list_covered(cell, first, last)
    series = make_series(graded, covered, cell, wish.step, since, until, spread=spread)
    days = judge_days(ground.count_days(cell, first, last), first, last, wish.rate)
    return Measured(series=series, days=days)
