"""The cascade of body extractors: from a page to the pieces that may be its body; the first plausible one wins.

An extractor takes a page and returns the indexes of pieces, in order, or nothing. What stands among them and is
furniture all the same is told apart later, by the rules that hold for plain text too.
"""

import logging
import re
from collections.abc import Callable, Iterable, Iterator, Sequence

import trafilatura
from lxml import etree, html

from marsad.extract.limits import Limits
from marsad.extract.page import HEADINGS, Page, Piece, Region

Extractor = Callable[[Page, Limits], tuple[int, ...]]

logging.getLogger("trafilatura").addHandler(logging.NullHandler())  # or its remarks would go to standard error

_ENOUGH = 250  # letters: less than that is a teaser, unless the page has no more
_PARAGRAPH = 60  # letters: shorter pieces carry no weight of their own
_MOST = 200_000  # characters of an extracted text that are compared with the page
_GAP = 6  # pieces of other matter that a run of paragraphs may hold
_BLANK = re.compile(r"\W+")


def from_semantic_article(page: Page, limits: Limits) -> tuple[int, ...]:
    """The element that calls itself the article's body, or the article; of several the one with most prose."""
    weights = weigh_pieces(page)
    for is_wanted in (_is_body, _is_article):
        regions = [region for region in page.regions if is_wanted(region)]
        best = max(regions, key=lambda region: sum(weights[region.first : region.last]), default=None)
        if best is not None and _is_enough(weights, range(best.first, best.last)):
            return tuple(range(best.first, best.last))
    return ()


def from_trafilatura(page: Page, limits: Limits) -> tuple[int, ...]:
    """What trafilatura takes for the main text, led back to the printed pieces, and the prose between them."""
    source = html.tostring(page.tree, encoding="unicode")
    if len(source) > limits.trafilatura or page.is_flat:
        return ()
    try:
        found = trafilatura.extract(source, fast=True, include_comments=False, favor_recall=True, deduplicate=False)
    except (ValueError, TypeError, AttributeError, RecursionError, etree.LxmlError):
        return ()
    weights = weigh_pieces(page)
    inside = set(_find_printed(page.pieces, (found or "")[:_MOST]))
    heavy = [index for index in inside if weights[index]]
    if not heavy:
        return ()
    first, last = min(heavy), max(heavy)
    while first - 1 in inside and page.pieces[first - 1].tag not in HEADINGS:
        first -= 1
    between = (index for index in range(first, last) if weights[index])
    return tuple(sorted({index for index in inside if index >= first}.union(between)))


def from_longest_paragraph_run(page: Page, limits: Limits) -> tuple[int, ...]:
    """The stretch of the page with most prose and no long gap in it."""
    weights = weigh_pieces(page)
    best, best_weight = range(0), 0
    first, last, weight = 0, -_GAP - 1, 0
    for index, own in enumerate(weights):
        if not own:
            continue
        if index - last > _GAP:
            first, weight = index, 0
        last, weight = index, weight + own
        if weight > best_weight:
            best, best_weight = range(first, last + 1), weight
    return tuple(best)


EXTRACTORS: tuple[Extractor, ...] = (from_semantic_article, from_trafilatura, from_longest_paragraph_run)


def find_body(page: Page, limits: Limits) -> tuple[int, ...]:
    """Return the indexes of the pieces that may be the body, in order, by the first plausible extractor."""
    weights = weigh_pieces(page)
    for extract in EXTRACTORS:
        found = extract(page, limits)
        if found and _is_enough(weights, found):
            return found
    return tuple(range(len(page.pieces)))


def weigh_pieces(page: Page) -> list[int]:
    """Return how much prose each piece holds: link texts, furniture and short pieces weigh nothing."""
    return [_weigh(piece) for piece in page.pieces]


def _weigh(piece: Piece) -> int:
    own = len(piece.text) - piece.linked
    return 0 if own < _PARAGRAPH or piece.is_linked or "furniture" in piece.roles else own


def _is_enough(weights: Sequence[int], indexes: Iterable[int]) -> bool:
    weight = sum(weights[index] for index in indexes)
    return weight >= _ENOUGH or 0 < sum(weights) < 2 * weight


def _is_body(region: Region) -> bool:
    return "body" in region.roles


def _is_article(region: Region) -> bool:
    return region.tag in ("article", "main")


def _find_printed(pieces: Sequence[Piece], found: str) -> Iterator[int]:
    """The pieces that stand in an extracted text: as lines of it, or, when long, anywhere in it."""
    lines = {_BLANK.sub("", line) for line in found.splitlines()}
    whole = _BLANK.sub("", found)
    for index, piece in enumerate(pieces):
        text = _BLANK.sub("", piece.text)
        if len(text) > 2 and (text in lines or (len(text) >= _PARAGRAPH and text in whole)):
            yield index
