"""All exercises that a page reports, judged."""

from marsad.model import Check, Reading
from marsad.reconcile.desk import Page, make_page
from marsad.reconcile.exercises.judge import judge_exercise
from marsad.reconcile.exercises.report import find_reports


def check_exercises(reading: Reading, page: Page | None = None) -> tuple[Check, ...]:
    """Return the checks of a page's exercises, in order; pure; `page` spares a second look at the text."""
    return tuple(judge_exercise(report) for report in find_reports(page or make_page(reading)))
