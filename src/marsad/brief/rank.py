"""The order of lines, stated once and shown in every brief (label `rank.rule`)."""

from collections.abc import Iterable

from marsad.brief.nouns import Line, Listing
from marsad.model.episode import Novelty
from marsad.model.kinds import Status

_STATUS = (Status.DISPUTED, Status.CORRECTED, Status.CANCELLED, Status.CONFIRMED, Status.CLAIMED)
_NOVELTY = (Novelty.ESCALATES, Novelty.SOFTENS, Novelty.NEW, Novelty.REPEAT)

Place = tuple[int, int, int, int, int, str, str]


def rank_line(line: Line) -> Place:
    """Return a line's place among others of its track, the first smallest.

    What is furthest from level zero comes first, of two equally far the graver; then what is harder or softer than
    before; then what is disputed, taken back or called off, and what is confirmed before what is claimed; then what
    more upstream sources tell; then the later day. The id keeps the order the same in every run.
    """
    value = line.level.value if line.level else 0
    novelty = _NOVELTY.index(line.beside.novelty) if line.beside else _NOVELTY.index(Novelty.NEW)
    day = "".join(chr(0x10FFFF - ord(char)) for char in line.day)
    return -abs(value), -value, novelty, _STATUS.index(line.status), -len(line.sources), day, line.id


def make_listing(lines: Iterable[Line], most: int) -> Listing:
    """Return the first `most` lines by rank, and the number of the others."""
    ranked = sorted(lines, key=rank_line)
    return Listing(lines=tuple(ranked[:most]), left_out=max(len(ranked) - most, 0))
