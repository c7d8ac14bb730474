"""Pinned floors: the scores below which a change is not let in."""

from collections.abc import Iterable, Mapping

from marsad.measure.count import Count
from marsad.measure.dates_tsv import DateScore
from marsad.measure.report import Row, Table, format_share
from marsad.measure.score import Scores

Measures = dict[str, float | None]


def make_measures(every: Scores, seeds: Scores, dates: DateScore) -> Measures:
    """Return the pinned measures by name, None where nothing could be measured.

    `every` are the scores on all gold documents, `seeds` on the full articles alone (which state a date and have
    furniture), `dates` on the table of expressions; `dates_f1` pools the documents' expressions and the table's.
    """
    layers = every.layers
    return {
        "statements_f1": layers.get("statements", Count()).f1,
        "speaker_state": every.rates["statement.state"].share if every.documents else None,
        "signals_f1": layers.get("signals", Count()).f1,
        "figures_f1": layers.get("figures", Count()).f1,
        "dates_f1": (layers.get("dates", Count()) + dates.count).f1,
        "published": seeds.rates["page.published"].share if seeds.documents else None,
        "boilerplate": seeds.rates["page.boilerplate"].share if seeds.documents else None,
    }


def check_floors(measures: Mapping[str, float | None], floors: Mapping[str, float]) -> tuple[str, ...]:
    """Return one line for every floor that is not reached, measured or not."""
    problems = (_check_floor(name, measures.get(name), floor) for name, floor in sorted(floors.items()))
    return tuple(problem for problem in problems if problem)


def check_raised(floors: Mapping[str, float], pinned: Iterable[Mapping[str, float]]) -> tuple[str, ...]:
    """Return one line for every floor that lies under one it was pinned at before, or was left out."""
    highest: dict[str, float] = {}
    for earlier in pinned:
        for name, floor in earlier.items():
            highest[name] = max(floor, highest.get(name, floor))
    return tuple(
        f"{name}: the floor is {floors.get(name, 'gone')}, it was pinned at {floor}"
        for name, floor in sorted(highest.items())
        if floors.get(name, -1.0) < floor
    )


def make_floor_table(measures: Mapping[str, float | None], floors: Mapping[str, float]) -> Table:
    """Return measures beside their floors, with the room between them."""
    rows = tuple(_make_floor_row(name, measures.get(name), floor) for name, floor in floors.items())
    return Table(title="Floors", header=("measure", "now", "floor", "room"), rows=rows, numeric=frozenset({1, 2, 3}))


def _make_floor_row(name: str, value: float | None, floor: float) -> Row:
    room = "–" if value is None else f"{value - floor:+.3f}"
    return (name, format_share(value), format_share(floor), room)


def _check_floor(name: str, value: float | None, floor: float) -> str | None:
    if value is None:
        return f"{name}: not measured, the floor is {floor:.3f}"
    return f"{name}: {value:.3f} is under the floor of {floor:.3f}" if value < floor else None
