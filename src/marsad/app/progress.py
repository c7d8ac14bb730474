"""Progress on standard error, where somebody watches: how much is done, how fast, how long it will take."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Timer

from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    SpinnerColumn,
    Task,
    TextColumn,
    TimeRemainingColumn,
)
from rich.text import Text

from marsad.app.terminal import Screen

_SOON = 0.5  # seconds: what is done sooner would only flicker


class Bar:
    """A bar that counts pages; one that nobody watches does nothing."""

    def __init__(self, progress: Progress | None = None, total: int | None = None, verb: str = "") -> None:
        """Draw itself in `progress`, where there is any."""
        self._progress = progress
        self._total = total
        self._task = progress.add_task(verb, total=total) if progress else None

    def plan(self, pages: int) -> None:
        """Expect so many more pages."""
        self._total = (self._total or 0) + pages
        if self._progress and self._task is not None:
            self._progress.update(self._task, total=self._total)

    def advance(self, pages: int = 1) -> None:
        """Move on."""
        if self._progress and self._task is not None:
            self._progress.advance(self._task, pages)

    def show(self, done: int, total: int) -> None:
        """Stand at so many pages of so many."""
        if self._progress and self._task is not None:
            self._progress.update(self._task, completed=done, total=total)


class _Speed(ProgressColumn):
    def __init__(self, noun: str) -> None:
        super().__init__()
        self._noun = noun

    def render(self, task: Task) -> Text:
        speed = task.finished_speed or task.speed
        return Text(f"{speed:,.0f} {self._noun}/s" if speed else "", style="dim")


@contextmanager
def showing_progress(
    screen: Screen, verb: str, count: Callable[[], int | None] = lambda: None, noun: str = "pages"
) -> Iterator[Bar]:
    """Draw a bar while the block runs, if that takes long; one in another's block stands under it.

    `count` tells about how many pages will come, where that can be told.
    """
    if not screen.err.is_terminal:
        yield Bar()
        return
    columns = (
        SpinnerColumn(),
        TextColumn(verb),
        BarColumn(),
        MofNCompleteColumn(),
        _Speed(noun),
        TimeRemainingColumn(),
    )
    progress = Progress(*columns, console=screen.err, transient=True)
    later = Timer(_SOON, progress.start)
    later.start()
    try:
        yield Bar(progress, count(), verb)
    finally:
        later.cancel()
        later.join()
        if progress.live.is_started:
            progress.stop()
