"""Arabic names of those who are told of in English by what they are: "Russian Foreign Ministry", "White House"."""

from collections.abc import Mapping
from functools import cache

from marsad.find.actor_labels import USUAL, pluralise
from marsad.languages.ar.actors.rows import BodyRow, InstituteRow, SeatRow, UnnamedRow
from marsad.lexicon import load_table
from marsad.reference.states import load_organisations, load_states, qualify_code

_ROOM = "marsad.languages.ar.actors"


@cache
def _load_whole() -> Mapping[str, str]:
    """Return the names of seats and institutes, which say whose they are."""
    rows = (*load_table(_ROOM, "seats.toml", SeatRow), *load_table(_ROOM, "institutes.toml", InstituteRow))
    return {row.label: row.forms[0] for row in rows if row.forms}


@cache
def _load_nouns() -> Mapping[str, str]:
    """Return what bodies and people without a name are called, one or many."""
    bodies = load_table(_ROOM, "bodies.toml", BodyRow)
    people = load_table(_ROOM, "unnamed.toml", UnnamedRow)
    found = {pluralise(row.label): row.many[0] for row in people if row.many}
    found |= {row.label: row.one[0] for row in people if row.one}
    for row in bodies:
        found.setdefault(row.label, row.forms[0])  # the first of those with one label is the fullest
    return found


@cache
def _load_usual() -> Mapping[str, tuple[str, str]]:
    """Return the code and the noun of those that have a name of their own in English."""
    nouns = {row.id: row.label for row in load_table(_ROOM, "bodies.toml", BodyRow)}
    return {name: (code, nouns[id_]) for (code, id_), name in USUAL.items() if id_ in nouns}


@cache
def _load_owners() -> Mapping[str, str]:
    """Return codes by what stands before a noun in English, the longest first."""
    owners = {qualify_code(code): code for code in (*load_states(), *load_organisations())}
    return dict(sorted(owners.items(), key=lambda pair: -len(pair[0])))


def name_body(name: str) -> tuple[str, str | None] | None:
    """Return what a body or somebody without a name is called in Arabic, with the code of whose it is; None if unknown.

    The code is None where the name itself says it, or where nobody's is named.
    """
    if name in _load_whole():
        return _load_whole()[name], None
    if name in _load_usual():
        code, noun = _load_usual()[name]
        return _load_nouns()[noun], code
    if name in _load_nouns():
        return _load_nouns()[name], None
    for owner, code in _load_owners().items():
        told = _load_nouns().get(name.removeprefix(f"{owner} "))
        if told and name.startswith(f"{owner} "):
            return told, code
    return None
