"""The exercises that a page reports: their series by name or description, date, size, and what is said of them."""

from collections.abc import Iterator, Sequence
from datetime import date

import msgspec

from marsad.model import Figure, Modality, Precision, Signal, SignalType, Span, When
from marsad.reconcile.desk import Line, Page, Word
from marsad.reconcile.desk.words import load_series_rows
from marsad.text.match import Hit

_SIZES = {"states": "states", "aircraft": "aircraft", "bombers": "aircraft", "troops": "troops", "personnel": "troops"}
_STEPS = (0, 1, -1, 2)  # lines from the one that tells of an exercise on which its name may stand
_DRILLED = 3  # tokens
_NOT_HELD = (Modality.DENIED, Modality.HALTED)
_TOLD = ("routine", "announced", "response", "unannounced")


class ExerciseReport(msgspec.Struct, frozen=True, kw_only=True):
    """One exercise of a page, at its words.

    `series` is None where the words tell none; `by` is name or description. `start` and `end` bound the day on which it
    is held as far as told, and `dated_by` says by what: date, or page for the day of publication. `sizes` are the
    numbers told by measure; `says` what the page calls it: routine, announced, response, unannounced.
    """

    span: Span
    actors: tuple[str, ...] = ()
    modality: str = ""
    series: str | None = None
    by: str = ""
    start: date | None = None
    end: date | None = None
    dated_by: str = ""
    sizes: dict[str, int] = msgspec.field(default_factory=dict)
    says: frozenset[str] = frozenset()


def find_reports(page: Page) -> tuple[ExerciseReport, ...]:
    """Return the exercises that a page tells of, each series once, where it is named and dated best."""
    best: dict[str, ExerciseReport] = {}
    others: list[ExerciseReport] = []
    for report in (*_list_signals(page), *_list_names(page)):
        if report.series is None:
            others.append(report)
        elif report.series not in best or _weigh(report) > _weigh(best[report.series]):
            best[report.series] = report
    rows = load_series_rows()
    known = [{*one.actors, *(rows[series].actors if series in rows else ())} for series, one in best.items()]
    others = [one for one in others if not any(one.actors and set(one.actors) <= actors for actors in known)]
    return tuple(sorted((*best.values(), *others), key=lambda report: report.span.start))


def _weigh(report: ExerciseReport) -> tuple[bool, bool, bool]:
    return report.by == "name", report.dated_by == "date", bool(report.actors)


def _list_signals(page: Page) -> Iterator[ExerciseReport]:
    for at, line in enumerate(page.lines):
        for _, signal in line.signals:
            if signal.type is SignalType.EXERCISE and signal.modality not in _NOT_HELD:
                series, by = _find_series(page, at, signal)
                days = _find_days(page, signal.date, is_news=not signal.background)
                made = _make(page, at, signal.span, series, by, days)
                yield msgspec.structs.replace(made, actors=signal.actors, modality=signal.modality.value)


def _list_names(page: Page) -> Iterator[ExerciseReport]:
    """Yield the series that are named or described beside a date where no signal was read."""
    for at, line in enumerate(page.lines):
        dated = [(placed.start, mention.when) for placed, mention in line.dates if mention.when]
        dated = [(start, when) for start, when in dated if when.precision is not Precision.YEAR]
        for hit, word in (line.of("series_name") or _list_described(line)) if dated else ():
            nearest = _find_nearest(dated, hit.start)
            span = line.span(line.sentence.start, line.sentence.end)
            by = "name" if word.role == "series_name" else "description"
            yield _make(page, at, span, word.id, by, _find_days(page, nearest, is_news=False))


def _find_nearest(dated: Sequence[tuple[int, When]], position: int) -> When:
    return min(dated, key=lambda pair: abs(pair[0] - position))[1]


def _list_described(line: Line) -> list[tuple[Hit, Word]]:
    """Return the words for the series described in a line that speaks of a drill of one of those who hold it."""
    held = {party.code for party in line.parties} if line.of("drill") else set()
    return [one for one in line.of("series_about") if held & set(load_series_rows()[one[1].id].actors)][:1]


_Days = tuple[date | None, date | None, str]


def _make(page: Page, at: int, span: Span, series: str | None, by: str, days: _Days) -> ExerciseReport:
    line = page.lines[at]
    near = page.lines[max(at - 1, 0) : at + 3]
    start, end, dated_by = days
    return ExerciseReport(
        span=span,
        series=series,
        by=by,
        start=start,
        end=end,
        dated_by=dated_by,
        sizes=_find_sizes(near),
        says=frozenset(
            word.role for other in near for hit, word in other.of(*_TOLD) if _is_said(hit, word, other, line)
        ),
    )


def _is_said(hit: Hit, word: Word, line: Line, own: Line) -> bool:
    """Tell whether a word is said of the exercise: a response to a strike is what it drills."""
    if word.role == "response":
        tokens = line.after(hit.end, _DRILLED)
        return line is own and not line.between("scenario", hit.end, tokens[-1].end if tokens else hit.end)
    return line is own or word.role in ("routine", "announced")


def _find_series(page: Page, at: int, signal: Signal) -> tuple[str | None, str]:
    """Return the series named on the line or near it; else the one described."""
    described = _find_described(page.lines[at], signal)
    for step in _STEPS:
        line = page.lines[at + step] if 0 <= at + step < len(page.lines) else None
        named = line.of("series_name") if line is not None else []
        if named and step == 0:
            return named[0][1].id, "name"
        if named and (described is None or described == named[0][1].id):
            return named[0][1].id, "near"
    return described, "description" if described else ""


def _find_described(line: Line, signal: Signal) -> str | None:
    for _, word in line.of("series_about"):
        if set(load_series_rows()[word.id].actors) & set(signal.actors):
            return word.id
    return None


def _find_days(page: Page, when: When | None, *, is_news: bool) -> _Days:
    """Return the days between which it is held: its own date, else the page's day where it is told as news."""
    if when is not None and when.precision is not Precision.YEAR:
        return when.start, when.end, "date"
    if when is None and page.published and is_news:
        return page.published, page.published, "page"
    return None, None, ""


def _find_sizes(lines: Sequence[Line]) -> dict[str, int]:
    sizes: dict[str, int] = {}
    for line in lines:
        for placed, figure in line.figures:
            back = line.before(placed.start, _DRILLED)
            if line.between("out_of", back[0].start if back else placed.start, placed.start):
                continue  # the whole of which those who take part are some
            name = _measure(figure)
            if name and int(figure.value) > sizes.get(name, 0):
                sizes[name] = int(figure.high or figure.value)
    return sizes


def _measure(figure: Figure) -> str | None:
    return _SIZES.get(figure.unit) if figure.kind == "count" else None
