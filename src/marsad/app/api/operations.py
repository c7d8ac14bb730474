"""What stands at each address: the question, the answer, and how the one is found for the other."""

from collections.abc import Callable, Sequence
from itertools import islice
from typing import Any, NamedTuple

import msgspec

from marsad import __version__
from marsad.app.api import nouns
from marsad.app.api.asking import read_cursor, write_cursor
from marsad.app.api.dossier import check_article, iterate_sayings, load_article, load_episode, load_record
from marsad.app.api.queries import (
    ArticleQuery,
    EpisodeQuery,
    LinkQuery,
    Listing,
    Order,
    Query,
    RecordQuery,
    SayingQuery,
    SearchQuery,
    SeriesQuery,
    StoryQuery,
    TreatyQuery,
    read_when,
)
from marsad.app.api.searching import find_hits
from marsad.app.api.series import make_points
from marsad.app.api.treaties import list_treaties, load_treaty
from marsad.app.memory import Memory
from marsad.app.tokens import ARTICLES, RECORDS
from marsad.ledger import ArticleHead, Ledger, Page, Place, SearchHit, StoryHead
from marsad.model import Story
from marsad.model.episode import Episode, Link, Saying
from marsad.reference.treaty_state import TreatyState


class Rows(NamedTuple):
    """An answer that is a list, with the cursor of the page after it."""

    rows: Sequence[object]
    next: str | None = None


class Operation(NamedTuple):
    """An address below the API's root.

    `find` is called with the open ledger, the question, the name in the address where there is one, and what keeps
    dear answers; it gives `Rows` of `kind` where `is_list`, else one such noun. `flat` makes a row of a table of a
    noun, where that is another one.
    """

    name: str
    path: str
    summary: str
    scope: str
    query: type[msgspec.Struct]
    kind: Any
    find: Callable[[Ledger, Any, str, Memory], object]
    is_list: bool = True
    flat: tuple[type, Callable[[Any], object]] | None = None


def _page(name: str, query: Listing, ask: Callable[[int, Place | None], Page]) -> Rows:
    page = ask(query.limit, read_cursor(name, query.cursor))
    return Rows(page.rows, write_cursor(name, page.end) if page.end else None)


def _records(ledger: Ledger, query: RecordQuery, name: str, memory: Memory) -> Rows:
    wanted, by_day = query.wanted(query.article), query.order is Order.DAY
    found = _page(
        f"records {query.order.value}",
        query,
        lambda limit, after: ledger.pages.records(wanted, limit, after, by_day=by_day),
    )
    return Rows([nouns.make_row(row) for row in found.rows], found.next)  # type: ignore[arg-type]  # rows of records


def _articles(ledger: Ledger, query: ArticleQuery, name: str, memory: Memory) -> Rows:
    wanted = query.wanted()
    return _page("articles", query, lambda limit, after: ledger.pages.articles(wanted, limit, after))


def _stories(ledger: Ledger, query: StoryQuery, name: str, memory: Memory) -> Rows:
    wanted = query.wanted()
    return _page("stories", query, lambda limit, after: ledger.pages.stories(wanted, limit, after))


def _episodes(ledger: Ledger, query: EpisodeQuery, name: str, memory: Memory) -> Rows:
    wanted = query.wanted()
    return _page("episodes", query, lambda limit, after: ledger.pages.episodes(wanted, limit, after))


def _links(ledger: Ledger, query: LinkQuery, name: str, memory: Memory) -> Rows:
    wanted = query.wanted()
    return _page("links", query, lambda limit, after: ledger.pages.links(wanted, limit, after))


def _sayings(ledger: Ledger, query: SayingQuery, name: str, memory: Memory) -> Rows:
    after = read_cursor("sayings", query.cursor)
    told = iterate_sayings(ledger, query.party, query.speaker, query.bounds(), after)
    wanted = (pair for pair in told if not query.novelty or pair[1].novelty in query.novelty)
    found = list(islice(wanted, query.limit + 1))
    shown = found[: query.limit]
    end = write_cursor("sayings", shown[-1][0]) if len(found) > len(shown) else None
    return Rows([saying for _, saying in shown], end)


def _series(ledger: Ledger, query: SeriesQuery, name: str, memory: Memory) -> Rows:
    return Rows(make_points(ledger, query, memory))


def _search(ledger: Ledger, query: SearchQuery, name: str, memory: Memory) -> Rows:
    return Rows(find_hits(ledger, query, query.limit))


def _treaties(ledger: Ledger, query: TreatyQuery, name: str, memory: Memory) -> Rows:
    return Rows(list_treaties(read_when(query.on, "on").end if query.on is not None else None))


def _index(ledger: Ledger, query: Query, name: str, memory: Memory) -> nouns.Index:
    addresses = tuple(one.path for one in OPERATIONS)
    return nouns.Index(
        version=__version__, holds=ledger.pages.sizes(), newest=ledger.pages.newest(), addresses=addresses
    )


OPERATIONS = (
    Operation("index", "/", "What there is", RECORDS, Query, nouns.Index, _index, False),
    Operation(
        "records",
        "/records",
        "Records of all layers",
        RECORDS,
        RecordQuery,
        nouns.Row,
        _records,
        flat=(nouns.FlatRow, nouns.flatten_row),
    ),
    Operation(
        "record",
        "/records/{name}",
        "A record with its sentence, episode and links",
        RECORDS,
        Query,
        nouns.RecordDetail,
        lambda ledger, query, name, memory: load_record(ledger, name),
        False,
    ),
    Operation("articles", "/articles", "Articles by arrival", RECORDS, ArticleQuery, ArticleHead, _articles),
    Operation(
        "article",
        "/articles/{name}",
        "An article with its text",
        ARTICLES,
        Query,
        nouns.ArticleDetail,
        lambda ledger, query, name, memory: load_article(ledger, name),
        False,
    ),
    Operation(
        "check",
        "/articles/{name}/check",
        "What an article says of treaties, arsenals and exercises, held against the facts",
        RECORDS,
        Query,
        nouns.Checked,
        lambda ledger, query, name, memory: check_article(ledger, name),
        False,
    ),
    Operation("stories", "/stories", "Stories told twice or more", RECORDS, StoryQuery, StoryHead, _stories),
    Operation(
        "story",
        "/stories/{name}",
        "A story with its members, or that of an article",
        RECORDS,
        Query,
        Story,
        lambda ledger, query, name, memory: ledger.story(name),
        False,
    ),
    Operation("episodes", "/episodes", "Episodes, by day", RECORDS, EpisodeQuery, Episode, _episodes),
    Operation(
        "episode",
        "/episodes/{name}",
        "An episode with its tellings and links, or that of a record",
        RECORDS,
        Query,
        nouns.EpisodeDetail,
        lambda ledger, query, name, memory: load_episode(ledger, name),
        False,
    ),
    Operation("links", "/links", "Links between records", RECORDS, LinkQuery, Link, _links),
    Operation("sayings", "/sayings", "A party's or speaker's record", RECORDS, SayingQuery, Saying, _sayings),
    Operation("series", "/series", "Episodes by period on one track", RECORDS, SeriesQuery, nouns.SeriesPoint, _series),
    Operation("treaties", "/treaties", "Treaties on a day", RECORDS, TreatyQuery, nouns.TreatyRow, _treaties),
    Operation(
        "treaty",
        "/treaties/{name}",
        "A treaty as it stood on a day",
        RECORDS,
        TreatyQuery,
        TreatyState,
        lambda ledger, query, name, memory: load_treaty(name, query.on),
        False,
    ),
    Operation("search", "/search", "Sentences, the best first", RECORDS, SearchQuery, SearchHit, _search),
)


def make_body(operation: Operation, found: object) -> bytes:
    """Return an answer as JSON."""
    if isinstance(found, Rows):
        return msgspec.json.encode({"items": found.rows, "next": found.next})
    return msgspec.json.encode(found)
