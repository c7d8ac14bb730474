"""Pages from web archives: `.warc`, `.warc.gz` and `.wacz` files, folders of them, and patterns that name them."""

from marsad.sources.warc.source import WarcSource, read_pages

__all__ = ["WarcSource", "read_pages"]
