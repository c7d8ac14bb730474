"""Passages found by an index of their words, and ranked as SQLite ranks them, so that both give hits in one order.

The rank is BM25 with the constants and the order of sums that SQLite's FTS5 has; a better passage has a lesser one.
"""

from collections.abc import Sequence
from math import log

from marsad.ledger.stores.base import Match
from marsad.ledger.stores.postgresql.asking import Db

_LONGEST = 500  # letters of a term that the index keeps, as `search.sql` has it
_LEAST = 1e-6  # the weight of a word that stands in half of all passages or more
_COUNT = (
    "SELECT t.term, (SELECT count(*) FROM passage WHERE list_terms(terms) @> ARRAY[t.term]) AS number"
    " FROM unnest(CAST(? AS TEXT[])) t (term)"
)
_RANKED = (
    "SELECT p.key, (SELECT -sum(w.weight * ((f.times * 2.2::float8) / (f.times + 1.2::float8 *"
    " (0.25::float8 + 0.75::float8 * cardinality(p.words) / CAST(? AS FLOAT8)))) ORDER BY w.nth)"
    " FROM unnest(CAST(? AS TEXT[]), CAST(? AS FLOAT8[])) WITH ORDINALITY w (term, weight, nth),"
    " LATERAL (SELECT cardinality(array_positions(p.words, w.term))::float8 AS times) f WHERE f.times > 0) AS rank"
    " FROM (SELECT key, list_terms(terms) AS words FROM passage WHERE {wanted}) p"
)


def make_match(db: Db, groups: Sequence[Sequence[str]]) -> Match | None:
    """Return what finds and ranks the passages that hold a word of every group; None where a group has none at all."""
    cut = [[term[:_LONGEST] for term in group] for group in groups]
    found = db.execute(_COUNT, (sorted({term for group in cut for term in group}),)).fetchall()
    numbers = {row["term"]: row["number"] for row in found if row["number"]}
    known = [[term for term in group if term in numbers] for group in cut]
    if not all(known):
        return None
    passages, words = db.execute("SELECT passages, words FROM passage_total").fetchall()[0]
    terms = [term for group in known for term in sorted(group)]
    weights = [_weigh(numbers[term], passages) for term in terms]
    wanted = " AND ".join(["list_terms(terms) && CAST(? AS TEXT[])"] * len(known))
    return Match(_RANKED.format(wanted=wanted), (words / passages, terms, weights, *known))


def _weigh(number: int, passages: int) -> float:
    weight = log((passages - number + 0.5) / (number + 0.5))
    return weight if weight > 0 else _LEAST
