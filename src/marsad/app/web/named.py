"""Parties and places by the names that people type, in either language."""

from collections.abc import Mapping
from functools import cache

from marsad.languages.ar.actors.rows import OrgRow, PlaceRow, StateRow
from marsad.lexicon import load_table
from marsad.reference.states import load_organisations, load_states

_NAMES = "marsad.languages.ar.actors"


def find_code(name: str) -> str:
    """Return the code of the party that is called so; what is no party's name as it is, in capitals."""
    return _load_codes().get(name.strip().casefold()) or name.strip().upper()


def find_place(name: str) -> str:
    """Return a place as records have it, which is in English; what has no Arabic name of ours as it is."""
    return _load_places().get(name.strip(), name.strip())


@cache
def _load_codes() -> Mapping[str, str]:
    states = load_table(_NAMES, "states.toml", StateRow)
    bodies = load_table(_NAMES, "organisations.toml", OrgRow)
    named = [(form, row.id) for rows in (states, bodies) for row in rows for form in row.names]
    english = [(one.name, code) for known in (load_states(), load_organisations()) for code, one in known.items()]
    return {name.casefold(): code for name, code in (*reversed(named), *english)}


@cache
def _load_places() -> Mapping[str, str]:
    states = [
        (load_states()[row.id], row) for row in load_table(_NAMES, "states.toml", StateRow) if row.id in load_states()
    ]
    found = {form: state.name for state, row in states for form in row.names}
    found |= {form: state.capital for state, row in states if state.capital for form in row.capitals}
    return found | {form: row.name for row in load_table(_NAMES, "places.toml", PlaceRow) for form in row.forms}
