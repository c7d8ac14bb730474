"""Search in Arabic: a query's words in any spelling and with any clitics, all in one sentence."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

import msgspec

from marsad.ledger.analyser import Word, find_terms, find_words, spell_variants
from marsad.ledger.errors import QuestionError
from marsad.ledger.nouns import SearchHit
from marsad.ledger.query import HEAD, STORY, make_head
from marsad.ledger.stores.base import Database, Match, Row
from marsad.text.normal import normalise

_PART = re.compile(r'"([^"]*)"|«([^»]*)»|“([^”]*)”|([^\s"«“]+)')
_MOST_WORDS = 32

Words = tuple[frozenset[str], ...]


class Query(NamedTuple):
    """What to look for: every part somewhere in the sentence, a part's words one after another."""

    parts: tuple[Words, ...]


def parse_query(text: str) -> Query:
    """Return a query: quoted words stand together, all others anywhere; raise QuestionError when there is no word.

    Every other sign is read as text: nothing in a query is a command to the search engine.
    """
    parts: list[tuple[str, ...]] = []
    for match in _PART.finditer(text):
        words = find_terms(normalise(match.group(match.lastindex or 0)))
        parts += [words] if match.lastindex != 4 and words else [(word,) for word in words]
    total = sum(map(len, parts))
    if not total:
        raise QuestionError("the query holds no word")
    if total > _MOST_WORDS:
        raise QuestionError(f"the query holds {total} words; at most {_MOST_WORDS} can be looked for")
    return Query(tuple(tuple(map(spell_variants, part)) for part in parts))


def search(db: Database, text: str, limit: int) -> Iterator[SearchHit]:
    """Yield up to `limit` sentences that hold all of a query, the best match first."""
    query = parse_query(text)
    match = db.match([sorted(variants) for part in query.parts for variants in part])
    if match is None or limit < 1:
        return
    left = limit
    for row in _find_candidates(db, match):
        hit = _make_hit(db, row, query)
        if hit.highlights:
            yield hit
            left -= 1
        if not left:
            return


def _find_candidates(db: Database, match: Match) -> Iterator[Row]:
    return db.stream(
        f"SELECT p.start, p.end, r.edition, {HEAD} FROM ({match.query}) f JOIN passage p ON p.key = f.key"
        " JOIN article a ON a.id = p.article JOIN reading r ON r.key = a.reading"
        f"{STORY} ORDER BY f.rank, a.published_start DESC NULLS LAST, a.id, p.start",
        match.values,
    )


class _Text(msgspec.Struct):
    """The only field of an edition that a hit needs."""

    text: str


@lru_cache(maxsize=8)
def _read_text(json: str) -> str:
    return msgspec.json.decode(json, type=_Text).text


def _make_hit(db: Database, row: Row, query: Query) -> SearchHit:
    start, end = row["start"], row["end"]
    json = db.execute("SELECT json FROM edition WHERE key = ?", (row["edition"],)).fetchone()["json"]
    text = _read_text(json)[start:end]
    found = find_highlights(find_words(normalise(text)), query)
    return SearchHit(
        article=make_head(row),
        start=start,
        end=end,
        text=text,
        highlights=tuple((start + first, start + last) for first, last in found),
        records=_find_records(db, row["a_id"], start, end),
    )


def find_highlights(words: Sequence[Word], query: Query) -> tuple[tuple[int, int], ...]:
    """Return the ranges that the query's parts cover, by place; none at all when one part is missing."""
    ranges: set[tuple[int, int]] = set()
    for part in query.parts:
        found = {place for place in range(len(words)) if _matches(words[place : place + len(part)], part)}
        if not found:
            return ()
        ranges |= {(words[place].start, words[place + len(part) - 1].end) for place in found}
    return tuple(sorted(ranges))


def _matches(words: Sequence[Word], part: Words) -> bool:
    return len(words) == len(part) and all(word.text in spelt for word, spelt in zip(words, part, strict=True))


def _find_records(db: Database, article: str, start: int, end: int) -> tuple[str, ...]:
    rows = db.execute(
        'SELECT id FROM record WHERE article = ? AND start < ? AND "end" > ? AND valid_to_run IS NULL'
        ' ORDER BY start, "end", id',
        (article, end, start),
    )
    return tuple(row["id"] for row in rows)


def has_words(words: str, sentence: str) -> bool:
    """Tell whether a sentence holds all of a query, as a search would find it; raise QuestionError."""
    return bool(find_highlights(find_words(normalise(sentence)), parse_query(words)))
