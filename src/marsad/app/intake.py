"""From the places a user names to outcomes, with a progress bar on standard error."""

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager

from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeRemainingColumn

from marsad.app.errors import AppError
from marsad.app.fetching import make_fetcher
from marsad.app.terminal import Screen, clean_words
from marsad.engines import Outcome, load_engines
from marsad.engines.memory import settle_memory
from marsad.fetch import Fetcher
from marsad.pipeline import read_capture
from marsad.sources import Item, SetAside, Source, load_sources


def read_places(screen: Screen, places: Sequence[str], jobs: int, limit: float | None = None) -> Iterator[Outcome]:
    """Yield the outcome of every page at `places`, telling of each set-aside in a line; raise AppError."""
    return (outcome for outcome, _ in read_sized(screen, places, jobs, limit))


def read_sized(
    screen: Screen, places: Sequence[str], jobs: int, limit: float | None = None
) -> Iterator[tuple[Outcome, int | None]]:
    """Yield what `read_places` yields, each with its number of captured bytes where there were any."""
    fetcher = make_fetcher(os.environ)
    source = find_source(places, fetcher)
    (engine,) = load_engines()
    sizes: deque[int | None] = deque()  # of the items taken and not yet yielded: engines keep the order
    items = _note_sizes(source.fetch(places), sizes)
    settle = _once(settle_memory)
    with _stopping(fetcher), _progress(screen, source, places) as advance:
        for outcome in engine.run(items, read_capture, jobs or os.cpu_count() or 1, limit):
            if isinstance(outcome, SetAside):
                tell_aside(screen, outcome)
            yield outcome, sizes.popleft()
            advance()
            settle()


def _once(do: Callable[[], None]) -> Callable[[], None]:
    waiting = [do]
    return lambda: waiting.pop()() if waiting else None


def _note_sizes(items: Iterable[Item], sizes: deque[int | None]) -> Iterator[Item]:
    for item in items:
        sizes.append(None if isinstance(item, SetAside) else len(item.body))
        yield item


def find_source(places: Sequence[str], fetcher: Fetcher | None = None) -> Source:
    """Return the source that all of `places` are of; raise AppError."""
    sources = load_sources(fetcher or make_fetcher(os.environ))
    for source in sources:
        if all(source.accepts(place) for place in places):
            return source
    for place in places:
        if not any(source.accepts(place) for source in sources):
            raise AppError(f"cannot fetch {clean_words(place)}: neither a file nor an http or https address")
    raise AppError("cannot fetch places of several kinds at once: name files, pages, feeds and sitemaps apart")


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


@contextmanager
def _progress(screen: Screen, source: Source, places: Sequence[str]) -> Iterator[Callable[[], None]]:
    """Draw a bar where somebody watches; give a function that moves it on by one page."""
    if not screen.err.is_terminal:
        yield lambda: None
        return
    columns = (SpinnerColumn(), TextColumn("reading"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=screen.err, transient=True) as progress:
        task = progress.add_task("reading", total=source.count(places))
        yield lambda: progress.advance(task)
