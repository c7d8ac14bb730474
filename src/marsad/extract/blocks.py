"""Where the prose of a page stands: how much each block element holds, and two blocks that may hold the article.

The *dominant* block: from the whole page the way leads down to the heaviest block inside as long as that one holds
nearly all of the prose. The *row*: the block in which most prose stands side by side, as an article's paragraphs do,
and not in boxes of their own with a name or a heading, as comments and teasers do.
"""

from collections.abc import Sequence
from itertools import accumulate

import msgspec

from marsad.extract.page import Block, Mark, Page

_NEARLY_ALL = 0.7  # of a block's prose: an inner block that holds less has a rival
_ASIDE = 0.1  # of a row's prose: so much other matter may stand in the block around it
_MOST_AROUND = 3  # pieces beyond twice a row's: a block with more is the page's, not the row's
_STEPS = 2  # blocks from a row up to one that continues it
_MOST_ROWS = 30  # that are looked at
_UNDER = 0.25  # of a row's prose: so much may stand between the title and it


class Prose(msgspec.Struct, frozen=True):
    """How much prose each block of a page holds; `sums` is the prose of all pieces before each one, and of all."""

    blocks: list[Block]
    sums: list[int]

    def weigh(self, block: int) -> int:
        """Return the prose in a block."""
        found = self.blocks[block]
        return self.sums[found.stop] - self.sums[found.first]

    def pieces(self, block: int) -> range:
        """Return the pieces in a block."""
        found = self.blocks[block]
        return range(found.first, found.stop)

    def is_within(self, block: int, outer: int) -> bool:
        """Whether a block is another or stands in it."""
        return outer <= block <= self.blocks[outer].last

    def find_heaviest(self, block: int) -> int:
        """Return the heaviest of the blocks right inside one, the first of equals; 0 where none of them has a piece."""
        blocks, sums = self.blocks, self.sums
        inner, last, most, best = block + 1, blocks[block].last, -1, 0
        while inner <= last:
            found = blocks[inner]
            weight = sums[found.stop] - sums[found.first]
            if weight > most and found.stop > found.first:
                best, most = inner, weight
            inner = found.last + 1
        return best


class Row(msgspec.Struct, frozen=True):
    """Paragraphs that stand side by side in a block; `titled` where the page's title stands right above or in it."""

    block: int
    prose: int
    paragraphs: int
    titled: bool = False


def weigh_blocks(page: Page, weights: Sequence[int]) -> Prose:
    """Add up the prose of a page."""
    return Prose(page.blocks, [0, *accumulate(weights)])


def find_dominant(prose: Prose) -> int:
    """Return the block that holds nearly all of the page's prose."""
    best = 0
    while (inner := prose.find_heaviest(best)) and prose.weigh(inner) >= _NEARLY_ALL * max(1, prose.weigh(best)):
        if len(prose.pieces(inner)) < 2:
            break  # a paragraph is no article by itself
        best = inner
    return best


def find_rows(page: Page, prose: Prose, weights: Sequence[int], title: int | None) -> list[Row]:
    """Return the heaviest rows of a page, the heaviest first; `title` is the piece with the page's title."""
    own, marks = _hold(page, weights)
    joined = _join_sections(page, own, marks)
    heavy = sorted((own | joined).values(), key=lambda row: (-row.prose, row.block))[:_MOST_ROWS]
    grown = sorted((_grow(page, prose, own, row) for row in heavy), key=lambda row: row.prose)
    rows = list({row.block: row for row in grown}.values())
    if title is not None:
        rows = [msgspec.structs.replace(row, titled=_is_titled(prose, row, title)) for row in rows]
    return sorted(rows, key=lambda row: (-row.prose, row.block))


def _hold(page: Page, weights: Sequence[int]) -> tuple[dict[int, Row], dict[int, Mark]]:
    """Return the rows by block, of paragraphs that stand in no smaller box, and the mark of each row's first one."""
    held: dict[int, list[int]] = {}
    marks: dict[int, Mark] = {}
    blocks = page.blocks
    for piece, weight in zip(page.pieces, weights, strict=True):
        if weight:
            number = piece.block
            while number and (block := blocks[number]).stop - block.first < 2:
                number = block.above
            if number not in held:
                held[number], marks[number] = [], blocks[piece.block].mark
            held[number].append(weight)
    return {number: Row(number, sum(parts), len(parts)) for number, parts in held.items()}, marks


def _join_sections(page: Page, rows: dict[int, Row], marks: dict[int, Mark]) -> dict[int, Row]:
    """Rows of several paragraphs beside one another are sections of one row around them, where they are of one kind.

    Of one kind are blocks with the same names, and blocks whose paragraphs have the same names; `marks` are theirs.
    """
    kinds: dict[tuple[int, Mark], list[Row]] = {}
    for block, row in rows.items():
        for mark in dict.fromkeys((page.blocks[block].mark, marks[block])):
            if block and row.paragraphs > 1 and (mark[1] or mark[0] == "section"):
                kinds.setdefault((page.blocks[block].above, mark), []).append(row)
    joined: dict[int, Row] = {}
    for (above, _), parts in kinds.items():
        if len(parts) > 1 and rows.get(above, Row(above, 0, 0)).paragraphs < 2:
            every = [*parts, rows[above]] if above in rows else parts
            row = Row(above, sum(part.prose for part in every), sum(part.paragraphs for part in every))
            joined[above] = max(row, joined.get(above, row), key=lambda one: one.prose)
    return joined


def _grow(page: Page, prose: Prose, rows: dict[int, Row], row: Row) -> Row:
    """Return a row with what the blocks around it add: paragraphs of their own, and next to nothing else."""
    above, steps = row.block, 0
    while above and steps < _STEPS:
        above, steps = page.blocks[above].above, steps + 1
        whole, around = prose.weigh(row.block), rows.get(above)
        if len(prose.pieces(above)) > 2 * len(prose.pieces(row.block)) + _MOST_AROUND:
            break
        if around and prose.weigh(above) - whole - around.prose <= _ASIDE * whole:
            row, steps = Row(above, prose.weigh(above), row.paragraphs + around.paragraphs), 0
    return row


def _is_titled(prose: Prose, row: Row, title: int) -> bool:
    inside, sums = prose.pieces(row.block), prose.sums
    first = next((index for index in inside if sums[index + 1] > sums[index]), inside.start)
    return inside.start <= title < inside.stop or (
        title < first and sums[first] - sums[title + 1] <= _UNDER * row.prose
    )
