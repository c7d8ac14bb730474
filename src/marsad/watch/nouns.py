"""The nouns of watching: places that are looked at, pages that they name, and what became of both.

Times are seconds since 1970 (UTC), as the caller's clock gives them.
"""

from datetime import date
from enum import StrEnum

import msgspec

from marsad.fetch import Refusal, Validator
from marsad.model import Capture


class WatchError(Exception):
    """The state of a watch cannot be opened, read or written; the message is one clear line."""


class Kind(StrEnum):
    """What is looked at for new pages."""

    FEED = "feed"
    SITEMAP = "sitemap"
    PAGE = "page"  # a single page, which is its own only news


class Status(StrEnum):
    """How far a page has come; each step is written when the one before it is safe."""

    WANTED = "wanted"
    FETCHED = "fetched"  # in the archive
    READ = "read"  # in the ledger
    ASIDE = "aside"


class Stage(StrEnum):
    """Where trouble arose."""

    LOOK = "look"
    FETCH = "fetch"
    READ = "read"


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """An address that tells of new pages. `every` is the seconds between two looks, `delay` those between two pages.

    A sitemap that an index named has that one as its `parent`, and `changed`, the day that the index gives for it.
    `final` is where it was found last, `failures` how many looks in a row found nothing out.
    """

    url: str
    outlet: str
    kind: Kind
    host: str = ""
    every: float = 900.0
    delay: float | None = None
    parent: str | None = None
    depth: int = 0
    changed: date | None = None
    final: str | None = None
    validator: Validator | None = None
    looked: float | None = None
    due: float | None = 0.0
    failures: int = 0


class Found(msgspec.Struct, frozen=True):
    """A page that a place names, its address in the one form; `day` is the day that the place gives."""

    url: str
    host: str
    day: date | None = None


class Look(msgspec.Struct, frozen=True, kw_only=True):
    """What a look at a place found: pages, further sitemaps, and what is no address (`bad`).

    `problem` tells why the place could be read in part only.
    """

    final: str
    validator: Validator | None = None
    pages: tuple[Found, ...] = ()
    sitemaps: tuple[Place, ...] = ()
    bad: tuple[tuple[str, Refusal], ...] = ()
    problem: Refusal | None = None


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """A page in the state.

    `found` is when it was queued, `asked` when its host was asked last (`found` before that), `first` when it was
    fetched first; `digest`, `final`, `media`, `size` and `validator` are those of the capture fetched last, `checks`
    how often it was asked again.
    """

    key: int
    url: str
    outlet: str
    host: str
    status: Status
    found: float
    asked: float
    day: date | None = None
    tries: int = 0
    first: float | None = None
    checks: int = 0
    digest: str | None = None
    final: str | None = None
    media: str = ""
    size: int = 0
    validator: Validator | None = None
    delay: float | None = None


class Brought(msgspec.Struct, frozen=True, kw_only=True):
    """A page that is safe in the archive: its capture, the capture's digest, and what to remember of it."""

    capture: Capture
    digest: str
    final: str
    media: str
    validator: Validator | None = None


class Yield(msgspec.Struct, frozen=True, kw_only=True):
    """What reading gave of one page: characters of its body, records, and whether it is on topic."""

    characters: int
    records: int
    on_topic: bool
