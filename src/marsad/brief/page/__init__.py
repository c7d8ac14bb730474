"""A brief put into the words of one language, ready for any format."""

from marsad.brief.page.nouns import Page
from marsad.brief.page.sections import make_page

__all__ = ["Page", "make_page"]
