"""From a request's address to a question: strict, and every mistake told."""

import base64
import binascii
from typing import TypeVar

import msgspec
from starlette.requests import Request

from marsad.app.api.problems import Fault
from marsad.ledger import Place

LONGEST = 4_000  # characters of a query
_Kind = TypeVar("_Kind", bound=msgspec.Struct)


def read_query(request: Request, kind: type[_Kind]) -> _Kind:
    """Return the question that a request's query is; raise Fault."""
    if len(request.url.query) > LONGEST:
        raise Fault(414, "too-long", f"the query is longer than {LONGEST} characters")
    known = {field.encode_name: field for field in msgspec.structs.fields(kind)}
    raw: dict[str, object] = {}
    for name, value in request.query_params.multi_items():
        if name not in known:
            raise Fault(400, "query", f"no parameter {name!r}; there are {', '.join(known)}")
        if known[name].default == ():
            values = raw.setdefault(name, [])
            values.append(value)  # type: ignore[attr-defined]  # a list, as the line before has it
        elif name in raw:
            raise Fault(400, "query", f"the parameter {name} is given twice")
        else:
            raw[name] = value
    try:
        asked = msgspec.convert(raw, kind, strict=False)
    except msgspec.ValidationError as error:
        raise Fault(400, "query", str(error).replace("$.", "")) from error
    for name, given in raw.items():
        _check_plain(name, given, getattr(asked, name))
    return asked


def _check_plain(name: str, given: object, understood: object) -> None:
    """Raise Fault for what is understood in more ways than are described: null for nothing, 1 for true."""
    if understood is None or (isinstance(understood, bool) and str(given).lower() not in ("true", "false")):
        wanted = "true or false" if isinstance(understood, bool) else "a value, or leave it out"
        raise Fault(400, "query", f"{given!r} is none for {name}: give {wanted}")


def write_cursor(name: str, place: Place) -> str:
    """Return a place in the list with this name as an opaque word."""
    return base64.urlsafe_b64encode(msgspec.json.encode([name, *place])).decode().rstrip("=")


def read_cursor(name: str, cursor: str | None) -> Place | None:
    """Return the place that a cursor of the list with this name stands for; raise Fault."""
    if cursor is None:
        return None
    try:
        data = base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True)
        own, *place = msgspec.json.decode(data, type=list[str | int])
    except (binascii.Error, msgspec.DecodeError, ValueError) as error:
        raise Fault(422, "cursor", "the cursor is none of ours") from error
    if own != name or any(isinstance(value, int) and not 0 <= value < 2**62 for value in place):
        raise Fault(422, "cursor", "the cursor is of another list")
    return tuple(place)
