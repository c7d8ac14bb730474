"""The cascade of body extractors: from a page to the pieces that may be its body.

Two cheap extractors look first: for the element that calls itself the article, and for the block where the prose stands.
Where they agree, and the prose stands in one row, the body is sure. Where not, trafilatura is asked, and what comes
nearest to its answer is taken, or its answer where nothing comes near. What stands among the pieces and is furniture all
the same is told apart later, by the rules that hold for plain text too.
"""

import logging
import re
from collections.abc import Callable, Iterable, Iterator, Sequence

import msgspec
import trafilatura
from lxml import etree

from marsad.extract.blocks import Dominant, find_dominant
from marsad.extract.limits import Limits
from marsad.extract.page import HEADINGS, Page, Piece, Region

Extractor = Callable[[Page, Limits], tuple[int, ...]]

logging.getLogger("trafilatura").addHandler(logging.NullHandler())  # or its remarks would go to standard error

_ENOUGH = 250  # letters: less than that is a teaser, unless the page has no more
_PARAGRAPH = 60  # letters: shorter pieces carry no weight of their own
_MOST = 200_000  # characters of an extracted text that are compared with the page
_GAP = 6  # pieces of other matter that a run of paragraphs may hold
_AGREED = 0.8  # of the prose in either of two bodies: so much in both, and they are one
_NEAR = 0.6  # the same for the careful extractor, which leaves out and takes in single paragraphs
_SCRAP = 0.25  # of what both cheap ones hold: a careful answer with less has stopped at an advertisement
_EVEN = 0.6  # of the body's prose in one row of paragraphs
_PART = 0.25  # of the prose of the largest element: another with as much is a part of the same body
_BETWEEN = 0.1  # of the parts' prose: so much may stand between them
_BLANK = re.compile(r"\W+")


class Choice(msgspec.Struct, frozen=True):
    """The pieces that may be the body, in order; which extractor found them, and whether it was sure."""

    pieces: tuple[int, ...]
    rung: str
    sure: bool


def find_body(page: Page, limits: Limits) -> Choice:
    """Return the pieces that may be the body: by the cheap extractors where they are sure, else by the careful one."""
    weights = weigh_pieces(page)
    stated, dominant = find_stated(page, weights), find_dominant(page, weights)
    dense = range(dominant.first, dominant.last) if dominant else range(0)
    if dominant and is_sure(weights, stated, dominant):
        return Choice(tuple(stated or dense), "stated" if stated else "dominant", True)
    careful = from_trafilatura(page, limits)
    if not _is_enough(weights, careful):
        careful = ()
    candidates = [("stated", stated), ("dominant", dense), ("run", from_longest_paragraph_run(page, limits))]
    candidates = [(rung, found) for rung, found in candidates if found and _is_enough(weights, found)]
    if careful:
        near = [(measure_agreement(weights, found, careful), rung, found) for rung, found in candidates]
        agreement, rung, found = max(near, key=lambda one: one[0], default=(0.0, "", ()))
        if agreement < _NEAR and not _is_scrap(weights, careful, stated, dense):
            return Choice(careful, "trafilatura", False)
        return Choice(tuple(found), rung, False)
    for rung, found in candidates:
        return Choice(tuple(found), rung, False)
    return Choice(tuple(range(len(page.pieces))), "all", False)


def is_sure(weights: Sequence[int], stated: Sequence[int], dominant: Dominant) -> bool:
    """Whether the cheap extractors need no second opinion.

    The prose stands in one row, and either the element that calls itself the article holds the same, or none does so and
    hardly any prose stands elsewhere.
    """
    dense = range(dominant.first, dominant.last)
    if dominant.evenness < _EVEN or not _is_enough(weights, dense):
        return False
    if not stated:
        return dominant.share >= _AGREED
    return measure_agreement(weights, stated, dense) >= _AGREED


def _is_scrap(weights: Sequence[int], careful: Sequence[int], stated: Sequence[int], dense: Sequence[int]) -> bool:
    """Whether the careful extractor found but the beginning of what both others take for the body."""
    both = set(stated) & set(dense)
    inside = sum(weights[index] for index in careful if index in both)
    return 0 < inside < _SCRAP * sum(weights[index] for index in both) and measure_agreement(weights, stated, dense) >= _AGREED


def measure_agreement(weights: Sequence[int], some: Iterable[int], others: Iterable[int]) -> float:
    """Return the share of the prose in either of two bodies that is in both."""
    left, right = set(some), set(others)
    either = sum(weights[index] for index in left | right)
    return sum(weights[index] for index in left & right) / either if either else 0.0


def find_stated(page: Page, weights: Sequence[int]) -> range:
    """The element that calls itself the article's body, or the article; of several the one with most prose.

    Others that call themselves a body and hold a fair share as well are parts of the same, which advertisements cut;
    teasers of other articles hold less.
    """
    for is_wanted, part_of_body in ((_is_body, _PART), (_is_article, 1.0)):
        held = {region: sum(weights[region.first : region.last]) for region in page.regions if is_wanted(region)}
        most = max(held.values(), default=0)
        parts = [region for region, weight in held.items() if weight >= max(1, most * part_of_body)]
        whole = range(min((part.first for part in parts), default=0), max((part.last for part in parts), default=0))
        best = next((region for region in parts if held[region] == most), None)
        if best is None or not _is_enough(weights, whole):
            continue
        inside = {index for part in parts for index in range(part.first, part.last)}
        if sum(weights[index] for index in whole) <= (1 + _BETWEEN) * sum(weights[index] for index in inside):
            return whole
        return range(best.first, best.last)
    return range(0)


def from_semantic_article(page: Page, limits: Limits) -> tuple[int, ...]:
    """What calls itself the article."""
    return tuple(find_stated(page, weigh_pieces(page)))


def from_dominant_block(page: Page, limits: Limits) -> tuple[int, ...]:
    """The block that holds nearly all of the page's prose."""
    dominant = find_dominant(page, weigh_pieces(page))
    return tuple(range(dominant.first, dominant.last)) if dominant else ()


def from_trafilatura(page: Page, limits: Limits) -> tuple[int, ...]:
    """What trafilatura takes for the main text, led back to the printed pieces, and the prose between them."""
    source = etree.tostring(page.tree, encoding="unicode", method="html")
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


EXTRACTORS: tuple[Extractor, ...] = (
    from_semantic_article,
    from_dominant_block,
    from_trafilatura,
    from_longest_paragraph_run,
)


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
