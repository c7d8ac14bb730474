"""What the baseline counts, day by day: how often an upstream source tells an episode of a cell for the first time."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date, timedelta

from marsad.measure.baseline.days import Count
from marsad.measure.cell import Cell
from marsad.measure.levels.grade import Graded
from marsad.measure.series.nouns import Page


def count_days(graded: Iterable[Graded], pages: Iterable[Page], cell: Cell) -> tuple[Count, ...]:
    """Return a cell's counts from the first day of coverage to the last, without gaps, by day of publication.

    Articles that are not among the pages are not counted. The volume is the number of stories that the day's articles
    tell, on topic or not: what is held against all that is read grows in a crisis, and would not if it were held
    against what is on topic.
    """
    volume: defaultdict[date, set[str]] = defaultdict(set)
    read: set[str] = set()
    for page in pages:
        volume[page.day].add(page.story)
        read.add(page.article)
    told: Counter[date] = Counter()
    for one in graded:
        if cell.holds(one):
            carried = [carrying for carrying in reversed(one.told) if carrying.article in read]
            told.update({carrying.source: carrying.day for carrying in carried}.values())
    if not volume:
        return ()
    first, last = min(volume), max(volume)
    days = (first + timedelta(number) for number in range((last - first).days + 1))
    return tuple(Count(day=day, count=told[day], volume=len(volume.get(day, ()))) for day in days)
