"""What is kept of an article to know its text again: shingles, words, numbers, names, day."""

import struct
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations
from zlib import crc32

import msgspec

from marsad.model import Article, BlockKind
from marsad.model.story import Credit
from marsad.reconcile.stories.credit import find_credits
from marsad.reconcile.stories.words import find_numbers, find_words

SHINGLE = 3  # words
SAMPLED = 8  # one shingle in so many is a key
FEWEST_KEYS = 16  # of short texts, as far as they have so many shingles
_TELLING = 3  # letters left of a word that tells something of the matter
_FACTS = 6  # numbers, and names, that are paired into keys
_DAYS_APART = 2  # within which a text told in other words is looked for
_SPREAD = 2_654_435_761  # an odd number that spreads the checksum's bits
_RANGE = 1 << 32


class Trace(msgspec.Struct, frozen=True, kw_only=True):
    """An article's text without its wording, about 2 kB.

    `shingles` are runs of three words in text order and `words` its words, both as 32-bit hashes, little-endian.
    `names` are who and what the article names, in any form that is the same for the same bearer; `day` is the
    ordinal of the publication date, 0 where it is not known.
    """

    article: str
    day: int
    outlet: str | None
    shingles: bytes
    words: bytes
    numbers: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    credits: tuple[Credit, ...] = ()


def make_trace(article: Article, names: Iterable[str] = ()) -> Trace:
    """Return the trace of an article's body; `names` as the caller's findings have them."""
    body = (block for block in article.blocks if block.kind is BlockKind.BODY)
    words = find_words("\n".join(article.text[block.start : block.end] for block in body))
    return Trace(
        article=article.id,
        day=article.published.start.toordinal() if article.published else 0,
        outlet=article.outlet,
        shingles=_pack(make_shingles(words)),
        words=_pack(sorted({crc32(word.encode()) for word in words if len(word) >= _TELLING})),
        numbers=find_numbers(words),
        names=tuple(sorted(set(names))),
        credits=find_credits(article),
    )


def make_shingles(words: Sequence[str]) -> tuple[int, ...]:
    """Return the hashes of all runs of three words, in order, each once; of a shorter text, of the whole."""
    width = min(SHINGLE, len(words))
    runs = (" ".join(words[at : at + width]) for at in range(len(words) - width + 1 if width else 0))
    return tuple(dict.fromkeys(crc32(run.encode()) * _SPREAD % _RANGE for run in runs))


def _pack(hashes: Sequence[int]) -> bytes:
    return struct.pack(f"<{len(hashes)}I", *hashes)


def unpack(hashes: bytes) -> tuple[int, ...]:
    """Return hashes as numbers, in order."""
    return struct.unpack(f"<{len(hashes) // 4}I", hashes)


def sample_shingles(shingles: Sequence[int]) -> list[int]:
    """Return the shingles by which a text is found: those in the lowest eighth of the range, and the lowest of all.

    What one text samples another one that holds the shingle samples too, however long either is, except for the
    few that are added to short texts.
    """
    ranked = sorted(shingles)
    low = sum(shingle < _RANGE // SAMPLED for shingle in ranked)
    return ranked[: max(low, FEWEST_KEYS)]


def make_keys(trace: Trace) -> list[int]:
    """Return the keys under which a trace is filed."""
    return sample_shingles(unpack(trace.shingles)) + list(_make_fact_keys(trace, 0))


def make_queries(trace: Trace) -> list[int]:
    """Return the keys under which traces like this one may be filed, also by other days' facts."""
    days = range(-_DAYS_APART, _DAYS_APART + 1)
    return sample_shingles(unpack(trace.shingles)) + [
        key for days_on in days for key in _make_fact_keys(trace, days_on)
    ]


def _make_fact_keys(trace: Trace, days_on: int) -> Iterator[int]:
    """Yield a key for two numbers, or a number and a name, that an article of a day has; beyond 32 bits."""
    if not trace.day:
        return
    numbers = trace.numbers[:_FACTS]
    pairs = list(combinations(sorted(numbers), 2))
    pairs += [(number, name) for number in numbers for name in trace.names[:_FACTS]]
    for first, second in pairs:
        yield _RANGE + crc32(f"{trace.day + days_on}\n{first}\n{second}".encode())
