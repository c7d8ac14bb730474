"""Ids for outlets that are new to a list."""

import re
from collections.abc import Container

from marsad.fetch.address import parse_address

_LONGEST = 56
_OTHER = re.compile(r"[^a-z0-9]+")


def make_id(url: str, taken: Container[str]) -> str:
    """Return an id made of an address's host that is not `taken`: `example-org`, `example-org-2`."""
    host = parse_address(url).host.removeprefix("www.")
    base = _OTHER.sub("-", host).strip("-")[:_LONGEST].strip("-") or "outlet"
    name, number = base, 1
    while name in taken:
        number += 1
        name = f"{base}-{number}"
    return name
