"""Which treaty a place of a page is about: by its name, or by "the treaty" after a name."""

from collections.abc import Sequence

import msgspec

from marsad.reconcile.desk import Line, Page

_DECOY = "not-a-treaty"  # a longer name that hides one of ours
_REACH = {"the-treaty": 4, "the-pact": 2}  # sentences that a word without a name looks back


class Mention(msgspec.Struct, frozen=True, kw_only=True):
    """A treaty named or meant at `start:end`; `treaty` is its id."""

    start: int
    end: int
    treaty: str
    is_named: bool


class Talk(msgspec.Struct, frozen=True, kw_only=True):
    """A line with the treaties that it mentions, and the one that it may go on about without naming it."""

    line: Line
    mentions: tuple[Mention, ...]
    carried: str | None

    def nearest(self, position: int) -> str | None:
        """Return the treaty that a place is about: the nearest mention, the one before first; else the carried one."""
        if not self.mentions:
            return self.carried
        return min(self.mentions, key=lambda one: _distance(one, position)).treaty

    @property
    def treaties(self) -> frozenset[str]:
        """All treaties that the line may be about."""
        return frozenset(one.treaty for one in self.mentions) | ({self.carried} if self.carried else set())


def _distance(mention: Mention, position: int) -> int:
    return position - mention.end if mention.end <= position else 2 * (mention.start - position)


def find_talks(page: Page) -> tuple[Talk, ...]:
    """Return the lines that are about a treaty, in order."""
    talks: list[Talk] = []
    last, seen = None, -9
    for at, line in enumerate(page.lines):
        named = [(hit, word) for hit, word in line.of("treaty", "pact") if word.id != _DECOY]
        mentions: list[Mention] = []
        for hit, word in named:
            treaty: str | None = word.id
            if word.role == "pact":
                treaty = last if last and at - seen <= _REACH[word.id] and not _covered(hit.start, mentions) else None
            if treaty:
                last = treaty
                mentions.append(Mention(start=hit.start, end=hit.end, treaty=treaty, is_named=word.role == "treaty"))
        carried = last if at - seen <= 1 else None
        seen = at if mentions else seen
        if mentions or carried:
            talks.append(Talk(line=line, mentions=tuple(mentions), carried=carried))
    return tuple(talks)


def _covered(start: int, mentions: Sequence[Mention]) -> bool:
    return any(one.start <= start < one.end for one in mentions)
