"""Search in Arabic: a query's words in any spelling and with any clitics, all in one sentence."""

from collections.abc import Iterator, Sequence
from functools import lru_cache

import msgspec

from marsad.ledger.analyser import find_words
from marsad.ledger.asking import ask
from marsad.ledger.nouns import SearchHit
from marsad.ledger.query import HEAD, STORY, make_head
from marsad.ledger.search_candidates import LOOKED_AT, Candidate, count_facets, find_candidates, fits, load_facets
from marsad.ledger.search_query import Query, find_highlights, parse_query
from marsad.ledger.stores.base import Database, Row
from marsad.ledger.view_nouns import Found, SearchFilter
from marsad.text.normal import normalise

_MADE_AT_ONCE = 40  # hits


def search(db: Database, text: str, limit: int) -> Iterator[SearchHit]:
    """Yield up to `limit` sentences that hold all of a query, the best match first."""
    query = parse_query(text)
    candidates = find_candidates(db, query, max(LOOKED_AT, limit)) if limit > 0 else []
    yield from _make_hits(db, candidates, query, limit)


def find(db: Database, wanted: SearchFilter) -> Found:
    """Return a page of the sentences that a search finds, and under what all of them stand."""
    query = parse_query(wanted.text)
    candidates = find_candidates(db, query, LOOKED_AT)
    facets = load_facets(db, candidates)
    chosen = [one for one in candidates if fits(facets[one.key], wanted)]
    shown = chosen[wanted.offset : wanted.offset + wanted.limit]
    kept = [facets[one.key] for one in chosen]
    return Found(
        hits=tuple(_make_hits(db, shown, query, wanted.limit)),
        total=len(chosen),
        is_cut=len(candidates) == LOOKED_AT,
        outlets=count_facets([each.outlet] for each in kept),
        years=count_facets([each.year] for each in kept),
        types=count_facets(each.types for each in kept),
    )


def _make_hits(db: Database, candidates: Sequence[Candidate], query: Query, limit: int) -> Iterator[SearchHit]:
    left = limit
    for first in range(0, len(candidates), _MADE_AT_ONCE):
        some = candidates[first : first + _MADE_AT_ONCE]
        rows = {row["a_id"]: row for row in ask(db, f"{_HEADS} WHERE a.id IN", sorted({one.article for one in some}))}
        for one in some:
            hit = _make_hit(db, rows[one.article], one, query)
            if not left:
                return
            if hit.highlights:
                yield hit
                left -= 1


_HEADS = f"SELECT r.edition, {HEAD} FROM article a JOIN reading r ON r.key = a.reading{STORY}"


class _Text(msgspec.Struct):
    """The only field of an edition that a hit needs."""

    text: str


@lru_cache(maxsize=8)
def _read_text(json: str) -> str:
    return msgspec.json.decode(json, type=_Text).text


def _make_hit(db: Database, row: Row, one: Candidate, query: Query) -> SearchHit:
    start, end = one.start, one.end
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
