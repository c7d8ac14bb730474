"""Search: sentences that hold a query's words, narrowed by outlet, year and type."""

from collections.abc import Sequence

import msgspec
from starlette.datastructures import QueryParams

from marsad.app.web.visits import AskError, Shown, Visit
from marsad.app.web.wishes import read_page
from marsad.ledger import Found, LedgerError, SearchFilter, SearchHit
from marsad.model import Signal

_AT_ONCE = 20
_LONGEST = 300


class Hit(msgspec.Struct, frozen=True, kw_only=True):
    """A sentence in pieces, those found marked, with the types of its signals."""

    hit: SearchHit
    pieces: tuple[tuple[str, bool], ...]
    types: tuple[str, ...]


def show_search(visit: Visit) -> Shown:
    """Show the sentences that the address asks for; without a query only where to write one."""
    query = read_query(visit.params)
    title = visit.words.label("nav.search")
    if not query:
        return Shown(template="search.html", title=title, fields={"query": "", "hits": None})
    page = read_page(visit.params)
    try:
        found = _look(visit, query, _AT_ONCE, (page - 1) * _AT_ONCE)
    except LedgerError:
        return Shown(template="search.html", title=title, fields={"query": query, "hits": [], "wordless": True})
    fields = {
        "query": query,
        "hits": _dress(visit, found.hits),
        "total": found.total,
        "is_cut": found.is_cut,
        "facets": {"outlet": found.outlets, "year": found.years, "type": found.types},
        "page": page,
        "more": found.total > page * _AT_ONCE,
    }
    return Shown(template="search.html", title=f"{query} – {title}", fields=fields)


def read_query(params: QueryParams) -> str:
    """Return the words that an address asks for; raise AskError where they are too many."""
    query = params.get("q", "").strip()
    if len(query) > _LONGEST:
        raise AskError("error.query_long")
    return query


def find_hits(visit: Visit, query: str, most: int) -> list[Hit]:
    """Return a query's best sentences that fit the rest of the address; raise LedgerError where it has no words."""
    return _dress(visit, _look(visit, query, most, 0).hits)


def _look(visit: Visit, query: str, limit: int, offset: int) -> Found:
    outlet, year, kind = (visit.params.get(name, "") for name in ("outlet", "year", "type"))
    return visit.ledger.find(SearchFilter(text=query, outlet=outlet, year=year, type=kind, limit=limit, offset=offset))


def _dress(visit: Visit, hits: Sequence[SearchHit]) -> list[Hit]:
    entries = visit.ledger.entries_of([record for hit in hits for record in hit.records])
    found = []
    for hit in hits:
        records = [entries[name].record for name in hit.records if name in entries]
        types = sorted({record.type.value for record in records if isinstance(record, Signal)})
        found.append(Hit(hit=hit, pieces=_cut(hit), types=tuple(types)))
    return found


def _cut(hit: SearchHit) -> tuple[tuple[str, bool], ...]:
    pieces, at = list[tuple[str, bool]](), 0
    for start, end in ((first - hit.start, last - hit.start) for first, last in hit.highlights):
        pieces += [(hit.text[at:start], False), (hit.text[max(at, start) : end], True)]
        at = max(at, end)
    return tuple((text, found) for text, found in (*pieces, (hit.text[at:], False)) if text)
