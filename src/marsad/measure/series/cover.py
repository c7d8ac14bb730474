"""Articles counted by day and source, as series have them."""

from collections import Counter
from collections.abc import Iterable
from datetime import date

from marsad.measure.cell import Cell, Covered
from marsad.measure.levels.grade import Graded
from marsad.measure.series.nouns import Page
from marsad.model.kinds import Status


def cover(graded: Iterable[Graded], pages: Iterable[Page], cell: Cell) -> tuple[Covered, ...]:
    """Return how many pages on topic there are by day and source, and how many carry what a cell counts."""
    ours = (one for one in graded if cell.holds(one) and one.status is not Status.CORRECTED)
    carriers = {carrying.article for one in ours for carrying in one.told}
    on_topic, part = Counter[tuple[date, str]](), Counter[tuple[date, str]]()
    for page in pages:
        if page.on_topic:
            on_topic[page.day, page.source] += 1
            part[page.day, page.source] += page.article in carriers
    return tuple(
        Covered(day=day, source=source, on_topic=number, carrying=part[day, source])
        for (day, source), number in on_topic.items()
    )
