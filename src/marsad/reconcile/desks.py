"""All desks on one page."""

from marsad.lexicon import make_fingerprint
from marsad.model import Check, Reading
from marsad.reconcile.arsenals import check_arsenals
from marsad.reconcile.desk import make_page
from marsad.reconcile.exercises import check_exercises
from marsad.reconcile.treaties import check_treaties

_ROOMS = ("marsad.reference", *(f"marsad.reconcile.{desk}" for desk in ("arsenals", "desk", "exercises", "treaties")))


def find_version() -> str:
    """Return what changes when the facts do, the user's own among them, or how pages are held against them."""
    return make_fingerprint(_ROOMS)


def check_reading(reading: Reading) -> tuple[Check, ...]:
    """Return what the desks find on a page: treaties, arsenals, exercises, in order of place; pure."""
    page = make_page(reading)
    treaties = check_treaties(reading, page)
    arsenals = check_arsenals(reading, page, {check.span for check in treaties})
    found = (*treaties, *arsenals, *check_exercises(reading, page))
    return tuple(sorted(found, key=lambda check: (check.span.start, check.span.end, check.desk)))
