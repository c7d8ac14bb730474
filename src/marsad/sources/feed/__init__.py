"""The pages that a feed names: RSS 0.9 to 2.0, Atom, JSON Feed."""

from marsad.sources.feed.reader import Entry, read_feed
from marsad.sources.feed.source import LIMITS, FeedSource, list_pages

__all__ = ["LIMITS", "Entry", "FeedSource", "list_pages", "read_feed"]
