"""Passages found by an index of their words."""

from collections.abc import Sequence

from marsad.ledger.stores.base import LONGEST_WORD, Match
from marsad.ledger.stores.postgresql.asking import Db

_KNOWN = "SELECT term FROM word WHERE term = ANY(CAST(? AS TEXT[]))"


def make_match(db: Db, groups: Sequence[Sequence[str]]) -> Match | None:
    """Return what finds the passages that hold a word of every group; None where a group has none at all."""
    cut = [[term[:LONGEST_WORD] for term in group] for group in groups]
    found = {row["term"] for row in db.execute(_KNOWN, (sorted({term for group in cut for term in group}),))}
    known = [sorted({term for term in group if term in found}) for group in cut]
    if not all(known):
        return None
    wanted = " AND ".join(["list_terms(p.terms) && CAST(? AS TEXT[])"] * len(known))
    return Match(f"SELECT p.key FROM passage p WHERE {wanted}", tuple(known))
