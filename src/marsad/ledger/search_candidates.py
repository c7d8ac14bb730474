"""Sentences that a search may show: found by the index, ranked and counted without their texts.

How common a query's words are must not make it slow. So no more than the sentences read last are looked at, and their
rank hangs on nothing but themselves: those with the words spelt as they were asked for come first, then short ones,
then those read last.
"""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from marsad.ledger.asking import ask
from marsad.ledger.search_query import Query, Words
from marsad.ledger.stores.base import Database
from marsad.ledger.view_nouns import SearchFilter

LOOKED_AT = 1_000  # sentences that are ranked and counted, those read last
_PHRASES_AMONG = 5_000  # sentences with a phrase's words in which it is looked for, those read last
_MOST_FACETS = 12


class Candidate(NamedTuple):
    """A sentence that holds a query's words: its passage's key and its place in an article."""

    key: int
    article: str
    start: int
    end: int


class Facets(NamedTuple):
    """What a sentence stands under: its article's outlet and year of publication, the types of its signals."""

    outlet: str
    year: str
    types: tuple[str, ...]


def find_candidates(db: Database, query: Query, most: int) -> list[Candidate]:
    """Return up to `most` sentences that hold all of a query, the best first."""
    match = db.match([sorted(variants) for part in query.parts for variants in part])
    if match is None:
        return []
    phrases = [part for part in query.parts if len(part) > 1]
    rows = db.execute(
        f'SELECT f.key, p.article, p.start, p."end", p.terms FROM ({match.query}) f JOIN passage p ON p.key = f.key'
        " ORDER BY f.key DESC LIMIT ?",
        (*match.values, max(_PHRASES_AMONG, most) if phrases else most),
    )
    ranked = []
    for row in rows:
        words = row["terms"].split(" ")
        if all(_holds(words, phrase) for phrase in phrases):
            one = Candidate(row["key"], row["article"], row["start"], row["end"])
            ranked.append(((len(query.said.difference(words)), len(words), -one.key), one))
            if len(ranked) == most:
                break
    return [one for _, one in sorted(ranked)]


def _holds(words: Sequence[str], phrase: Words) -> bool:
    """Tell whether a phrase's words stand one after another."""
    first, *others = phrase
    for place in range(len(words) - len(others)):
        if words[place] in first and all(words[place + at] in each for at, each in enumerate(others, 1)):
            return True
    return False


def load_facets(db: Database, candidates: Iterable[Candidate]) -> dict[int, Facets]:
    """Return what sentences stand under, by their keys."""
    by_article: defaultdict[str, list[Candidate]] = defaultdict(list)
    for one in candidates:
        by_article[one.article].append(one)
    ids = sorted(by_article)
    signals: defaultdict[str, list[tuple[int, int, str]]] = defaultdict(list)
    for row in ask(db, _SIGNALS, ids):
        signals[row["article"]].append((row["start"], row["end"], row["type"]))
    found = {}
    for row in ask(db, "SELECT id, outlet, published_start FROM article WHERE id IN", ids):
        outlet, year, own = row["outlet"] or "", (row["published_start"] or "")[:4], sorted(signals[row["id"]])
        for one in by_article[row["id"]]:
            touching = own[: bisect_left(own, (one.end,))]
            found[one.key] = Facets(outlet, year, tuple(sorted({kind for _, end, kind in touching if end > one.start})))
    return found


_SIGNALS = (
    'SELECT article, start, "end", type FROM record INDEXED BY record_signal'
    " WHERE layer = 'signal' AND valid_to_run IS NULL AND article IN"
)


def fits(one: Facets, wanted: SearchFilter) -> bool:
    """Tell whether a sentence stands under all that is asked for."""
    return (
        wanted.outlet in ("", one.outlet)
        and wanted.year in ("", one.year)
        and (not wanted.type or wanted.type in one.types)
    )


def count_facets(found: Iterable[Iterable[str]]) -> tuple[tuple[str, int], ...]:
    """Return how many sentences stand under each name, the most first."""
    counts = Counter(name for names in found for name in names if name)
    return tuple(sorted(counts.items(), key=_by_count)[:_MOST_FACETS])


def _by_count(pair: tuple[str, int]) -> tuple[int, str]:
    return -pair[1], pair[0]
