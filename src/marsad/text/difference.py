"""What was changed between two texts: sentence by sentence, and word by word within a sentence that was reworded.

Spelling marks and spaces make no difference. The work is bounded: where a text repeats itself so much that finding the
best match would take long, sentences are told as removed and added, and words are not looked into.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from enum import StrEnum

import msgspec

from marsad.text.normal import normalise

_WORK = 20_000_000  # pairs of equal items times items: about half a second of matching
_PAIRS = 10_000  # sentences removed times sentences added: more are not compared with one another
_ALIKE = 0.4  # share of common words from which a sentence is another one reworded

Opcode = tuple[str, int, int, int, int]


class ChangeKind(StrEnum):
    """What was done to a sentence, or to a word of one."""

    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"
    CHANGED = "changed"


class Piece(msgspec.Struct, frozen=True, kw_only=True):
    """A run of words of a changed sentence: same, removed or added."""

    kind: ChangeKind
    text: str


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """A sentence removed (`before`), added (`after`) or changed (both, with the words in order of reading)."""

    kind: ChangeKind
    before: str | None = None
    after: str | None = None
    words: tuple[Piece, ...] = ()


def find_changes(before: Sequence[str], after: Sequence[str]) -> tuple[Change, ...]:
    """Return the changes that lead from the sentences `before` to those `after`, in their order."""
    room = _Room(_WORK)
    old, new = [_make_key(each) for each in before], [_make_key(each) for each in after]
    codes = room.match(old, new)
    if codes is None:
        return tuple(_find_loose(before, after, old, new))
    changes = list[Change]()
    for tag, first, last, begin, end in codes:
        if tag != "equal":
            changes += _pair_changes(before[first:last], after[begin:end], room)
    return tuple(changes)


class _Room:
    """The work that may still be done."""

    def __init__(self, work: int) -> None:
        self._work = work

    def match(self, old: Sequence[str], new: Sequence[str]) -> list[Opcode] | None:
        """Return what leads from one list to the other, None where finding that would take too long."""
        counts = Counter(new)
        cost = sum(counts[each] for each in old) * min(len(old), len(new))
        if cost > self._work:
            return None
        self._work -= cost
        return list(SequenceMatcher(None, old, new, autojunk=False).get_opcodes())


def _make_key(text: str) -> str:
    return " ".join(normalise(text).normal.split())


def _find_loose(
    before: Sequence[str], after: Sequence[str], old: Sequence[str], new: Sequence[str]
) -> Iterator[Change]:
    """Tell what one text has and the other has not, whatever its place."""
    for kind, texts, keys, others in (
        (ChangeKind.REMOVED, before, old, Counter(new)),
        (ChangeKind.ADDED, after, new, Counter(old)),
    ):
        for text, key in zip(texts, keys, strict=True):
            others[key] -= 1
            if others[key] < 0:
                yield _make_change(kind, text)


def _make_change(kind: ChangeKind, text: str) -> Change:
    removed = kind is ChangeKind.REMOVED
    return Change(kind=kind, before=text if removed else None, after=None if removed else text)


def _pair_changes(removed: Sequence[str], added: Sequence[str], room: _Room) -> Iterator[Change]:
    """Yield the changes of one place; a sentence and the next one like it are one that was reworded."""
    likely = len(removed) * len(added) <= _PAIRS
    begin = 0
    for text in removed:
        at = _find_alike(text, added, begin) if likely else None
        if at is None:
            yield _make_change(ChangeKind.REMOVED, text)
            continue
        yield from (_make_change(ChangeKind.ADDED, each) for each in added[begin:at])
        words = tuple(_compare_words(text, added[at], room))
        yield Change(kind=ChangeKind.CHANGED, before=text, after=added[at], words=words)
        begin = at + 1
    yield from (_make_change(ChangeKind.ADDED, each) for each in added[begin:])


def _find_alike(text: str, added: Sequence[str], begin: int) -> int | None:
    """Return where the sentence most like `text` stands from `begin` on."""
    words = Counter(_make_key(text).split())
    shares = [(_share(words, Counter(_make_key(each).split())), -at) for at, each in enumerate(added[begin:], begin)]
    best, place = max(shares, default=(0.0, 0))
    return -place if best >= _ALIKE else None


def _share(one: Counter[str], other: Counter[str]) -> float:
    total = one.total() + other.total()
    return 2 * (one & other).total() / total if total else 0.0


def _compare_words(before: str, after: str, room: _Room) -> Iterator[Piece]:
    old, new = before.split(), after.split()
    codes = room.match([_make_key(word) for word in old], [_make_key(word) for word in new])
    if codes is None:
        codes = [("replace", 0, len(old), 0, len(new))]
    for tag, first, last, begin, end in codes:
        if tag == "equal":
            yield Piece(kind=ChangeKind.SAME, text=" ".join(new[begin:end]))
        else:
            if first < last:
                yield Piece(kind=ChangeKind.REMOVED, text=" ".join(old[first:last]))
            if begin < end:
                yield Piece(kind=ChangeKind.ADDED, text=" ".join(new[begin:end]))
