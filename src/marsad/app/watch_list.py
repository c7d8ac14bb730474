"""The watch list as a watch uses it: its places, its manners, and whether its file has changed."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from marsad import __version__
from marsad.fetch import Guard, Manners
from marsad.fetch.address import parse_address
from marsad.outlets import Outlet, OutletError, WatchList, load_watch_list
from marsad.watch import Kind, Place

_PATIENCE = 20.0  # seconds that a thread waits for a host; a longer wait is for the schedule
_RETRIES = 1


class ListFile:
    """A watch list's file, read again when it has changed."""

    def __init__(self, path: Path) -> None:
        """Read the list; raise OutletError."""
        self._path = path
        self._seen = self._look()
        self.watch = load_watch_list(path)

    def renew(self) -> bool:
        """Read the file again where it has changed; return whether the list is another one, raise OutletError."""
        seen = self._look()
        if seen == self._seen:
            return False
        self._seen = seen
        old, self.watch = self.watch, load_watch_list(self._path)
        return old != self.watch

    def _look(self) -> tuple[int, int]:
        try:
            status = self._path.stat()
        except OSError as error:
            raise OutletError(f"{self._path}: {(error.strerror or 'cannot be read').lower()}") from error
        return status.st_mtime_ns, status.st_size


def list_places(watch: WatchList) -> list[Place]:
    """Return the places of a watch list, in its order."""
    return [place for outlet in watch.outlets for place in _list_places(outlet)]


def find_budgets(watch: WatchList) -> dict[str, int]:
    """Return how many bytes may be kept of each outlet a day."""
    return {outlet.id: outlet.budget or watch.budget for outlet in watch.outlets}


def _list_places(outlet: Outlet) -> Iterator[Place]:
    for kind, urls in ((Kind.FEED, outlet.feeds), (Kind.SITEMAP, outlet.sitemaps), (Kind.PAGE, outlet.pages)):
        for url in urls:
            address = parse_address(url)
            yield Place(
                url=address.url,
                outlet=outlet.id,
                kind=kind,
                host=address.host,
                every=outlet.every,
                delay=outlet.delay,
            )


def make_guard(watch: WatchList, environment: Mapping[str, str]) -> Guard:
    """Return whom the watch may ask: the public internet, and inner hosts of outlets that are allowed to have them."""
    named = environment.get("MARSAD_ALLOW", "").split(",")
    ours = [
        parse_address(url).host
        for outlet in watch.outlets
        if outlet.allow
        for url in (outlet.home, *outlet.feeds, *outlet.sitemaps, *outlet.pages)
        if url
    ]
    return Guard(allow=frozenset([*ours, *(name.strip().lower() for name in named if name.strip())]))


def make_manners(watch: WatchList, environment: Mapping[str, str]) -> Manners:
    """Return how the watch behaves: it waits little in its threads, since the schedule can wait long."""
    contact = environment.get("MARSAD_CONTACT") or watch.contact or Manners().contact
    return Manners(version=__version__, contact=contact, patience=_PATIENCE, retries=_RETRIES)
