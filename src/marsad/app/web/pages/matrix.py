"""Who to whom: how many episodes one party does or says to another, over some time."""

import math
from collections import Counter

import msgspec

from marsad.app.web.visits import Shown, Visit
from marsad.app.web.wishes import make_query, read_wish
from marsad.ledger import PairCount
from marsad.measure.levels import Track

_MOST = 14  # parties on either side
_SHADES = 5


class Cell(msgspec.Struct, frozen=True, kw_only=True):
    """How often one party turns to another, with a shade from 0 to 5 and where the episodes are."""

    count: int
    shade: int
    href: str


def show_matrix(visit: Visit) -> Shown:
    """Show the pairs of the time asked for."""
    wish = read_wish(visit.params)
    pairs = visit.ledger.count_pairs(wish.filter)
    actors, targets = _rank(pairs, "actor"), _rank(pairs, "target")
    counts = {(pair.actor, pair.target): pair.count for pair in pairs}
    top = max(counts.values(), default=1)
    rows = [(actor, [_make_cell(visit, actor, target, counts, top) for target in targets]) for actor in actors]
    fields = {
        "wish": wish,
        "rows": rows,
        "targets": targets,
        "pairs": pairs[:20],
        "tracks": Track,
        "left_out": len({pair.actor for pair in pairs}) - len(actors),
    }
    return Shown(template="matrix.html", title=visit.words.label("nav.matrix"), fields=fields)


def _rank(pairs: tuple[PairCount, ...], side: str) -> list[str]:
    sums: Counter[str] = Counter()
    for pair in pairs:
        sums[getattr(pair, side)] += pair.count
    return [code for code, _ in sorted(sums.items(), key=lambda item: (-item[1], item[0]))[:_MOST]]


def _make_cell(visit: Visit, actor: str, target: str, counts: dict[tuple[str, str], int], top: int) -> Cell:
    count = counts.get((actor, target), 0)
    shade = math.ceil(_SHADES * math.log1p(count) / math.log1p(top)) if count else 0
    href = visit.link(f"/timeline{make_query(visit.params, actor=actor, target=target)}")
    return Cell(count=count, shade=shade, href=href)
