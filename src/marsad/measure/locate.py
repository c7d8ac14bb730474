"""Where an item's first words stand in the text, and in which sentence.

Annotations by hand give words, not offsets, and hands change blanks, quotation marks and diacritics. Words are
therefore looked up in a skeleton of the text: its normal form with letters and digits only.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence

import msgspec

from marsad.measure.annotation import Note
from marsad.text.normal import Aligned, normalise
from marsad.text.segment import find_sentences


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """A range of the original text, half-open, and the number of the sentence it starts in."""

    start: int
    end: int
    sentence: int


class Ground(msgspec.Struct, frozen=True, kw_only=True):
    """A document's text made ready for looking up words.

    `skeleton` is the text's letters and digits; `places` gives the original range of each; `heads` tells which of
    them begin a word; `starts` are the original offsets at which sentences begin.
    """

    text: str
    skeleton: str
    places: tuple[tuple[int, int], ...]
    heads: tuple[bool, ...]
    starts: tuple[int, ...]


def make_ground(text: str) -> Ground:
    """Return `text` made ready: normalised, thinned and cut into sentences."""
    aligned = normalise(text)
    kept = [index for index, char in enumerate(aligned.normal) if char.isalnum()]
    return Ground(
        text=text,
        skeleton="".join(_fold(aligned.normal[index]) for index in kept),
        places=tuple(aligned.to_original(index, index + 1) for index in kept),
        heads=tuple(index == 0 or not aligned.normal[index - 1].isalnum() for index in kept),
        starts=_find_starts(aligned),
    )


def find_places(ground: Ground, notes: Sequence[Note]) -> tuple[Place | None, ...]:
    """Return where each note stands, in the order given; None where its words are not in the text.

    Offsets are taken when given. Words take their first occurrence that no earlier note has taken; when all are
    taken they share the first, since two items may rest on the same words. Longer words choose first, so that a
    short expression does not take the place of a longer one that holds it.
    """
    found: dict[int, Place | None] = {}
    taken: list[tuple[int, int]] = []
    for index in sorted(range(len(notes)), key=lambda index: (-len(make_skeleton(notes[index].words)), index)):
        place = _find_place(ground, notes[index], taken)
        found[index] = place
        if place is not None:
            taken.append((place.start, place.end))
    return tuple(found[index] for index in range(len(notes)))


def make_skeleton(words: str) -> str:
    """Return the letters and digits of the normal form of `words`, in one case."""
    return "".join(_fold(char) for char in normalise(words).normal if char.isalnum())


def _fold(char: str) -> str:
    folded = char.casefold()
    return folded if len(folded) == 1 else char  # one skeleton character for each place


def _find_starts(aligned: Aligned) -> tuple[int, ...]:
    starts = (aligned.to_original(start, end)[0] for start, end in find_sentences(aligned.normal) if start < end)
    return tuple(sorted(starts))


def _find_place(ground: Ground, note: Note, taken: Sequence[tuple[int, int]]) -> Place | None:
    if _has_offsets(ground, note):
        start = note.start or 0
        return make_place(ground, start, max(start, note.end or start))
    ranges = list(_find_ranges(ground, make_skeleton(note.words)))
    free = (span for span in ranges if not any(span[0] < end and start < span[1] for start, end in taken))
    span = next(free, ranges[0] if ranges else None)
    return None if span is None else make_place(ground, *span)


def _has_offsets(ground: Ground, note: Note) -> bool:
    """Tell whether the note's offsets point into this text; a page's offsets need not, when the text was recut."""
    if note.start is None or not 0 <= note.start <= len(ground.text):
        return False
    words = make_skeleton(note.words)[:12]
    there = make_skeleton(ground.text[note.start : note.start + 4 * len(words) + 8])
    return there.startswith(words)


def make_place(ground: Ground, start: int, end: int) -> Place:
    """Return the place of an original range with the sentence it starts in."""
    return Place(start=start, end=end, sentence=max(0, bisect_right(ground.starts, start) - 1))


def _find_ranges(ground: Ground, words: str) -> Iterator[tuple[int, int]]:
    """Yield the original ranges of `words`, those that begin a word before those inside one."""
    indices = list(_find_indices(ground.skeleton, words))
    for index in sorted(indices, key=lambda index: (not _is_whole(ground, index, words), index)):
        yield ground.places[index][0], ground.places[index + len(words) - 1][1]


def _is_whole(ground: Ground, index: int, words: str) -> bool:
    after = index + len(words)
    return ground.heads[index] and (after >= len(ground.heads) or ground.heads[after])


def _find_indices(skeleton: str, words: str) -> Iterator[int]:
    index = skeleton.find(words) if words else -1
    while index >= 0:
        yield index
        index = skeleton.find(words, index + 1)
