"""Treaties on a day, as the API gives them."""

from datetime import date

from marsad.app.api.nouns import TreatyRow
from marsad.app.api.problems import Fault
from marsad.app.api.queries import read_when
from marsad.app.errors import AppError
from marsad.app.treaty import find_treaty
from marsad.reference.treaties import load_treaties
from marsad.reference.treaty_state import TreatyState, find_treaty_state


def list_treaties(on: date | None) -> tuple[TreatyRow, ...]:
    """Return all treaties with their status on a day, today where none is given."""
    states = (find_treaty_state(treaty, on or date.today()) for treaty in load_treaties().values())
    return tuple(TreatyRow(treaty=state.treaty, on=state.on, status=state.status) for state in states)


def load_treaty(name: str, on: str | None) -> TreatyState:
    """Return a treaty as it stood on a day, today where none is given; raise Fault where there is none such."""
    try:
        treaty = find_treaty(name)
    except AppError as error:
        raise Fault(404, "unknown", str(error)) from error
    return find_treaty_state(treaty, read_when(on, "on").end if on is not None else date.today())
