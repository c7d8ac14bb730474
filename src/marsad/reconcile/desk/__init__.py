"""What the desks share: one scan for all their words, and a page's sentences as they see them."""

from marsad.reconcile.desk.page import Line, Page, make_page
from marsad.reconcile.desk.words import Word, find_words

__all__ = ["Line", "Page", "Word", "find_words", "make_page"]
