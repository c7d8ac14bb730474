"""A capture from what a caller has in hand."""

import re
from datetime import date

from marsad.model import Basis, Capture, When

_MARKUP = re.compile(
    rb"<(?:!doctype|html|head|body|article|section|main|div|p|meta|title|link|script|style|h[1-6]|span|table|ul|ol|li"
    rb"|a|b|i|em|strong|font|br|img|center)\b",
    re.IGNORECASE,
)


def make_capture(
    page: str | bytes, *, url: str | None = None, published: date | None = None, origin: str = "argument"
) -> Capture:
    """Return the capture of a page given as HTML or plain text; markup in its first 4 KiB makes it HTML."""
    body = page.encode("utf-8", "surrogatepass") if isinstance(page, str) else page
    media = "html" if _MARKUP.search(body[:4096]) else "text"
    when = When.day(published, Basis.GIVEN) if published else None
    return Capture(origin=origin, body=body, url=url, published=when, media=media)
