"""States and organisations by code."""

from functools import cache

import msgspec

from marsad.lexicon import load_table

_PACKAGE = "marsad.reference"


class State(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A state: `id` is its ISO 3166-1 alpha-3 code, `adjective` what stands before "Foreign Ministry"."""

    id: str
    name: str
    adjective: str
    capital: str | None = None
    nuclear_armed: bool = False
    basis: str = "memory"
    source: str = ""


class Organisation(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """An organisation, group of states or armed group with a code of its own; `members` where we list them."""

    id: str
    name: str
    kind: str
    members: tuple[str, ...] = ()
    basis: str = "memory"
    source: str = ""


@cache
def load_states() -> dict[str, State]:
    """Return all states by code."""
    return {state.id: state for state in load_table(_PACKAGE, "states.toml", State)}


@cache
def load_organisations() -> dict[str, Organisation]:
    """Return all organisations and groups by code."""
    return {row.id: row for row in load_table(_PACKAGE, "organisations.toml", Organisation)}


def name_code(code: str) -> str:
    """Return the English name of a state or organisation; the code itself when it is none of ours."""
    state = load_states().get(code)
    if state:
        return state.name
    organisation = load_organisations().get(code)
    return organisation.name if organisation else code


def qualify_code(code: str) -> str:
    """Return what stands before a noun: "Russian", "NATO"."""
    state = load_states().get(code)
    return state.adjective if state else name_code(code)


def is_armed_group(codes: tuple[str, ...]) -> bool:
    """Tell whether codes are those of one armed group."""
    group = load_organisations().get(codes[0]) if len(codes) == 1 else None
    return group is not None and group.kind == "armed_group"
