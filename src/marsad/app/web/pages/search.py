"""Search: sentences that hold a query's words, narrowed by outlet, year and type."""

from collections import Counter
from collections.abc import Sequence

import msgspec
from starlette.datastructures import QueryParams

from marsad.app.web.visits import AskError, Shown, Visit
from marsad.app.web.wishes import read_page
from marsad.ledger import LedgerError, SearchHit
from marsad.model import Signal

_LOOKED_AT = 300  # sentences, the best first, among which facets choose
_AT_ONCE = 20
_LONGEST = 300
_MOST_FACETS = 12

Facets = dict[str, list[tuple[str, int]]]


class Hit(msgspec.Struct, frozen=True, kw_only=True):
    """A sentence in pieces, those found marked, with what it is found under."""

    hit: SearchHit
    pieces: tuple[tuple[str, bool], ...]
    year: str
    types: tuple[str, ...]


def show_search(visit: Visit) -> Shown:
    """Show the sentences that the address asks for; without a query only where to write one."""
    query = read_query(visit.params)
    title = visit.words.label("nav.search")
    if not query:
        return Shown(template="search.html", title=title, fields={"query": "", "hits": None})
    try:
        hits = _look(visit, query)
    except LedgerError:
        return Shown(template="search.html", title=title, fields={"query": query, "hits": [], "wordless": True})
    chosen = [hit for hit in hits if _fits(visit, hit)]
    page = read_page(visit.params)
    fields = {
        "query": query,
        "hits": chosen[(page - 1) * _AT_ONCE : page * _AT_ONCE],
        "total": len(chosen),
        "is_cut": len(hits) == _LOOKED_AT,
        "facets": _count(chosen),
        "page": page,
        "more": len(chosen) > page * _AT_ONCE,
    }
    return Shown(template="search.html", title=f"{query} – {title}", fields=fields)


def read_query(params: QueryParams) -> str:
    """Return the words that an address asks for; raise AskError where they are too many."""
    query = params.get("q", "").strip()
    if len(query) > _LONGEST:
        raise AskError("error.query_long")
    return query


def find_hits(visit: Visit, query: str) -> list[Hit]:
    """Return a query's best sentences that fit the rest of the address; raise LedgerError where it has no words."""
    return [hit for hit in _look(visit, query) if _fits(visit, hit)]


def _look(visit: Visit, query: str) -> list[Hit]:
    hits = tuple(visit.ledger.search(query, limit=_LOOKED_AT))
    entries = visit.ledger.entries_of([record for hit in hits for record in hit.records])
    found = []
    for hit in hits:
        records = [entries[name].record for name in hit.records if name in entries]
        types = sorted({record.type.value for record in records if isinstance(record, Signal)})
        published = hit.article.published
        year = str(published.start.year) if published else ""
        found.append(Hit(hit=hit, pieces=_cut(hit), year=year, types=tuple(types)))
    return found


def _cut(hit: SearchHit) -> tuple[tuple[str, bool], ...]:
    pieces, at = list[tuple[str, bool]](), 0
    for start, end in ((first - hit.start, last - hit.start) for first, last in hit.highlights):
        pieces += [(hit.text[at:start], False), (hit.text[max(at, start) : end], True)]
        at = max(at, end)
    return tuple((text, found) for text, found in (*pieces, (hit.text[at:], False)) if text)


def _fits(visit: Visit, hit: Hit) -> bool:
    outlet, year, kind = (visit.params.get(name) for name in ("outlet", "year", "type"))
    return (
        (not outlet or hit.hit.article.outlet == outlet)
        and (not year or hit.year == year)
        and (not kind or kind in hit.types)
    )


def _count(hits: Sequence[Hit]) -> Facets:
    sides = {
        "outlet": Counter(hit.hit.article.outlet for hit in hits if hit.hit.article.outlet),
        "year": Counter(hit.year for hit in hits if hit.year),
        "type": Counter(kind for hit in hits for kind in hit.types),
    }
    return {name: counter.most_common(_MOST_FACETS) for name, counter in sides.items()}
