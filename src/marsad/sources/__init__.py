"""FAMILY of sources: where captures come from. The list: `feed`, `sitemap`, `web`, `warc`, `files`.

To add one: a folder with a class that keeps `base.Source` (a source never raises for a page it cannot get, it yields
a `SetAside` with the reason and goes on), and a line in `load_sources`. The contract tests run over the list. A source
that asks the network does so by the `Fetcher` it is given (`marsad.fetch`), and fetches pages by `pages.fetch_pages`.
"""

from marsad.fetch import Fetcher
from marsad.sources.base import Item, SetAside, Source
from marsad.sources.feed import FeedSource
from marsad.sources.files import FilesSource
from marsad.sources.sitemap import SitemapSource
from marsad.sources.warc import WarcSource
from marsad.sources.web import WebSource

__all__ = ["Item", "SetAside", "Source", "load_sources"]


def load_sources(fetcher: Fetcher | None = None) -> tuple[Source, ...]:
    """Return the sources in the order in which they are asked whether a place is theirs."""
    shared = fetcher or Fetcher()
    return (FeedSource(shared), SitemapSource(shared), WebSource(shared), WarcSource(), FilesSource())
