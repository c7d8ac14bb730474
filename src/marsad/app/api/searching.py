"""Sentences found by words, and those chosen among them."""

from collections.abc import Sequence

from marsad.app.api.queries import SearchChoice
from marsad.ledger import Ledger, SearchHit
from marsad.model import Signal

LOOKED_AT = 300  # sentences, the best first, among which the rest of a question chooses


def find_hits(ledger: Ledger, asked: SearchChoice, most: int = LOOKED_AT) -> tuple[SearchHit, ...]:
    """Return the sentences asked for, the best first; raise QuestionError where there is no word to look for."""
    since, until = asked.bounds()
    is_all = not (since or until or asked.outlet or asked.type)
    hits = tuple(ledger.search(asked.q, limit=most if is_all else LOOKED_AT))
    if since or until or asked.outlet:
        hits = tuple(
            hit
            for hit in hits
            if (not asked.outlet or hit.article.outlet in asked.outlet)
            and (since is None or (hit.article.published and hit.article.published.end >= since))
            and (until is None or (hit.article.published and hit.article.published.start <= until))
        )
    return (_choose_types(ledger, hits, asked.type) if asked.type else hits)[:most]


def _choose_types(ledger: Ledger, hits: Sequence[SearchHit], types: Sequence[str]) -> tuple[SearchHit, ...]:
    entries = ledger.entries_of([record for hit in hits for record in hit.records])
    wanted = {
        name for name, entry in entries.items() if isinstance(entry.record, Signal) and entry.record.type in types
    }
    return tuple(hit for hit in hits if wanted.intersection(hit.records))
