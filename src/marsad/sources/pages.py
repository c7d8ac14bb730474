"""Pages that a source has found the addresses of: fetched several at a time, yielded in order."""

import re
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import date

import msgspec

from marsad.fetch import Fetcher, Refusal, make_line
from marsad.model import Basis, Capture, When
from marsad.sources.base import Item, SetAside

MEDIA = frozenset({"text/html", "application/xhtml+xml", "text/plain"})
_WORKERS = 8


class Wanted(msgspec.Struct, frozen=True):
    """A page to fetch; `published` is the day that whoever named it gives."""

    url: str
    published: date | None = None


def fetch_pages(fetcher: Fetcher, found: Iterable[Wanted | SetAside], workers: int = _WORKERS) -> Iterator[Item]:
    """Yield the page or the set-aside for each of `found`, in its order; at most twice `workers` are under way."""
    waiting: deque[Future[Item] | SetAside] = deque()
    pool = ThreadPoolExecutor(workers, thread_name_prefix="fetch")
    try:
        for each in found:
            waiting.append(each if isinstance(each, SetAside) else pool.submit(_fetch_page, fetcher, each))
            if len(waiting) >= 2 * workers:
                yield _settle(waiting.popleft())
        while waiting:
            yield _settle(waiting.popleft())
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _settle(each: Future[Item] | SetAside) -> Item:
    return each if isinstance(each, SetAside) else each.result()


def _fetch_page(fetcher: Fetcher, wanted: Wanted) -> Item:
    try:
        page = fetcher.fetch(wanted.url, MEDIA)
    except Refusal as refusal:
        return set_aside(wanted.url, refusal)
    return make_capture(wanted, page.final, page.body, page.media)


def make_capture(wanted: Wanted, final: str, body: bytes, media: str) -> Capture:
    """Return the capture of a wanted page that was found at `final`; `media` is its content type."""
    return Capture(
        origin=make_line(wanted.url, 8_000),
        body=body,
        url=final,
        published=When.day(wanted.published, Basis.STAMP) if wanted.published else None,
        media="text" if media == "text/plain" else "html",
        outside=True,
    )


def set_aside(url: str, refusal: Refusal) -> SetAside:
    """Return the set-aside that tells of a refusal."""
    return SetAside(origin=make_line(url, 8_000) or "-", reason=refusal.reason, message=refusal.message)


def is_web(place: str) -> bool:
    """Tell whether `place` is an http or https address."""
    return is_named(place, "http://") or is_named(place, "https://")


def is_kind(place: str, prefix: str, looks: re.Pattern[str]) -> bool:
    """Tell whether `place` bears `prefix`, or is an address whose path looks like one of the kind."""
    return is_named(place, prefix) or (is_web(place) and looks.search(drop_query(place)) is not None)


def drop_prefix(place: str, prefix: str) -> str:
    """Return the address in `place`, which may bear `prefix`."""
    return place[len(prefix) :] if is_named(place, prefix) else place


def is_named(place: str, prefix: str) -> bool:
    """Tell whether `place` begins with `prefix`, in whatever case."""
    return place[: len(prefix)].lower() == prefix


def drop_query(place: str) -> str:
    """Return an address up to its path's end."""
    return place.partition("?")[0].partition("#")[0]
