"""A measure on the terminal: a line of bars a track, then the periods with words and acts side by side."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from rich.table import Table
from rich.text import Text

from marsad.app.scale import AS_CLASSES
from marsad.app.terminal import Screen
from marsad.app.timeline import ACTS, WORDS
from marsad.measure.baseline import Judged, Verdict
from marsad.measure.levels import Form, list_signs, load_form, sign_level
from marsad.measure.series import Interval, Point
from marsad.model.episode import Novelty
from marsad.model.kinds import Status
from marsad.model.measure import Track

if TYPE_CHECKING:
    from marsad.app.measuring import Measured

_BARS = " ▁▂▃▄▅▆▇█"
_WIDE = 100  # columns from which an interval stands beside its number, and not below
_COLOURS = {Track.WORDS: WORDS, Track.ACTS: ACTS}
_MARKS = {Status.CLAIMED: "?", Status.DISPUTED: "≠", Status.CONFIRMED: "", Status.CANCELLED: "×", Status.CORRECTED: ""}
LEGEND = (
    "maximum (max): ? claimed by one source or side, ≠ disputed, × called off, ↻ repeated; n: episodes, + those only"
    " retold; sources: each episode counted once for every upstream source; share: of on-topic articles"
)


def print_table(screen: Screen, measured: Sequence["Measured"]) -> None:
    """Print the periods in which there is something, the tracks side by side, and what stands out in them."""
    for one in measured:
        _print_bars(screen, one)
    table = Table(box=None, header_style="dim", padding=(0, 1))
    table.add_column("period", no_wrap=True)
    for one in measured:
        track = one.series.cell.track
        for name in (f"{track.value}:\nmax", "\nn", "\nsources", "\nshare"):
            table.add_column(name, style=_COLOURS[track], justify="left" if "max" in name else "right")
    gap = " " if screen.out.width >= _WIDE else "\n"
    for points in zip(*(one.series.points for one in measured), strict=True):
        if any(point.episodes or point.carrying or point.retold for point in points):
            mark = " !" if any(True for one in measured for _ in _find_out(one, points[0])) else ""
            cells = (cell for point in points for cell in _list_cells(point, gap))
            table.add_row(points[0].period.name + mark, *cells)
    screen.out.print(table)
    for one in measured:
        _print_days(screen, one)
    screen.say(LEGEND, style="dim")
    if load_form() is Form.CLASSES:
        screen.say(f"{', '.join(list_signs())}. {AS_CLASSES}", style="dim")


def _print_bars(screen: Screen, one: "Measured") -> None:
    """Print how many episodes each period has, as bars."""
    counts = [point.episodes for point in one.series.points]
    most = max(1, *counts)
    bars = "".join(_BARS[-(-count * (len(_BARS) - 1) // most)] for count in counts)
    track = one.series.cell.track
    first, last = (one.series.points[at].period.name for at in (0, -1))
    screen.out.print(
        Text.assemble(f"{track.value:<6}{first} ", (bars, _COLOURS[track]), f" {last}  most {max(counts)}")
    )


def _find_out(one: "Measured", point: Point) -> Iterator[Judged]:
    """Yield the days of a period that stand out on a track."""
    period = point.period
    inside = (day for day in one.days if period.start <= day.day <= period.end)
    return (day for day in inside if day.verdict is Verdict.STANDS_OUT)


def _list_cells(point: Point, gap: str) -> Iterator[str]:
    top = point.top
    repeated = " ↻" if top and top.novelty is Novelty.REPEAT else ""
    yield f"{sign_level(top.value)}{_MARKS[top.status]}{repeated}" if top else "–"
    yield str(point.episodes) + (f" +{point.retold}" if point.retold else "")
    yield f"{point.weighted}{_tell_interval(point.weighted_interval, gap)}"
    yield "–" if point.share is None else f"{point.share:.0%}{_tell_interval(point.share_interval, gap, 100)}"


def _tell_interval(interval: Interval | None, gap: str, times: int = 1) -> str:
    return f"{gap}({interval.low * times:.0f}–{interval.high * times:.0f})" if interval else ""


def _print_days(screen: Screen, one: "Measured") -> None:
    """Print the days that stand out with the reason, and by what rate they would by chance; or why none is judged."""
    track = one.series.cell.track.value
    judged = [day for day in one.days if day.rate is not None]
    for day in one.days:
        if day.verdict is Verdict.STANDS_OUT:
            screen.say(f"! {day.day} {track}: {day.why}", style="bold")
    if judged:
        chance = sum(day.rate or 0.0 for day in judged)
        season = "" if all(day.knows_season for day in judged) else "; a season is known after a year of history only"
        screen.say(f"{track}: {len(judged)} days judged; {chance:.1f} would stand out by chance{season}", style="dim")
    elif short := next((day.why for day in reversed(one.days) if day.verdict is Verdict.TOO_LITTLE_HISTORY), None):
        screen.say(f"{track}: no day is judged; {short}", style="dim")
    if one.series.unplaced:
        screen.say(f"{track}: {one.series.unplaced} episodes stand in no single {one.series.step.value}", style="dim")
