"""Pinned floors: the scores below which a change is not let in; and the goals that they are to rise to."""

from collections.abc import Iterable, Mapping

from marsad.measure.count import Count, Rate
from marsad.measure.dates_tsv import DateScore
from marsad.measure.report import Row, Table, format_share
from marsad.measure.score import Rates, Scores

Measures = dict[str, float | None]
Bounds = Mapping[str, float]
_RATES = {
    "speaker_state": "statement.state",
    "direct": "statement.direct",
    "target": "signal.targets",
    "modality": "signal.modality",
    "signal_date": "signal.date",
    "figure_unit": "figure.unit",
    "figure_holder": "figure.holder",
}
OFF_TOPIC = "off_topic_signals"


def make_measures(every: Scores, seeds: Scores, dates: DateScore) -> Measures:
    """Return the pinned measures by name, None where nothing could be measured.

    `every` are the scores on all gold documents, `seeds` on the full articles alone (which state a date and have
    furniture), `dates` on the table of expressions; `dates_f1` pools the documents' expressions and the table's.
    `off_topic_signals` counts, the others are shares.
    """
    layers = {name: every.layers.get(name, Count()) for name in ("statements", "quotations", "signals", "figures")}
    return {
        "statements_f1": layers["statements"].f1,
        "quotations_precision": layers["quotations"].precision,
        "quotations_recall": layers["quotations"].recall,
        "signals_f1": layers["signals"].f1,
        "signals_precision": layers["signals"].precision,
        "signals_recall": layers["signals"].recall,
        "figures_f1": layers["figures"].f1,
        "dates_f1": (every.layers.get("dates", Count()) + dates.count).f1,
        "sources_f1": every.layers.get("sources", Count()).f1,
        **{name: _find_share(every.rates, rate) for name, rate in _RATES.items()},
        "published": _find_share(seeds.rates, "page.published"),
        "boilerplate": _find_share(seeds.rates, "page.boilerplate"),
        OFF_TOPIC: float(every.tallies["off-topic false signals"]) if every.documents else None,
    }


def _find_share(rates: Rates, name: str) -> float | None:
    return rates.get(name, Rate()).share


def check_floors(
    measures: Mapping[str, float | None], floors: Bounds, ceilings: Bounds | None = None
) -> tuple[str, ...]:
    """Return one line for every floor or ceiling that is not kept, measured or not."""
    under = [_check(name, measures.get(name), floor, "under the floor") for name, floor in sorted(floors.items())]
    over = [_check(name, measures.get(name), top, "over the ceiling") for name, top in sorted((ceilings or {}).items())]
    return tuple(problem for problem in under + over if problem)


def check_raised(floors: Bounds, pinned: Iterable[Bounds]) -> tuple[str, ...]:
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


def make_floor_table(
    measures: Mapping[str, float | None], floors: Bounds, goals: Bounds, *, at_most: bool = False
) -> Table:
    """Return measures beside their goals and floors, with the room between; `at_most` where both are ceilings."""
    sense, bound = (-1, "ceiling") if at_most else (1, "floor")
    names = dict.fromkeys([*floors, *goals])
    rows = tuple(_make_row(name, measures.get(name), goals.get(name), floors.get(name), sense) for name in names)
    header = ("measure", "now", "goal", "reached", bound, "room")
    return Table(title="At most" if at_most else "At least", header=header, rows=rows, numeric=frozenset({1, 2, 4, 5}))


def _make_row(name: str, value: float | None, goal: float | None, bound: float | None, sense: int) -> Row:
    reached = "–" if goal is None else "yes" if value is not None and sense * (value - goal) >= 0 else "no"
    room = "–" if value is None or bound is None else f"{sense * (value - bound) + 0.0:+.3f}"
    return name, format_share(value), format_share(goal), reached, format_share(bound), room


def _check(name: str, value: float | None, bound: float, fault: str) -> str | None:
    if value is None:
        return f"{name}: not measured, the bound is {bound:.3f}"
    broken = value < bound if fault.startswith("under") else value > bound
    return f"{name}: {value:.3f} is {fault} of {bound:.3f}" if broken else None
