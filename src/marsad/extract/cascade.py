"""The cascade of body extractors: from a page to the pieces that may be its body.

Cheap extractors look first: for the element that calls itself the article, for the block that holds the page's prose,
and for the row of paragraphs under the title. Where they agree the body is sure. Where not, trafilatura is asked, and
what comes nearest to its answer is taken, or its answer where nothing comes near. What stands among the pieces and is
furniture all the same is told apart later, by the rules that hold for plain text too.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache

import msgspec
from lxml import etree

from marsad.extract.blocks import Row, find_dominant, find_rows, weigh_blocks
from marsad.extract.limits import Limits
from marsad.extract.page import HEADINGS, Page, Piece, Region

Extractor = Callable[[Page, Limits], tuple[int, ...]]

_ENOUGH = 250  # letters: less than that is a teaser, unless the page has no more
_PARAGRAPH = 60  # letters: shorter pieces carry no weight of their own
_MOST = 200_000  # characters of an extracted text that are compared with the page
_GAP = 6  # pieces of other matter that a run of paragraphs may hold
_AGREED = 0.8  # of the prose in either of two bodies: so much in both, and they are one
_NEAR = 0.6  # the same for the careful extractor, which leaves out and takes in single paragraphs
_SCRAP = 0.25  # of what both cheap ones hold: a careful answer with less has stopped at an advertisement
_SEVERAL = 3  # paragraphs that make a row an article
_LEAD = 2.0  # times the next row's prose
_SHARE = 0.3  # of the prose of the article around it, or of the page: a row with less is but a part
_RIVAL = 0.3  # of the heaviest row's prose: a row with as much under the title goes before it
_PART = 0.25  # of the prose of the largest element: another with as much is a part of the same body
_BETWEEN = 0.1  # of the parts' prose: so much may stand between them
_BLANK = re.compile(r"\W+")


class Choice(msgspec.Struct, frozen=True):
    """The pieces that may be the body, in order; which extractor found them, and whether it was sure."""

    pieces: tuple[int, ...]
    rung: str
    sure: bool


def find_body(page: Page, limits: Limits, title: str | None = None) -> Choice:
    """Return the pieces that may be the body: by the cheap extractors where they are sure, else by the careful one."""
    weights = weigh_pieces(page)
    cheap = find_cheap(page, weights, find_title_piece(page, title))
    if (choice := choose_sure(weights, cheap) or choose_unasked(weights, cheap)) is not None:
        return choice
    careful = from_trafilatura(page, limits)
    if _is_scrap(weights, careful, cheap.stated, cheap.dominant):
        careful = ()
    found_cheaply = (*cheap.listed(), ("run", find_run(weights)))
    candidates = [(rung, found) for rung, found in found_cheaply if found and _is_enough(weights, found)]
    if careful and _is_enough(weights, careful):
        near = [(measure_agreement(weights, found, careful), rung, found) for rung, found in candidates]
        agreement, rung, found = max(near, key=lambda one: one[0], default=(0.0, "", range(0)))
        if agreement < _NEAR:
            return Choice(careful, "trafilatura", False)
        return Choice(tuple(found), rung, False)
    for rung, found in candidates:
        return Choice(tuple(found), rung, False)
    return Choice(tuple(range(len(page.pieces))), "all", False)


class Cheap(msgspec.Struct, frozen=True):
    """What the cheap extractors found.

    `paragraphs` is the number in the row, `lead` its prose beside the next row's, `titled` whether the page's title
    stands right above it, `sections` whether the stated article holds other rows of several paragraphs, `cards` whether
    it holds boxes of one kind with a single paragraph each, as teasers and comments stand in.
    """

    stated: range = range(0)
    dominant: range = range(0)
    row: range = range(0)
    paragraphs: int = 0
    lead: float = 0.0
    titled: bool = False
    sections: bool = False
    cards: bool = False

    def listed(self) -> tuple[tuple[str, range], ...]:
        """The findings by name, the most trusted first."""
        return ("stated", self.stated), ("row", self.row), ("dominant", self.dominant)


def find_title_piece(page: Page, title: str | None) -> int | None:
    """Return the piece that prints the page's title, alone or most of it: a heading before other texts."""
    if not title:
        return None
    wanted, least = _BLANK.sub("", title), len(title) / 2
    headings = [i for i, p in enumerate(page.pieces) if len(p.text) > least and (p.tag in HEADINGS or p.text == title)]
    same = [index for index in headings if _is_title(_BLANK.sub("", page.pieces[index].text), wanted)]
    return min(same, key=lambda index: _rank_title(page.pieces[index], index), default=None)


def _is_title(text: str, wanted: str) -> bool:
    return len(text) * 10 > len(wanted) * 6 and text in wanted


def _rank_title(piece: Piece, index: int) -> tuple[bool, bool, bool, int]:
    return piece.tag != "h1", piece.tag not in HEADINGS, piece.is_linked, index


def find_cheap(page: Page, weights: Sequence[int], title: int | None = None) -> Cheap:
    """Ask all cheap extractors; `title` is the piece with the page's title."""
    prose = weigh_blocks(page, weights)
    rows = find_rows(page, prose, weights, title)
    stated, best = find_stated(page, weights), choose_row(rows)
    if best is None:
        return Cheap(stated=stated)
    beside = [row for row in rows if not prose.is_within(row.block, best.block)]
    beside = [row for row in beside if not prose.is_within(best.block, row.block)]
    dominant = prose.pieces(find_dominant(prose))
    inside = [row for row in beside if page.blocks[row.block].first in (stated or dominant)]
    return Cheap(
        stated=stated,
        dominant=dominant,
        row=prose.pieces(best.block),
        paragraphs=best.paragraphs,
        lead=best.prose / max((row.prose for row in beside), default=1),
        titled=best.titled,
        sections=bool(stated) and any(row.paragraphs > 1 and row.prose >= _PART * best.prose for row in inside),
        cards=_has_cards(page, inside),
    )


def _has_cards(page: Page, rows: Iterable[Row]) -> bool:
    marks = Counter(page.blocks[row.block].mark for row in rows if row.paragraphs == 1)
    return max(marks.values(), default=0) >= _SEVERAL


def choose_row(rows: Sequence[Row]) -> Row | None:
    """Return the row under the page's title, the heaviest of several; the heaviest of all where none of weight is."""
    if not rows:
        return None
    titled = (row for row in rows if row.titled and row.prose >= _RIVAL * rows[0].prose and row.paragraphs > 1)
    return next(titled, rows[0])


def choose_sure(weights: Sequence[int], cheap: Cheap) -> Choice | None:
    """Return the body where the cheap extractors need no second opinion.

    So it is where the row is the stated article's, or, without any, nearly all of the page's prose; and where what
    stands beside the row are boxes of one paragraph each: the row is under the title, or it has several paragraphs and
    far more prose than any box.
    """
    if not _is_enough(weights, cheap.row):
        return None
    rung, beside = ("stated", cheap.stated) if cheap.stated else ("dominant", cheap.dominant)
    share = measure_agreement(weights, beside, cheap.row)
    if share >= _AGREED and not (cheap.titled and cheap.cards):
        return Choice(tuple(beside), rung, True)
    if cheap.sections or cheap.paragraphs < 2:
        return None
    if cheap.titled or (cheap.paragraphs >= _SEVERAL and cheap.lead >= _LEAD and share >= _SHARE):
        return Choice(tuple(cheap.row), "row", True)
    return None


def choose_unasked(weights: Sequence[int], cheap: Cheap) -> Choice | None:
    """Return the body where none is sure and the careful extractor would tell nothing better.

    Without names to go by it takes the page's all, and not the row. Where nearly all is one block and no row in it
    stands out, it could only take that block as well, or paragraphs at random.
    """
    several = cheap.paragraphs >= _SEVERAL
    if several and not cheap.stated:
        return Choice(tuple(cheap.row), "row", False)
    rung, block = ("stated", cheap.stated) if cheap.stated else ("dominant", cheap.dominant)
    whole = cheap.stated or range(len(weights))
    stands_out = cheap.lead >= _LEAD or (several and measure_agreement(weights, whole, cheap.row) >= _SHARE)
    if stands_out or measure_agreement(weights, whole, cheap.dominant) < _AGREED or not _is_enough(weights, block):
        return None
    return Choice(tuple(block), rung, False)


def _is_scrap(weights: Sequence[int], careful: Sequence[int], stated: Sequence[int], dense: Sequence[int]) -> bool:
    """Whether the careful extractor found but the beginning of what both others take for the body."""
    both = set(stated) & set(dense)
    inside = sum(weights[index] for index in careful if index in both)
    return (
        0 < inside < _SCRAP * sum(weights[index] for index in both)
        and measure_agreement(weights, stated, dense) >= _AGREED
    )


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
    return tuple(find_cheap(page, weigh_pieces(page)).dominant)


def from_row(page: Page, limits: Limits) -> tuple[int, ...]:
    """The block with the heaviest row of paragraphs."""
    return tuple(find_cheap(page, weigh_pieces(page)).row)


@cache
def load_trafilatura() -> Callable[..., str | None]:
    """Return trafilatura's extractor, loaded when it is first asked for: few pages need it, and loading takes long."""
    import logging

    import trafilatura

    logging.getLogger("trafilatura").addHandler(logging.NullHandler())  # or its remarks would go to standard error
    return trafilatura.extract


def from_trafilatura(page: Page, limits: Limits) -> tuple[int, ...]:
    """What trafilatura takes for the main text, led back to the printed pieces, and the prose between them."""
    weights = weigh_pieces(page)
    if page.is_flat or not any(weights):
        return ()
    source = etree.tostring(page.tree, encoding="unicode", method="html")
    if len(source) > limits.trafilatura:
        return ()
    try:
        found = load_trafilatura()(source, fast=True, include_comments=False, favor_recall=True, deduplicate=False)
    except (ValueError, TypeError, AttributeError, RecursionError, etree.LxmlError):
        return ()
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
    return tuple(find_run(weigh_pieces(page)))


def find_run(weights: Sequence[int]) -> range:
    """Return the stretch with most prose and no long gap in it."""
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
    return best


EXTRACTORS: tuple[Extractor, ...] = (
    from_semantic_article,
    from_dominant_block,
    from_row,
    from_trafilatura,
    from_longest_paragraph_run,
)


def weigh_pieces(page: Page) -> list[int]:
    """Return how much prose each piece holds: link texts, furniture and short pieces weigh nothing."""
    return [
        own
        if (own := len(piece.text) - piece.linked) >= _PARAGRAPH
        and own >= piece.linked
        and "furniture" not in piece.roles
        else 0
        for piece in page.pieces
    ]


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
