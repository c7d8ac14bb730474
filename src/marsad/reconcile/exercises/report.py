"""The exercises that a page reports: their series by name or description, date, size, and what is said of them."""

from collections.abc import Iterator, Sequence
from datetime import date

import msgspec

from marsad.model import Figure, Modality, Precision, Signal, SignalType
from marsad.reconcile.desk import Line, Page
from marsad.reconcile.desk.page import Placed
from marsad.reconcile.desk.words import load_series_rows

_SIZES = {"states": "states", "aircraft": "aircraft", "bombers": "aircraft", "troops": "troops", "personnel": "troops"}
_AROUND = 2  # lines on which an exercise is told of before and after the line that names it
_ANNOUNCED = frozenset({Modality.PLANNED, Modality.CONDITIONAL, Modality.POSSIBLE})


class ExerciseReport(msgspec.Struct, frozen=True, kw_only=True):
    """One exercise of a page. `series` is None where the words tell none; `by` how it was told: name or description.

    `start` and `end` bound the day on which it begins or was held as far as known; `dated_by` says by what.
    `sizes` are by measure the numbers told; `says` the roles of words near it.
    """

    signal: Signal
    series: str | None = None
    by: str = ""
    start: date | None = None
    end: date | None = None
    dated_by: str = ""
    sizes: dict[str, int] = msgspec.field(default_factory=dict)
    says: frozenset[str] = frozenset()


def find_reports(page: Page) -> Iterator[ExerciseReport]:
    """Yield the exercises that a page tells of, each series once: at its fullest signal."""
    seen: set[str] = set()
    for at, line in enumerate(page.lines):
        for placed, signal in line.signals:
            if signal.type is not SignalType.EXERCISE or signal.modality in (Modality.DENIED, Modality.HALTED):
                continue
            report = _make(page, at, placed, signal)
            if report.series is None or report.series not in seen:
                yield report
            if report.series:
                seen.add(report.series)


def _make(page: Page, at: int, placed: Placed, signal: Signal) -> ExerciseReport:
    near = page.lines[max(at - 1, 0) : at + _AROUND + 1]
    series, by = _find_series(page, at, signal)
    start, end, dated_by = _find_days(page, signal)
    return ExerciseReport(
        signal=signal,
        series=series,
        by=by,
        start=start,
        end=end,
        dated_by=dated_by,
        sizes=_find_sizes(near),
        says=frozenset(
            word.role
            for line in near[:_AROUND]
            for _, word in line.of("routine", "announced", "response", "unannounced")
            if line is page.lines[at] or word.role in ("routine", "announced")
        ),
    )


def _find_series(page: Page, at: int, signal: Signal) -> tuple[str | None, str]:
    """Return the series named on the line, or right after or before it; else the one described."""
    for step in (0, 1, -1, 2):
        line = page.lines[at + step] if 0 <= at + step < len(page.lines) else None
        named = line.of("series_name") if line is not None else []
        if named:
            return named[0][1].id, "name"
    return _find_described(page.lines[at], signal)


def _find_described(line: Line, signal: Signal) -> tuple[str | None, str]:
    for _, word in line.of("series_about"):
        actors = load_series_rows()[word.id].actors
        if set(actors) & set(signal.actors):
            return word.id, "description"
    return None, ""


def _find_days(page: Page, signal: Signal) -> tuple[date | None, date | None, str]:
    """Return the days between which it begins: the signal's own date, else the page's day where it is told as news."""
    when = signal.date
    if when is not None and when.precision is not Precision.YEAR:
        return when.start, when.end, "date"
    if when is None and page.published and not signal.background:
        return page.published, page.published, "page"
    return None, None, ""


def _find_sizes(lines: Sequence[Line]) -> dict[str, int]:
    sizes: dict[str, int] = {}
    for line in lines:
        for _, figure in line.figures:
            name = _measure(figure)
            if name and int(figure.value) > sizes.get(name, 0):
                sizes[name] = int(figure.high or figure.value)
    return sizes


def _measure(figure: Figure) -> str | None:
    return _SIZES.get(figure.unit) if figure.kind == "count" else None
