"""From the places a user names to outcomes, with a progress bar on standard error."""

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeRemainingColumn

from marsad.app.errors import AppError
from marsad.app.terminal import Screen, clean_words
from marsad.engines import Outcome, load_engines
from marsad.pipeline import read_capture
from marsad.sources import SetAside, Source, load_sources


def read_places(screen: Screen, places: Sequence[str], jobs: int) -> Iterator[Outcome]:
    """Yield the outcome of every page at `places`, telling of each set-aside in a line; raise AppError."""
    source = find_source(places)
    (engine,) = load_engines()
    with _progress(screen, source, places) as advance:
        for outcome in engine.run(source.fetch(places), read_capture, jobs or os.cpu_count() or 1):
            if isinstance(outcome, SetAside):
                tell_aside(screen, outcome)
            yield outcome
            advance()


def find_source(places: Sequence[str]) -> Source:
    """Return the source that all of `places` are of; raise AppError."""
    for source in load_sources():
        if all(source.accepts(place) for place in places):
            return source
    foreign = next(place for place in places if not load_sources()[0].accepts(place))
    raise AppError(f"cannot fetch {clean_words(foreign)}: only files are read; save the page and name its file")


def tell_aside(screen: Screen, aside: SetAside) -> None:
    """Print one line about a page that was not read, where it does not mix with results."""
    screen.note(f"set aside {aside.origin}: {aside.message}")


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
