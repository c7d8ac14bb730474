"""The bar of a watch: its pages come as they are found."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from marsad.app.progress import Bar, showing_progress
from marsad.app.terminal import Screen

_OFTEN = 1.0  # seconds between two counts of what is left


class WatchBar:
    """A bar that is told how much is done, and asks now and then how much is left."""

    def __init__(self, screen: Screen, count_left: Callable[[], int]) -> None:
        """Draw on `screen` where somebody watches; `count_left` tells how many pages are waiting."""
        self._screen = screen
        self._count_left = count_left
        self._bar: Bar | None = None
        self._left = 0
        self._looked = 0.0

    @contextmanager
    def drawn(self) -> Iterator[None]:
        """Show the bar."""
        with showing_progress(self._screen, "watching") as bar:
            self._bar = bar if self._screen.err.is_terminal else None
            yield

    def advance(self, done: int, in_hand: int) -> None:
        """Show that so many pages are done, and how many are left."""
        if self._bar is None:
            return
        if time.monotonic() >= self._looked + _OFTEN:
            self._looked, self._left = time.monotonic(), done + self._count_left()
        self._bar.show(done, max(self._left, done + in_hand))
