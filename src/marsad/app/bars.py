"""Progress bars on standard error, where somebody watches."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

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

Advance = Callable[[int, int], None]
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


@contextmanager
def draw_bar(screen: Screen, count_left: Callable[[], int]) -> Iterator[Advance]:
    """Draw a bar for a watch; give a function that takes the pages done and those in hand."""
    if not screen.err.is_terminal:
        yield lambda done, in_hand: None
        return
    looked = 0.0
    with make_progress(screen, "watching") as progress:
        task = progress.add_task("watching", total=None)

        def advance(done: int, in_hand: int) -> None:
            nonlocal looked
            if time.monotonic() >= looked + _OFTEN:
                looked = time.monotonic()
                progress.update(task, completed=done, total=done + max(in_hand, count_left()))

        yield advance
