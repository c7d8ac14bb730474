"""A measure for programs: one row a period and track, as JSON or as a table."""

import csv
import io
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

import msgspec

from marsad.app.terminal import Screen
from marsad.measure.baseline import Judged, Verdict
from marsad.measure.levels import Form, find_class, load_form, show_level
from marsad.measure.series import Cell, Interval, Point, Top

if TYPE_CHECKING:
    from marsad.app.measuring import Measured

Row = dict[str, object]
_JUDGED = (Verdict.USUAL, Verdict.STANDS_OUT)


def print_json(screen: Screen, measured: Iterable["Measured"]) -> None:
    """Print one object a line."""
    for row in make_rows(measured):
        screen.raw(msgspec.json.encode(row).decode())


def print_csv(screen: Screen, measured: Iterable["Measured"]) -> None:
    """Print a header and one line a period and track, what is nested flattened."""
    lines = [_flatten(row) for row in make_rows(measured)]
    out = io.StringIO()
    writer = csv.DictWriter(out, list(lines[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(lines)
    screen.raw(out.getvalue().rstrip("\n"))


def make_rows(measured: Iterable["Measured"]) -> Iterator[Row]:
    """Yield the rows of each track in turn."""
    for one in measured:
        for point in one.series.points:
            days = [day for day in one.days if point.period.start <= day.day <= point.period.end]
            yield {**_name_cell(one.series.cell), **_make_row(point), **_make_days(days)}


def _name_cell(cell: Cell) -> Row:
    pair = ":".join(cell.pair) if cell.pair else None
    return {"track": cell.track.value, "party": cell.party, "pair": pair, "type": cell.type}


def _make_row(point: Point) -> Row:
    form = load_form()
    lowest = None if point.lowest_top is None else show_level(point.lowest_top)
    return {
        "period": point.period.name,
        "start": point.period.start,
        "end": point.period.end,
        "form": form.value,
        "maximum": _make_top(point.top),
        "maximum_confirmed": _make_top(point.top_confirmed),
        "maximum_low": lowest,
        "episodes": point.episodes,
        "episodes_interval": _make_interval(point.episodes_interval),
        "weighted": point.weighted,
        "weighted_interval": _make_interval(point.weighted_interval),
        "counts": count_levels(point, form),
        "repeats": point.repeats,
        "retold": point.retold,
        "carrying": point.carrying,
        "on_topic": point.on_topic,
        "share": None if point.share is None else round(point.share, 4),
        "share_interval": _make_interval(point.share_interval),
    }


def count_levels(point: Point, form: Form) -> dict[str, int]:
    """Return a period's episodes by class or level, as these are published."""
    counts = Counter[str]()
    for level, count in point.by_level:
        counts[str(level) if form is Form.LEVELS else find_class(level)] += count
    return dict(counts)


def _make_top(top: Top | None) -> Row | None:
    return {**msgspec.to_builtins(top), "value": show_level(top.value)} if top else None


def _make_interval(interval: Interval | None) -> list[float] | None:
    return [round(interval.low, 4), round(interval.high, 4)] if interval else None


def _make_days(days: Sequence[Judged]) -> Row:
    """Return the days that stand out, and how many could be judged at all."""
    judged = [day for day in days if day.verdict in _JUDGED]
    return {
        "stand_out": [_make_day(day) for day in days if day.verdict is Verdict.STANDS_OUT],
        "days_judged": len(judged),
        "days_not_judged": len(days) - len(judged),
        "false_alarms_expected": round(sum(day.rate or 0.0 for day in judged), 4),
    }


def _make_day(day: Judged) -> Row:
    told: Row = msgspec.to_builtins(day)
    return {key: value for key, value in told.items() if key != "verdict"}


def _flatten(row: Row) -> Row:
    flat: Row = {}
    for key, value in row.items():
        if key in ("maximum", "maximum_confirmed"):
            top = value if isinstance(value, dict) else {}
            flat |= {
                f"{key}{'_' if part else ''}{part}": top.get(part or "value") for part in ("", "status", "episode")
            }
        elif key.endswith("_interval"):
            low, high = value if isinstance(value, list) else (None, None)
            flat |= {key.replace("interval", "low"): low, key.replace("interval", "high"): high}
        elif key == "counts":
            flat[key] = " ".join(f"{name}={count}" for name, count in value.items()) if isinstance(value, dict) else ""
        elif key == "stand_out":
            flat[key] = " ".join(str(day["day"]) for day in value) if isinstance(value, list) else ""
        else:
            flat[key] = value
    return flat
