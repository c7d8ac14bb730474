"""Outlets written into a watch list: behind what stands there, of which not a byte changes."""

import json
from collections.abc import Iterable, Sequence

from marsad.outlets.durations import write_duration
from marsad.outlets.load import read_watch_list
from marsad.outlets.nouns import Outlet, OutletError
from marsad.outlets.rows import READERS, order_values
from marsad.outlets.sizes import write_size

_HEAD = "# The outlets that are watched; `marsad sources check` tells what is wrong here.\n"
_TIMES = ("every", "delay")


def add_outlets(body: bytes, outlets: Iterable[Outlet], where: str) -> bytes:
    """Return a watch list's bytes with outlets behind; raise OutletError where the list could not be read then."""
    end = "\r\n" if b"\r\n" in body else "\n"
    gap = "" if not body or body.endswith(b"\n") else end
    added = "".join(f"\n{write_outlet(outlet)}" for outlet in outlets).replace("\n", end)
    whole = (body or _HEAD.encode()) + f"{gap}{added}".encode()
    try:
        read_watch_list(whole, where)
    except OutletError as error:
        raise OutletError(f"cannot add to a list in this form; write its outlets under [[outlet]] ({error})") from error
    return whole


def write_outlet(outlet: Outlet) -> str:
    """Return an outlet as a watch list has it: what differs from the defaults, and the language always."""
    values = {"language": outlet.language} | order_values(outlet)
    lines = [f"{key} = {_write_value(key, values[key])}\n" for key in READERS if key in values]
    return "".join(["[[outlet]]\n", *lines])


def _write_value(key: str, value: object) -> str:
    if key in _TIMES and isinstance(value, float):
        return _quote(write_duration(value))
    if key == "budget" and isinstance(value, int):
        return _quote(write_size(value))
    if isinstance(value, tuple):
        return _write_list(value)
    return _quote(value)


def _write_list(values: Sequence[str]) -> str:
    if len(values) == 1:
        return f"[{_quote(values[0])}]"
    return "".join(["[\n", *(f"  {_quote(value)},\n" for value in values), "]"])


def _quote(value: object) -> str:
    """Texts of one printable line and truth values are written in JSON as in TOML."""
    return json.dumps(value, ensure_ascii=False)
