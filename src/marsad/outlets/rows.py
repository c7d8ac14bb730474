"""One table of a watch list to an outlet, with all that is wrong in it."""

from collections.abc import Callable, Iterator, Mapping
from difflib import get_close_matches
from typing import Any, TypeVar

import msgspec

from marsad.outlets import fields
from marsad.outlets.nouns import Outlet
from marsad.reference.outlets import load_outlets

Value = TypeVar("Value")
Table = Mapping[str, Any]
_NOBODY = "-"

READERS: dict[str, Callable[[object], Any]] = {
    "id": fields.read_id,
    "name": fields.read_text,
    "home": fields.read_web,
    "country": fields.read_country,
    "language": fields.read_language,
    "ownership": fields.read_ownership,
    "feeds": fields.read_addresses,
    "sitemaps": fields.read_addresses,
    "pages": fields.read_addresses,
    "every": fields.read_seconds,
    "delay": fields.read_seconds,
    "allow": fields.read_flag,
    "budget": fields.read_bytes,
}
_PLACES = ("feeds", "sitemaps", "pages")
_SOONEST = 60.0  # seconds between two looks at a stranger's feeds
_FASTEST = 0.5  # seconds between two of a stranger's pages


def read_table(table: Table, readers: Mapping[str, Callable[[object], Any]], problems: list[str]) -> dict[str, Any]:
    """Return the values of a table by key; what is wrong goes to `problems`, key first."""
    values: dict[str, Any] = {}
    for key, value in table.items():
        if key not in readers:
            problems.append(f"{key}: unknown key; {_advise(key, readers)}")
            continue
        try:
            values[key] = readers[key](value)
        except ValueError as error:
            problems.append(f"{key}: {error}")
    return values


def _advise(key: str, known: Mapping[str, object]) -> str:
    near = get_close_matches(key, known, 1)
    return f"did you mean {near[0]}?" if near else f"known are {', '.join(known)}"


def read_outlet(table: Table, problems: list[str]) -> Outlet:
    """Return the outlet of a table, with the name and country of `reference` where it is listed there."""
    values = read_table(table, READERS, problems)
    if "id" not in table:
        problems.append("id: missing; give it a short one, such as 'example-times'")
    values = find_defaults(values.get("id", "")) | values
    if "name" not in values and "name" not in table:
        problems.append("name: missing; give the outlet's name")
    outlet = Outlet(**({"id": _NOBODY, "name": _NOBODY} | values))
    if not any(key in table for key in _PLACES):
        problems.append(f"feeds: nothing to watch; give at least one of {', '.join(_PLACES)}")
    problems += _check_manners(outlet)
    return outlet


def find_defaults(identity: str) -> dict[str, str]:
    """Return name and country of an outlet that `reference` lists by this id; nothing of others."""
    known = load_outlets().get(identity)
    return {"name": known.name, "country": known.country} if known else {}


def _check_manners(outlet: Outlet) -> Iterator[str]:
    """Yield what strangers' hosts need not bear; one's own may be asked as often as one likes."""
    if outlet.every < 1:
        yield "every: more often than once a second; give a longer time"
    if outlet.allow:
        return
    if 1 <= outlet.every < _SOONEST:
        yield "every: more often than once a minute; give '1m' or more"
    if outlet.delay is not None and outlet.delay < _FASTEST:
        yield "delay: less than half a second; give '0.5s' or more"


def list_places(outlet: Outlet) -> tuple[str, ...]:
    """Return all addresses that are looked at for an outlet."""
    return tuple(url for key in _PLACES for url in getattr(outlet, key))


def name_table(table: Table, number: int) -> str:
    """Return what a table's outlet is called in messages: its id, else its place in the file."""
    name = table.get("id")
    return repr(name) if isinstance(name, str) else f"number {number}"


def order_values(outlet: Outlet) -> dict[str, Any]:
    """Return what an outlet has beside the defaults, in the order in which a file shows it."""
    defaults = msgspec.structs.asdict(Outlet(id=_NOBODY, name=_NOBODY))
    return {key: value for key, value in msgspec.structs.asdict(outlet).items() if value != defaults[key]}
