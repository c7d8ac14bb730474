"""Progress bars on standard error, where somebody watches."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext

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

_OFTEN = 1.0  # seconds between two counts of what is left


class SpeedColumn(ProgressColumn):
    """Pages a second."""

    def render(self, task: Task) -> Text:
        """Return the speed of late."""
        speed = task.finished_speed or task.speed
        return Text("" if speed is None else f"{speed:.1f} pages/s", style="progress.data.speed")


def make_progress(screen: Screen, name: str) -> Progress:
    """Return a bar with pages done, pages a second and the time left."""
    columns = (
        SpinnerColumn(),
        TextColumn(name),
        BarColumn(),
        MofNCompleteColumn(),
        SpeedColumn(),
        TimeRemainingColumn(),
    )
    return Progress(*columns, console=screen.err, transient=True)


class Bar:
    """A bar for pages that come as they are found."""

    def __init__(self, screen: Screen, name: str, count_left: Callable[[], int]) -> None:
        """Draw on `screen` where somebody watches; `count_left` tells now and then how many pages are waiting."""
        self._progress = make_progress(screen, name) if screen.err.is_terminal else None
        self._task = self._progress.add_task(name, total=None) if self._progress else None
        self._count_left = count_left
        self._looked = 0.0

    @contextmanager
    def drawn(self) -> Iterator[None]:
        """Show the bar."""
        with self._progress or nullcontext():
            yield

    def advance(self, done: int, in_hand: int) -> None:
        """Show that so many pages are done, and how many are left."""
        if self._progress is None or self._task is None:
            return
        self._progress.update(self._task, completed=done)
        if time.monotonic() >= self._looked + _OFTEN:
            self._looked = time.monotonic()
            self._progress.update(self._task, total=done + max(in_hand, self._count_left()))
