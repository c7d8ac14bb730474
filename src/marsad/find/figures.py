"""Figures of an article: numbers with their unit, kind and holder."""

from collections.abc import Iterator, Sequence

import msgspec

from marsad.find.dates import FoundDate
from marsad.find.figure_amount import Amount, find_amounts
from marsad.find.figure_filter import find_no_figure
from marsad.find.figure_holder import find_as_of, find_holder
from marsad.find.figure_kind import find_kind, find_unit_code
from marsad.find.figure_view import HolderMention, Unit, View
from marsad.find.scan import Scan

_MONEY_SCALE = 1e6


class FoundFigure(msgspec.Struct, frozen=True, kw_only=True):
    """A number with what it counts, at `start:end` of the normal text.

    `value` is as printed, the lower bound of a range whose upper is `high`; `unit` and `kind` are the codebook's;
    `holder` is the code of the actor whose it is, None when unclear; `as_of` an ISO date.
    `rule` tells what gave the unit: its noun, a sign, or the words around.
    """

    start: int
    end: int
    value: float
    high: float | None
    unit: str
    kind: str
    holder: str | None
    as_of: str | None
    rule: str


def find_figures(scan: Scan, dates: Sequence[FoundDate], actors: Sequence[HolderMention]) -> tuple[FoundFigure, ...]:
    """Return the figures of an article's body in order; numbers that are part of `dates` are none.

    `actors` are mentions in normal offsets, in order; the holder is one of theirs.
    """
    out: list[FoundFigure] = []
    for sentence in scan.sentences:
        amounts = find_amounts(scan, sentence)
        if amounts:
            out.extend(_find_in(View(scan, sentence, dates, actors), amounts))
    return tuple(out)


def _find_in(view: View, amounts: Sequence[Amount]) -> Iterator[FoundFigure]:
    before: FoundFigure | None = None
    for amount in amounts:
        unit = view.find_unit(amount)
        if find_no_figure(view, amount, unit) is not None:
            continue
        code, kind = _classify(view, amount, unit, before)
        factor = unit.noun.factor if unit is not None else 1.0
        holder = find_holder(view, amount, unit, code, kind)
        if before is not None and _goes_on(view, amount, before, code, kind):
            holder = before.holder
        before = FoundFigure(
            start=amount.start,
            end=unit.end if unit is not None and unit.end > amount.end else amount.end,
            value=round(amount.value * factor, 6),
            high=round(amount.high * factor, 6) if amount.high is not None else None,
            unit=code,
            kind=kind,
            holder=holder,
            as_of=find_as_of(view, amount) if kind == "stockpile" else None,
            rule="figure.noun" if unit is not None else "figure.context",
        )
        yield before


def _goes_on(view: View, amount: Amount, before: FoundFigure, code: str, kind: str) -> bool:
    """Tell whether a list goes on, "1302 tanks and 3194 vehicles", with nobody named since the figure before."""
    listed = amount.first.linked or code == before.unit == "casualties"
    return listed and kind == before.kind and not any(actor.start >= before.end for actor in view.actors)


def _classify(view: View, amount: Amount, unit: Unit | None, before: FoundFigure | None) -> tuple[str, str]:
    """Return unit and kind; "23 milliards of it" after a sum of money is money too."""
    last_unit, last_kind = (before.unit, before.kind) if before is not None else ("", "")
    if unit is None and last_kind == "money" and amount.number.scale >= _MONEY_SCALE:
        return last_unit, last_kind
    code = find_unit_code(view, amount, unit, last_unit)
    return code, find_kind(view, amount, unit, code, last_kind)
