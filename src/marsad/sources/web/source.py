"""The source itself: addresses to captures."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from marsad.fetch import Fetcher
from marsad.sources.base import Item, SetAside
from marsad.sources.pages import Wanted, fetch_pages, is_web

_LIST = ".urls"
_LONGEST = 10_000


class WebSource:
    """Pages at http and https addresses, and `.urls` files: an address a line, `#` begins a comment line."""

    name = "web"

    def __init__(self, fetcher: Fetcher | None = None) -> None:
        """Fetch by `fetcher`."""
        self._fetcher = fetcher or Fetcher()

    def accepts(self, place: str) -> bool:
        """Tell whether `place` is an address of a page or a list of them."""
        return is_web(place) or ("://" not in place and place.endswith(_LIST))

    def fetch(self, places: Sequence[str]) -> Iterator[Item]:
        """Yield the pages at `places`; see `base.Source`."""
        yield from fetch_pages(self._fetcher, (wanted for place in places for wanted in _find_wanted(place)))

    def count(self, places: Sequence[str]) -> int | None:
        """Count addresses."""
        return sum(1 for place in places for _ in _find_wanted(place))


def _find_wanted(place: str) -> Iterator[Wanted | SetAside]:
    if "://" in place:
        yield Wanted(place)
        return
    try:
        with Path(place).open("rb") as lines:
            while line := lines.readline(_LONGEST):
                text = line.decode("utf-8", "replace").removeprefix("\ufeff").strip()
                if text and not text.startswith("#"):
                    yield Wanted(text)
    except (OSError, ValueError) as error:
        reason = "missing" if isinstance(error, FileNotFoundError) else "unreadable"
        detail = getattr(error, "strerror", None) or str(error)
        yield SetAside(origin=place, reason=reason, message=f"the list cannot be read: {detail}")
