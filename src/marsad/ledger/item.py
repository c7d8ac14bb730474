"""An item's address: one form for all spellings under which one page is met."""

from functools import cache
from urllib.parse import unquote, urlsplit

import msgspec

from marsad.lexicon import load_table

_PORTS = {"http": 80, "https": 443}


class _Row(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    id: str


@cache
def _tracking() -> tuple[frozenset[str], tuple[str, ...]]:
    names = [row.id for row in load_table("marsad.ledger", "tracking.toml", _Row)]
    return frozenset(names), tuple(name[:-1] for name in names if name.endswith("*"))


def make_item(url: str) -> str:
    """Return an address without what makes no other page of it.

    The fragment, the default port, tracking parameters, and whether it was asked for over TLS make none. Everything
    else does: hosts with and without "www.", the order of parameters, a slash at the end.
    """
    try:
        parts = urlsplit(url.strip())
        host, port = (parts.hostname or "").rstrip("."), parts.port
    except ValueError:
        return url
    if parts.scheme not in _PORTS or not host:
        return url
    place = f"[{host}]" if ":" in host else host
    place += f":{port}" if port not in (None, _PORTS[parts.scheme]) else ""
    query = "&".join(part for part in parts.query.split("&") if part and not _is_tracking(part))
    return f"https://{place}{parts.path or '/'}{'?' if query else ''}{query}"


def _is_tracking(part: str) -> bool:
    name = unquote(part.partition("=")[0]).lower()
    names, prefixes = _tracking()
    return name in names or name.startswith(prefixes)
