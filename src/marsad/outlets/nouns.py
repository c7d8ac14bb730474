"""The nouns of the watch list, and the error that says where one is wrong."""

from enum import StrEnum

import msgspec

_HOUR = 3600.0


class OutletError(ValueError):
    """A watch list or a list of feeds cannot be used; the message says file, outlet, key and what to do."""


class Ownership(StrEnum):
    """Who owns an outlet."""

    STATE = "state"
    PRIVATE = "private"
    PARTY = "party"
    AGENCY = "agency"
    UNKNOWN = "unknown"


class Outlet(msgspec.Struct, frozen=True, kw_only=True):
    """An outlet to watch: who it is, and the addresses at which it tells of new pages.

    `country` is an ISO 3166-1 alpha-3 code of `reference`, `language` an ISO 639 code. `every` is the seconds between
    two looks at the feeds, `delay` the seconds between two pages of its hosts where the list says so, `allow` whether
    its hosts may lie in private networks, `budget` the bytes kept of it a day where the list says so.
    """

    id: str
    name: str
    home: str | None = None
    country: str | None = None
    language: str = "ar"
    ownership: Ownership = Ownership.UNKNOWN
    feeds: tuple[str, ...] = ()
    sitemaps: tuple[str, ...] = ()
    pages: tuple[str, ...] = ()
    every: float = 900.0
    delay: float | None = None
    allow: bool = False
    budget: int | None = None


class WatchList(msgspec.Struct, frozen=True, kw_only=True):
    """Whom to watch, in the list's order.

    `recheck` are the ages in seconds at which a page is asked for again, `budget` is the bytes kept of an outlet a day.
    """

    outlets: tuple[Outlet, ...]
    contact: str | None = None
    budget: int = 1_000_000_000
    recheck: tuple[float, ...] = (_HOUR, 6 * _HOUR, 24 * _HOUR, 72 * _HOUR)
