"""From the places a user names to outcomes, with a progress bar on standard error."""

import os
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from itertools import groupby

import msgspec

from marsad.app.errors import AppError
from marsad.app.fetching import make_fetcher
from marsad.app.keeping import find_kept, make_keeper
from marsad.app.progress import showing_progress
from marsad.app.terminal import Screen, clean_words
from marsad.archive import Archive
from marsad.engines import AHEAD, Outcome, Read, Result, load_engines
from marsad.engines.memory import settle_memory
from marsad.fetch import Fetcher
from marsad.model import Capture
from marsad.pipeline import keep_reference, make_preparation, read_capture
from marsad.reconcile.stories import read_traced
from marsad.sources import Item, SetAside, Source, load_sources

NETWORK = frozenset({"web", "feed", "sitemap"})  # the sources that ask the network


class Arrival(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of how a capture came: its bytes, when it was captured, its payload's digest in the archive."""

    size: int | None = None
    at: datetime | None = None
    payload: str | None = None


def read_places(
    screen: Screen, places: Sequence[str], read: Callable[[Capture], Result], jobs: int, limit: float | None = None
) -> Iterator[Result | SetAside]:
    """Yield what `read` makes of every page at `places`, telling of each set-aside in a line; raise AppError.

    `read` must be importable by name: other processes may run it.
    """
    return (outcome for outcome, _ in _read(screen, places, read, jobs, limit))


def read_kept(
    screen: Screen,
    places: Sequence[str],
    jobs: int,
    limit: float | None = None,
    archive: Archive | None = None,
    ahead: int = AHEAD,
) -> Iterator[tuple[Outcome, Arrival]]:
    """Yield the reading of every page for the ledger, as `read_places` does, with what is known of its arrival.

    What is fetched from the network is kept in `archive` before it is yielded; raise ArchiveError where that fails.
    Workers may have `ahead` pages each that were taken and not yielded yet.
    """
    from marsad.ledger.prepared import read_prepared  # not loaded where no ledger is written

    make = read_traced if jobs == 1 else read_prepared  # here nothing is made ready that may not be written
    return _read(screen, places, partial(make, read_capture), jobs, limit, archive, ahead)


def _read(
    screen: Screen,
    places: Sequence[str],
    read: Callable[[Capture], Result],
    jobs: int,
    limit: float | None,
    archive: Archive | None = None,
    ahead: int = AHEAD,
) -> Iterator[tuple[Result | SetAside, Arrival]]:
    fetcher = make_fetcher(os.environ, make_keeper(archive) if archive else None)
    groups = group_places(places, fetcher)
    (engine,) = load_engines()
    arrivals: deque[Arrival] = deque()  # of the items taken and not yet yielded: engines keep the order
    items = _note_arrivals(groups, arrivals, archive)
    settle = _once(settle_memory)
    with _stopping(fetcher), showing_progress(screen, "reading", lambda: count_items(groups)) as bar:
        count, read = jobs or os.cpu_count() or 1, keep_reference(read)
        for outcome in engine.run(items, read, count, limit, prepare=make_preparation(read), ahead=ahead):
            if isinstance(outcome, SetAside):
                tell_aside(screen, outcome)
            yield outcome, arrivals.popleft()
            bar.advance()
            settle()


def make_read() -> Read:
    """Return what reads a page for the ledger in other processes, with all that is written of it."""
    from marsad.ledger.prepared import read_prepared

    return keep_reference(partial(read_prepared, read_capture))


def _once(do: Callable[[], None]) -> Callable[[], None]:
    waiting = [do]
    return lambda: waiting.pop()() if waiting else None


def _note_arrivals(
    groups: Sequence[tuple[Source, Sequence[str]]], arrivals: deque[Arrival], archive: Archive | None
) -> Iterator[Item]:
    for source, places in groups:
        for item in source.fetch(places):
            arrivals.append(make_arrival(item, source.name in NETWORK, archive))
            yield item


def make_arrival(item: Item, fetched: bool, archive: Archive | None) -> Arrival:
    """Return what is known of an item that has just arrived, `fetched` from the network or not."""
    if isinstance(item, SetAside):
        return Arrival()
    kept = find_kept(archive, item) if archive and fetched else None
    at = kept.at if kept else datetime.now(UTC) if fetched else item.at
    return Arrival(size=len(item.body), at=at, payload=kept.payload if kept else None)


def needs_network(places: Sequence[str]) -> bool:
    """Tell whether any of `places` is asked for from the network; raise AppError."""
    return any(source.name in NETWORK for source, _ in group_places(places))


def is_waited_for(places: Sequence[str]) -> bool:
    """Tell whether pages at any of `places` come when others send them; raise AppError."""
    return "-" in places or needs_network(places)


def group_places(places: Sequence[str], fetcher: Fetcher | None = None) -> list[tuple[Source, list[str]]]:
    """Return the places in their order, neighbours of one kind together, each group with its source; raise AppError."""
    sources = load_sources(fetcher or make_fetcher(os.environ))
    pairs = [(_find_source(sources, place), place) for place in places]
    groups = groupby(pairs, key=lambda pair: pair[0].name)
    return [(same[0][0], [place for _, place in same]) for same in (list(group) for _, group in groups)]


def _find_source(sources: Sequence[Source], place: str) -> Source:
    for source in sources:
        if source.accepts(place):
            return source
    raise AppError(f"cannot fetch {clean_words(place)}: neither a file nor an http or https address")


def count_items(groups: Sequence[tuple[Source, Sequence[str]]]) -> int | None:
    """Return about how many items groups of places hold; None where one of the sources cannot tell."""
    counts = [source.count(places) for source, places in groups]
    return None if None in counts else sum(count for count in counts if count is not None)


def tell_aside(screen: Screen, aside: SetAside) -> None:
    """Print one line about a page that was not read, where it does not mix with results."""
    screen.note(f"set aside {aside.origin}: {aside.message}")


@contextmanager
def _stopping(fetcher: Fetcher) -> Iterator[None]:
    """Let no page that waits for its turn outlive the run, however that ends."""
    try:
        yield
    finally:
        fetcher.stop()
