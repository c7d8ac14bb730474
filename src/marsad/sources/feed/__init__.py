"""The pages that a feed names: RSS 0.9 to 2.0, Atom, JSON Feed."""

from marsad.sources.feed.reader import Entry, read_feed
from marsad.sources.feed.source import FeedSource

__all__ = ["Entry", "FeedSource", "read_feed"]
