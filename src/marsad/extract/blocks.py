"""Where the prose of a page stands: how much each block element holds, and the block that dominates the page.

From the whole page the way leads down to the heaviest block inside as long as that one holds nearly all of the prose;
where it ends stands the article. How much of the page's prose it holds, and how much of it in one row of paragraphs and
not in boxes of their own, tells how far to trust it.
"""

from collections.abc import Sequence

import msgspec

from marsad.extract.page import Page

_NEARLY_ALL = 0.7  # of a block's prose: an inner block that holds less has a rival


class Dominant(msgspec.Struct, frozen=True):
    """The pieces from `first` up to `last` in the block where the prose stands.

    `share` is how much of the page's prose it holds, `evenness` how much of its own stands in its largest row of
    paragraphs; both from 0 to 1.
    """

    first: int
    last: int
    share: float
    evenness: float


def find_dominant(page: Page, weights: Sequence[int]) -> Dominant | None:
    """Return the block that holds nearly all of the page's prose; None for a page without any."""
    count = len(page.parents)
    whole, last, heaviest, several = [0] * count, list(range(count)), [0] * count, [0] * count
    for piece, weight in zip(page.pieces, weights, strict=True):
        if weight:
            whole[piece.block] += weight
            several[piece.block] += 1
    if not any(whole):
        return None
    own = list(whole)
    for block in range(count - 1, 0, -1):  # a block stands before those inside it
        above = page.parents[block]
        whole[above] += whole[block]
        last[above] = max(last[above], last[block])
        if whole[block] >= whole[heaviest[above]] or not heaviest[above]:
            heaviest[above] = block
    best = 0
    while (inner := heaviest[best]) and whole[inner] >= _NEARLY_ALL * whole[best]:
        if own[inner] == whole[inner] and several[inner] < 2:
            break  # a paragraph is no article by itself
        best = inner
    inside = [index for index, piece in enumerate(page.pieces) if best <= piece.block <= last[best]]
    rows: dict[int, int] = {}
    for block in range(best, last[best] + 1):
        if own[block]:
            row = block if several[block] > 1 or block == best else page.parents[block]
            rows[row] = rows.get(row, 0) + own[block]
    return Dominant(inside[0], inside[-1] + 1, whole[best] / whole[0], max(rows.values()) / whole[best])
