"""The pages that a sitemap names: plain, news, gzipped, text, and indexes of them."""

from marsad.sources.sitemap.reader import Listed, read_sitemap
from marsad.sources.sitemap.source import DEPTH, LIMITS, SITEMAPS, SitemapSource, open_sitemap

__all__ = ["DEPTH", "LIMITS", "SITEMAPS", "Listed", "SitemapSource", "open_sitemap", "read_sitemap"]
