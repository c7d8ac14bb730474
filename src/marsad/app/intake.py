"""From the places a user names to outcomes, with a progress bar on standard error."""

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import chain, groupby

from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeRemainingColumn

from marsad.app.errors import AppError
from marsad.app.fetching import make_fetcher
from marsad.app.terminal import Screen, clean_words
from marsad.engines import Outcome, load_engines
from marsad.engines.memory import settle_memory
from marsad.fetch import Fetcher
from marsad.pipeline import keep_reference, read_capture
from marsad.sources import Item, SetAside, Source, load_sources


def read_places(screen: Screen, places: Sequence[str], jobs: int, limit: float | None = None) -> Iterator[Outcome]:
    """Yield the outcome of every page at `places`, telling of each set-aside in a line; raise AppError."""
    return (outcome for outcome, _ in read_sized(screen, places, jobs, limit))


def read_sized(
    screen: Screen, places: Sequence[str], jobs: int, limit: float | None = None
) -> Iterator[tuple[Outcome, int | None]]:
    """Yield what `read_places` yields, each with its number of captured bytes where there were any."""
    fetcher = make_fetcher(os.environ)
    groups = group_places(places, fetcher)
    fetched = chain.from_iterable(source.fetch(same) for source, same in groups)
    (engine,) = load_engines()
    sizes: deque[int | None] = deque()  # of the items taken and not yet yielded: engines keep the order
    items = _note_sizes(fetched, sizes)
    settle = _once(settle_memory)
    with _stopping(fetcher), _progress(screen, groups) as advance:
        for outcome in engine.run(items, keep_reference(read_capture), jobs or os.cpu_count() or 1, limit):
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


@contextmanager
def _progress(screen: Screen, groups: Sequence[tuple[Source, Sequence[str]]]) -> Iterator[Callable[[], None]]:
    """Draw a bar where somebody watches; give a function that moves it on by one page."""
    if not screen.err.is_terminal:
        yield lambda: None
        return
    columns = (SpinnerColumn(), TextColumn("reading"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=screen.err, transient=True) as progress:
        task = progress.add_task("reading", total=count_items(groups))
        yield lambda: progress.advance(task)
