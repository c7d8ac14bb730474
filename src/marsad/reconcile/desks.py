"""All desks on one page."""

from marsad.model import Check, Reading
from marsad.reconcile.arsenals import check_arsenals
from marsad.reconcile.desk import make_page
from marsad.reconcile.exercises import check_exercises
from marsad.reconcile.treaties import check_treaties


def check_reading(reading: Reading) -> tuple[Check, ...]:
    """Return what the desks find on a page: treaties, arsenals, exercises, in order of place; pure."""
    page = make_page(reading)
    treaties = check_treaties(reading, page)
    arsenals = check_arsenals(reading, page, {check.span for check in treaties})
    found = (*treaties, *arsenals, *check_exercises(reading, page))
    return tuple(sorted(found, key=lambda check: (check.span.start, check.span.end, check.desk)))
