"""What is kept of an article to know its text again: shingles, words, numbers, names, day."""

import struct
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from hashlib import blake2b
from zlib import crc32

import msgspec

from marsad.model import Article, BlockKind
from marsad.model.story import Credit
from marsad.reconcile.stories.credit import find_credits
from marsad.reconcile.stories.words import MOST_LETTERS, find_numbers, find_words
from marsad.text.normal import normalise

SHINGLE = 3  # words
SAMPLED = 16  # one shingle in so many is a key
FEWEST_NUMBERS = 2  # that two renderings of a report must share
FEWEST_KEYS = 16  # of short texts, as far as they have so many shingles
_TELLING = 3  # letters left of a word that tells something of the matter
_FACTS = 6  # numbers that are keys
_DAYS_APART = 2  # within which a text told in other words is looked for
_FIRST, _SECOND = 2_654_435_761, 2_246_822_519  # odd numbers that tell a run's words apart by place
_RANGE = 1 << 32
_LAST = _RANGE - 1
_NUMBER_BITS = 24  # of a number's hash beside its day
_PLACE_BITS = 43  # of an article's hash beside its day: both together fit a signed number of eight bytes


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

    @property
    def place(self) -> int:
        """Where the trace stands among others: by day, and within a day in an order that is the same everywhere."""
        digest = blake2b(self.article.encode(), digest_size=8).digest()
        return self.day << _PLACE_BITS | int.from_bytes(digest) >> 64 - _PLACE_BITS


def make_trace(article: Article, names: Iterable[str] = ()) -> Trace:
    """Return the trace of an article's body; `names` as the caller's findings have them."""
    body = normalise_body(article)
    words = find_words(body)
    hashes = [crc32(word.encode()) for word in words]
    return Trace(
        article=article.id,
        day=article.published.start.toordinal() if article.published else 0,
        outlet=article.outlet,
        shingles=_pack(make_shingles(hashes)),
        words=_pack(sorted({key for key, word in zip(hashes, words, strict=True) if len(word) >= _TELLING})),
        numbers=find_numbers(words),
        names=tuple(sorted(set(names))),
        credits=find_credits(article, body),
    )


def normalise_body(article: Article) -> str:
    """Return the beginning of an article's body in normal spelling, as far as it is looked at."""
    body = (article.text[block.start : block.end] for block in article.blocks if block.kind is BlockKind.BODY)
    return _normalise("\n".join(body)[:MOST_LETTERS])


@lru_cache(maxsize=1)  # the ledger asks twice for the same
def _normalise(text: str) -> str:
    return normalise(text).normal


def make_shingles(hashes: Sequence[int]) -> tuple[int, ...]:
    """Return the hashes of all runs of three words, in order, each once; of a shorter text, of the whole."""
    padded = hashes if len(hashes) >= SHINGLE else [*hashes, *(0,) * (SHINGLE - len(hashes))] if hashes else ()
    runs = zip(padded, padded[1:], padded[2:], strict=False)
    return tuple(dict.fromkeys((one * _FIRST + two * _SECOND + three) & _LAST for one, two, three in runs))


def _pack(hashes: Sequence[int]) -> bytes:
    return struct.pack(f"<{len(hashes)}I", *hashes)


def unpack(hashes: bytes) -> tuple[int, ...]:
    """Return hashes as numbers, in order."""
    return struct.unpack(f"<{len(hashes) // 4}I", hashes)


@lru_cache(maxsize=256)  # a new text is compared with many
def unpack_set(hashes: bytes) -> frozenset[int]:
    """Return hashes as a set of numbers."""
    return frozenset(unpack(hashes))


def sample_shingles(shingles: Sequence[int]) -> list[int]:
    """Return the shingles by which a text is found: those in the lowest sixteenth of the range, and the lowest of all.

    What one text samples another one that holds the shingle samples too, however long either is, except for the
    few that are added to short texts.
    """
    ranked = sorted(shingles)
    low = sum(shingle < _RANGE // SAMPLED for shingle in ranked)
    return ranked[: max(low, FEWEST_KEYS)]


def make_keys(trace: Trace) -> list[int]:
    """Return the keys under which a trace is filed."""
    return sample_shingles(unpack(trace.shingles)) + list(_make_number_keys(trace, 0))


def make_queries(trace: Trace) -> tuple[list[int], list[list[int]]]:
    """Return the keys under which texts like this one may be filed: by its shingles, and by each day's numbers."""
    days = range(-_DAYS_APART, _DAYS_APART + 1)
    numbers = [list(_make_number_keys(trace, days_on)) for days_on in days]
    return sample_shingles(unpack(trace.shingles)), [keys for keys in numbers if len(keys) >= FEWEST_NUMBERS]


def _make_number_keys(trace: Trace, days_on: int) -> Iterator[int]:
    """Yield a key for each of the first numbers that an article of a day has; beyond 32 bits, day by day."""
    if trace.day:
        first = (trace.day + days_on) << _NUMBER_BITS
        yield from (first | crc32(number.encode()) >> 32 - _NUMBER_BITS for number in trace.numbers[:_FACTS])
