"""The pages that a sitemap names: plain, news, gzipped, text, and indexes of them."""

from marsad.sources.sitemap.reader import Listed, read_sitemap
from marsad.sources.sitemap.source import SitemapSource

__all__ = ["Listed", "SitemapSource", "read_sitemap"]
