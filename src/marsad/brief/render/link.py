"""Addresses of pages that may be linked."""

from marsad.brief.page.nouns import Source
from marsad.fetch.address import parse_address
from marsad.fetch.rules import Refusal


def find_link(source: Source) -> str | None:
    """Return a page's address in plain ASCII, None where it has none or it is no address of the web."""
    if not source.url:
        return None
    try:
        return parse_address(source.url).url
    except Refusal:
        return None
