"""`marsad measure`: periods of the ledger on the two tracks, side by side."""

from collections.abc import Sequence
from datetime import date, timedelta
from enum import StrEnum

import msgspec

from marsad.app.episodes import find_unscheduled, load_reconciled, load_told
from marsad.app.errors import FINE, AppError
from marsad.app.measure_rows import print_csv, print_json
from marsad.app.measure_table import print_table
from marsad.app.opening import open_ledger
from marsad.app.terminal import Screen
from marsad.app.timeline import parse_day
from marsad.ledger import Ledger, LedgerPlace
from marsad.measure.baseline import Judged, count_days, judge_days
from marsad.measure.levels import Graded, grade_episodes
from marsad.measure.series import Cell, Page, Series, make_series
from marsad.model import Basis, SignalType, When
from marsad.model.measure import Step, Track
from marsad.reconcile.sayings import trace_sayings

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
    with open_ledger(path) as ledger:
        graded, pages = load_graded(ledger)
    if not pages:
        screen.note("no article with a day in the ledger; read more pages")
        return FINE
    since, until = find_range(wish, pages)
    measured = [measure_track(graded, pages, wish, track, since, until) for track in wish.tracks]
    printers = {Output.TABLE: print_table, Output.JSON: print_json, Output.CSV: print_csv}
    printers[form](screen, measured)
    return FINE


def load_graded(ledger: Ledger) -> tuple[tuple[Graded, ...], tuple[Page, ...]]:
    """Return the ledger's episodes with their levels, and its articles that have a day of publication."""
    told = load_told(ledger)
    found = load_reconciled(ledger, told)
    unscheduled = find_unscheduled(ledger, told.tellings)
    episodes = {record: episode.id for episode in found.episodes for record in episode.tellings}
    sayings = trace_sayings(told.tellings, episodes)
    pages = tuple(
        Page(
            article=head.id,
            story=head.story or head.copy_of or head.id,
            source=told.sources[head.id],
            day=head.published.end,
            on_topic=head.on_topic,
        )
        for head in ledger.articles()
        if head.published and not head.earlier and _is_day(head.published)
    )
    return grade_episodes(found.episodes, told.tellings, told.sources, sayings, unscheduled), pages


def _is_day(published: When) -> bool:
    """Tell whether a date is a day of publication: neither a month nor the day when a page was merely extracted."""
    return published.start == published.end and published.basis is not Basis.STAMP


def find_range(wish: Wish, pages: Sequence[Page]) -> tuple[date, date]:
    """Return the days asked for; else the last ones up to the newest page."""
    until = wish.until or max(page.day for page in pages)
    since = wish.since or until - timedelta(_SHOWN[wish.step] - 1)
    if since > until:
        raise AppError(f"--since {since} lies after --until {until}; turn them round")
    return since, until


def measure_track(
    graded: Sequence[Graded], pages: Sequence[Page], wish: Wish, track: Track, since: date, until: date
) -> Measured:
    """Return one track's series between two days, and which of its days stand out."""
    cell = Cell(track=track, party=wish.party, pair=wish.pair, type=wish.type)
    series = make_series(graded, pages, cell, wish.step, since, until)
    first, last = series.points[0].period.start, series.points[-1].period.end
    days = judge_days(count_days(graded, pages, cell), first, last, wish.rate)
    return Measured(series=series, days=days)
