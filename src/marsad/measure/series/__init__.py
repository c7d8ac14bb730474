"""Series by day, week and month on one track: maximum, counts, upstream-weighted counts, share of coverage.

Loads numpy: import it only where a series is made.
"""

from marsad.measure.cell import Cell, Covered
from marsad.measure.series.cover import cover
from marsad.measure.series.make import make_series
from marsad.measure.series.nouns import Interval, Page, Point, Series, Top
from marsad.measure.series.periods import Period, find_period, list_periods
from marsad.model.measure import Step

__all__ = [
    "Cell",
    "Covered",
    "Interval",
    "Page",
    "Period",
    "Point",
    "Series",
    "Step",
    "Top",
    "cover",
    "find_period",
    "list_periods",
    "make_series",
]
