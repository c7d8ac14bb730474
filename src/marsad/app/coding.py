"""`marsad code`: annotations on standard output, no ledger."""

from collections.abc import Sequence
from functools import partial

from marsad.app.annotations import write_annotation
from marsad.app.errors import ASIDE, FINE
from marsad.app.intake import read_places
from marsad.app.terminal import Screen
from marsad.sources import SetAside


def run_code(screen: Screen, places: Sequence[str], *, jobs: int, limit: float | None, lines: bool) -> int:
    """Print the annotation of every page that can be read; return the exit code."""
    code = FINE
    for outcome in read_places(screen, places, partial(write_annotation, lines), jobs, limit):
        if isinstance(outcome, SetAside):
            code = ASIDE
        else:
            screen.raw(outcome)
    return code
