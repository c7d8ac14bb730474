"""Single pages by their address, and lists of addresses in files that end in `.urls`."""

from marsad.sources.web.source import WebSource

__all__ = ["WebSource"]
