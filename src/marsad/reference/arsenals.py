"""Published figures on nuclear arsenals: estimates by series, and the declared New START totals.

Total inventory, military stockpile, deployed and treaty-accountable warheads are four different quantities; a figure
without its kind, series and year cannot be compared.
"""

from functools import cache

import msgspec

from marsad.lexicon import load_table, load_tsv

_PACKAGE = "marsad.reference"


class ArsenalFigure(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """An estimate in warheads for a year; `high` is a range's upper bound.

    `state` is a code, or WORLD. `edition` is the year of the release where a later one restates an earlier year.
    `basis` is verified, derived (added up) or memory.
    """

    id: str
    year: int
    state: str
    kind: str
    value: int
    series: str
    basis: str
    high: int | None = None
    edition: int | None = None
    source: str = ""
    note: str = ""

    @property
    def printed(self) -> int:
        """The year of the edition that gives the figure: its own year, or a later one that restates it."""
        return self.edition or self.year


class DeclaredFigure(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A total declared under New START on a date.

    `quantity` is deployed_launchers, deployed_warheads or total_launchers; `basis` is verified, derived (from a stated
    difference) or memory.
    """

    id: str
    date: str
    state: str
    quantity: str
    value: int
    basis: str
    source: str = ""


class Series(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Who publishes figures, and the month of the year by which that year's edition has surely come out."""

    id: str
    name: str
    month: int
    basis: str
    source: str = ""


@cache
def load_series() -> dict[str, Series]:
    """Return all series by id."""
    return {row.id: row for row in load_table(_PACKAGE, "series.toml", Series)}


@cache
def load_arsenals() -> tuple[ArsenalFigure, ...]:
    """Return all estimates, by year."""
    return load_tsv(_PACKAGE, "arsenals.tsv", ArsenalFigure)


@cache
def load_declared() -> tuple[DeclaredFigure, ...]:
    """Return all New START totals, by date."""
    return load_tsv(_PACKAGE, "new_start_aggregates.tsv", DeclaredFigure)


def find_figures(state: str, kind: str, year: int) -> tuple[ArsenalFigure, ...]:
    """Return the estimates of all series for a state, kind and year."""
    return tuple(row for row in load_arsenals() if (row.state, row.kind, row.year) == (state, kind, year))
