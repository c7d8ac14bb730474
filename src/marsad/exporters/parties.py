"""Parties and persons as other programs name them: kind, sector, country, office."""

from collections import defaultdict
from datetime import date
from functools import cache
from typing import Literal

import msgspec

from marsad.reference.officeholders import Tenure, load_tenures
from marsad.reference.states import load_organisations, load_states, name_code

Sector = Literal["GOV", "IGO", "REB"]
_SECTORS: dict[str, Sector] = {"armed_group": "REB", "court": "IGO", "group": "IGO"}


class Party(msgspec.Struct, frozen=True, kw_only=True):
    """A code with its usual English name.

    `kind` is state, unknown, or what the table of organisations says; `sector` is GOV for a state, IGO for an
    organisation of states, REB for an armed group, none for what we do not know.
    """

    code: str
    name: str
    kind: str
    sector: Sector | None


@cache
def find_party(code: str) -> Party:
    """Return what a code stands for."""
    if code in load_states():
        return Party(code=code, name=name_code(code), kind="state", sector="GOV")
    row = load_organisations().get(code)
    if row is None:
        return Party(code=code, name=name_code(code), kind="unknown", sector=None)
    return Party(code=code, name=row.name, kind=row.kind, sector=_SECTORS.get(row.kind, "IGO"))


@cache
def _tenures_by_name() -> dict[str, tuple[Tenure, ...]]:
    found: defaultdict[str, list[Tenure]] = defaultdict(list)
    for rows in load_tenures().values():
        for row in rows:
            found[row.name].append(row)
    return {name: tuple(rows) for name, rows in found.items()}


def find_office(person: str, on: date) -> str | None:
    """Return the office that a person, by usual English name, held on a day; None where it is not known."""
    held = [row for row in _tenures_by_name().get(person, ()) if row.start and row.holds(on) and row.role == "official"]
    return held[-1].office if held else None
