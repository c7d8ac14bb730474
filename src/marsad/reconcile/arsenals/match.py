"""Published figures of one form, and which of them a number stands for, exactly or as the press rounds."""

from collections.abc import Iterator, Sequence
from functools import cache

import msgspec

from marsad.model import Fact
from marsad.reconcile.arsenals.claim import ArsenalClaim
from marsad.reconcile.desk.facts import cite, format_number
from marsad.reference.arsenals import ArsenalFigure, DeclaredFigure, load_arsenals, load_declared
from marsad.reference.states import name_code

_DECLARED = "New START"
_UNITS = {"deployed_warheads": "warheads", "deployed_launchers": "launchers", "total_launchers": "launchers"}
_LARGE = 1000


class Published(msgspec.Struct, frozen=True, kw_only=True):
    """A published figure: `kind` of quantity, `year` it is of, `printed` the edition's; `date` where it has a day."""

    row: ArsenalFigure | DeclaredFigure
    state: str
    kind: str
    value: float
    high: float | None
    series: str
    year: int
    printed: int
    date: str = ""

    @property
    def top(self) -> float:
        """The value, or a range's upper bound."""
        return self.high if self.high is not None else self.value

    def cite(self) -> Fact:
        """Return it as a fact."""
        return cite(self.row, describe(self))


class Match(msgspec.Struct, frozen=True, kw_only=True):
    """A published figure that a number stands for; `is_exact` where it is the very number."""

    row: Published
    is_exact: bool


@cache
def list_published(unit: str) -> tuple[Published, ...]:
    """Return all figures counted in warheads or launchers, by year."""
    rows = [*_list_estimates(), *_list_declared("warheads")] if unit == "warheads" else _list_declared("launchers")
    return tuple(sorted(rows, key=lambda row: (row.year, row.row.id)))


def _list_estimates() -> Iterator[Published]:
    for row in load_arsenals():
        if not row.kind.endswith("_change"):
            yield Published(
                row=row,
                state=row.state,
                kind=row.kind,
                value=row.value,
                high=row.high,
                series=row.series,
                year=row.year,
                printed=row.printed,
            )


def _list_declared(unit: str) -> Iterator[Published]:
    for row in load_declared():
        if _UNITS[row.quantity] == unit:
            year = int(row.date[:4])
            yield Published(
                row=row,
                state=row.state,
                kind=row.quantity,
                value=row.value,
                high=None,
                series=_DECLARED,
                year=year,
                printed=year,
                date=row.date,
            )


def describe(row: Published) -> str:
    """Return a figure with whose it is, of what, by whom and when."""
    value = format_number(row.value) + (f"–{format_number(row.high)}" if row.high is not None else "")
    whose = "the world" if row.state == "WORLD" else name_code(row.state)
    if row.series == _DECLARED:
        return f"{value} {row.kind.replace('_', ' ')} of {whose}, declared under New START for {row.date}"
    edition = f", as restated in {row.printed}" if row.printed != row.year else ""
    return f"{value} ({row.kind.replace('_', ' ')} of {whose}, {row.series} {row.year}{edition})"


def find_matches(claim: ArsenalClaim, rows: Sequence[Published]) -> list[Match]:
    """Return the figures that a number stands for: the exact ones first, then the newest."""
    found = [
        Match(row=row, is_exact=_is_exact(claim, row)) for row in rows if _is_exact(claim, row) or _fits(claim, row)
    ]
    if any(match.is_exact for match in found) and not claim.approx:
        found = [match for match in found if match.is_exact]
    return sorted(found, key=lambda match: (not match.is_exact, _is_other(claim, match.row), -match.row.year))


def _is_other(claim: ArsenalClaim, row: Published) -> bool:
    return bool(claim.series) and row.series not in claim.series


def _is_exact(claim: ArsenalClaim, row: Published) -> bool:
    if claim.high is not None:
        return (claim.value, claim.high) == (row.value, row.high)
    return claim.value == row.value if row.high is None else row.value <= claim.value <= row.high


def _fits(claim: ArsenalClaim, row: Published) -> bool:
    """Tell whether a number is a figure as the press rounds it; "more than" and "nearly" lean to one side."""
    if claim.high is not None:
        return claim.value <= row.value and row.top <= claim.high
    grain = _find_grain(claim)
    low, high = claim.value - grain / 2, claim.value + grain / 2
    if claim.approx == "above":
        low, high = claim.value, claim.value + grain
    if claim.approx == "below":
        low, high = claim.value - grain, claim.value + grain / 20
    return low <= row.value <= high and (row.value != low or claim.approx != "")


def _find_grain(claim: ArsenalClaim) -> float:
    """Return how coarse a number is: its last digit before the zeros, finer where no "about" stands before it."""
    value, grain = int(claim.value), 1.0
    while value and value % (grain * 10) == 0:
        grain *= 10
    if claim.approx:
        return min(grain, float(10 ** (len(str(value)) - 1)))
    return min(grain, float(10 ** max(len(str(value)) - 2, 0)))


def find_nearest(claim: ArsenalClaim, rows: Sequence[Published]) -> Published:
    """Return the figure nearest to a number, the newest among equals."""
    return min(rows, key=lambda row: (min(abs(row.value - claim.value), abs(row.top - claim.value)), -row.year))
