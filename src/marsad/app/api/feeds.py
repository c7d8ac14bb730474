"""Atom feeds (RFC 4287) of any choice of records or episodes, and of any search."""

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from typing import NamedTuple
from uuid import NAMESPACE_URL, uuid5

from lxml import etree

from marsad.app.labels import describe_parties, describe_record
from marsad.ledger import Ledger, SearchHit, Written
from marsad.model.episode import Episode

MEDIA = "application/atom+xml; charset=utf-8"
MOST = 50  # entries of a feed
_ATOM = "http://www.w3.org/2005/Atom"
_LONGEST = 2_000  # characters of a text


class FeedEntry(NamedTuple):
    """An entry: an id of the house, what it says, when, the page to look at, and `via` the one it is from."""

    id: str
    title: str
    text: str
    updated: str
    url: str | None
    author: str | None
    via: str | None = None


def list_written(arrivals: Iterable[Written]) -> list[FeedEntry]:
    """Return the entries of records."""
    return [
        FeedEntry(
            id=f"record:{one.row.record.id}",
            title=describe_record(one.row.record),
            text=one.row.record.span.quote,
            updated=_read_time(one.at),
            url=one.row.article.url,
            author=one.row.article.outlet,
        )
        for one in arrivals
    ]


def list_episodes(ledger: Ledger, episodes: Iterable[Episode]) -> list[FeedEntry]:
    """Return the entries of episodes, each with the words of the first article that tells it."""
    entries = []
    for one in episodes:
        first = ledger.get(one.tellings[0])
        title = f"{one.type.value} {describe_parties(one.actors, one.targets)} ({one.status.value})"
        sources = f"{len(one.sources)} sources: {'; '.join(one.because)}"
        entries.append(
            FeedEntry(
                id=f"episode:{one.id}:{one.status.value}:{len(one.sources)}",  # news of it is an entry of its own
                title=title,
                text=f"{first.record.span.quote}\n{sources}",
                updated=write_day(one.until or one.since),
                url=first.article.url,
                author=first.article.outlet,
            )
        )
    return entries


def list_hits(found: Iterable[SearchHit]) -> list[FeedEntry]:
    """Return the entries of the newest sentences of those found."""
    hits = sorted(found, key=_find_day, reverse=True)
    return [
        FeedEntry(
            id=f"sentence:{hit.article.id}:{hit.start}",
            title=hit.article.title or hit.article.origin,
            text=hit.text,
            updated=write_day(hit.article.published.end if hit.article.published else None),
            url=hit.article.url,
            author=hit.article.outlet,
        )
        for hit in hits[:MOST]
    ]


def _find_day(hit: SearchHit) -> date:
    return hit.article.published.end if hit.article.published else date.min


def make_feed(title: str, address: str, entries: Sequence[FeedEntry], page: str | None = None) -> bytes:
    """Return a feed, with the page of the same where there is one; all that comes from pages is text."""
    feed = etree.Element(f"{{{_ATOM}}}feed", nsmap={None: _ATOM})  # type: ignore[dict-item]  # the default namespace
    _add(feed, "id", f"urn:uuid:{uuid5(NAMESPACE_URL, _clean(f'marsad:feed:{address}'))}")
    _add(feed, "title", title)
    _add(feed, "updated", max((entry.updated for entry in entries), default=write_day(None)))
    _add(feed, "link", rel="self", href=address)
    if page:
        _add(feed, "link", rel="alternate", type="text/html", href=page)
    _add(feed, "generator", "Marsad")
    for entry in entries:
        _add_entry(feed, entry)
    return bytes(etree.tostring(feed, xml_declaration=True, encoding="utf-8"))


def _add_entry(feed: etree._Element, entry: FeedEntry) -> None:
    element = etree.SubElement(feed, f"{{{_ATOM}}}entry")
    _add(element, "id", f"urn:uuid:{uuid5(NAMESPACE_URL, f'marsad:{entry.id}')}")
    _add(element, "title", entry.title)
    _add(element, "updated", entry.updated)
    _add(etree.SubElement(element, f"{{{_ATOM}}}author"), "name", entry.author or "unnamed")
    for rel, url in (("alternate", entry.url), ("via", entry.via)):
        if url and url.startswith(("http://", "https://")):
            _add(element, "link", rel=rel, href=url)
    _add(element, "content", entry.text, type="text")


def _add(parent: etree._Element, tag: str, text: str = "", **attributes: str) -> None:
    element = etree.SubElement(parent, f"{{{_ATOM}}}{tag}", {key: _clean(value) for key, value in attributes.items()})
    element.text = _clean(text) or None


def _clean(text: str) -> str:
    """Return text without what XML cannot hold."""
    return "".join(char for char in text[:_LONGEST] if _is_xml(char))


def _is_xml(char: str) -> bool:
    return char in "\t\n\r" or "\x20" <= char <= "\ud7ff" or "\ue000" <= char <= "\ufffd" or char >= "\U00010000"


def _read_time(text: str) -> str:
    """Return the time of a run as Atom has it."""
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return write_day(None)
    return (at if at.tzinfo else at.replace(tzinfo=UTC)).isoformat()


def write_day(day: date | None) -> str:
    """Return the beginning of a day as Atom has it, that of 1970 for none."""
    return f"{day or date(1970, 1, 1)}T00:00:00+00:00"
