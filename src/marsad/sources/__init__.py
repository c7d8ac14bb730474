"""FAMILY of sources: where captures come from. The list: `warc`, `files`.

To add one: a folder with a class that keeps `base.Source` (a source never raises for a page it cannot get, it yields
a `SetAside` with the reason and goes on), and a line in `load_sources`. The contract tests run over the list.
"""

from marsad.sources.base import Item, SetAside, Source
from marsad.sources.files import FilesSource
from marsad.sources.warc import WarcSource

__all__ = ["Item", "SetAside", "Source", "load_sources"]


def load_sources() -> tuple[Source, ...]:
    """Return the sources in the order in which they are asked whether a place is theirs."""
    return (WarcSource(), FilesSource())
