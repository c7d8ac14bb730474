"""Pages from web archives: `.warc`, `.warc.gz` and `.wacz` files, folders of them, and patterns that name them."""

from marsad.sources.warc.source import WarcSource

__all__ = ["WarcSource"]
