"""What readers of feeds and calendars subscribe to: the timeline, a search, a saved one, talks and exercises."""

from datetime import date, timedelta
from io import BytesIO

import msgspec
from starlette.datastructures import QueryParams

from marsad.app.api.feeds import MEDIA, MOST, FeedEntry, make_feed, write_day
from marsad.app.exporting import find_exporter
from marsad.app.settings import Format
from marsad.app.web.lines import Line, make_lines
from marsad.app.web.pages.saved import describe_query, find_search
from marsad.app.web.pages.search import Hit, find_hits, read_query
from marsad.app.web.pages.timeline import find_episodes
from marsad.app.web.visits import AskError, Shown, Visit
from marsad.app.web.wishes import make_query, read_wish
from marsad.ledger import Choice, LedgerError, SignalFilter
from marsad.model import SignalType

_CALENDAR = "text/calendar; charset=utf-8"
_LOOKED_AT = 300  # sentences, the best first, of which the newest are given
_PAST = timedelta(365)
_DATED = (SignalType.TALKS, SignalType.EXERCISE)


def feed_timeline(visit: Visit) -> Shown:
    """Give the newest episodes that the address asks for, as the timeline has them."""
    return _make(visit, "timeline", list_lines(visit))


def feed_search(visit: Visit) -> Shown:
    """Give the newest sentences that the address asks for, as the search has them."""
    return _make(visit, "search", list_hits(visit))


def feed_saved(visit: Visit) -> Shown:
    """Give what a saved search finds, under its name."""
    saved = find_search(visit)
    visit = msgspec.structs.replace(visit, params=QueryParams(saved.query))
    return _make(visit, saved.page, list_hits(visit) if saved.page == "search" else list_lines(visit), saved.name)


def list_lines(visit: Visit) -> list[FeedEntry]:
    """Return the entries of episodes."""
    found = find_episodes(visit, read_wish(visit.params), MOST)
    return [_tell_line(visit, line) for line in make_lines(visit.ledger, found[:MOST])]


def _tell_line(visit: Visit, line: Line) -> FeedEntry:
    words, one = visit.words, line.episode
    status = words.label(f"status.{one.status.value}")
    parties = words.names(one.actors) + (f" {words.label('arrow')} {words.names(one.targets)}" if one.targets else "")
    known = words.row(words.phrase(why) for why in one.because)
    return FeedEntry(
        id=f"episode:{one.id}:{one.status.value}:{len(one.sources)}",  # news of it is an entry of its own
        title=f"{words.label(f'type.{one.type.value}')}{words.label('colon')} {parties} ({status})",
        text=f"{line.quote}\n{known}" if known else line.quote,
        updated=write_day(one.until or one.since),
        url=f"{visit.origin}{visit.link(f'/episode/{one.id}')}",
        author=line.article.outlet if line.article else None,
        via=line.article.url if line.article else None,
    )


def list_hits(visit: Visit) -> list[FeedEntry]:
    """Return the entries of sentences."""
    query = read_query(visit.params)
    if not query:
        raise AskError("error.nothing")
    try:
        hits = find_hits(visit, query, _LOOKED_AT)
    except LedgerError:
        return []  # a query of signs only finds nothing
    return [_tell_hit(visit, hit) for hit in sorted(hits, key=_find_day, reverse=True)[:MOST]]


def _find_day(hit: Hit) -> date:
    published = hit.hit.article.published
    return published.end if published else date.min


def _tell_hit(visit: Visit, hit: Hit) -> FeedEntry:
    head = hit.hit.article
    place = visit.link(f"/article/{head.id}?found={hit.hit.start}-{hit.hit.end}")
    return FeedEntry(
        id=f"sentence:{head.id}:{hit.hit.start}",
        title=head.title or head.origin,
        text=hit.hit.text,
        updated=write_day(head.published.end if head.published else None),
        url=f"{visit.origin}{place}",
        author=head.outlet,
        via=head.url,
    )


def _make(visit: Visit, page: str, entries: list[FeedEntry], name: str = "") -> Shown:
    words, query = visit.words, make_query(visit.params)
    asks = words.row(describe_query(words, query.removeprefix("?")))
    title = f"{words.label('brand')}{words.label('colon')} {name or asks or words.label(f'nav.{page}')}"
    shown = f"{visit.origin}{visit.link(f'/{page}{query}')}"
    own = f"{visit.origin}{visit.link(visit.path)}{query if not name else ''}"
    return Shown(body=make_feed(title, own, entries, page=shown), media=MEDIA)


def give_calendar(visit: Visit) -> Shown:
    """Give talks and exercises as a calendar, those with the parties and within the days asked for.

    Without days, those of the last year and whatever is to come.
    """
    wish = read_wish(visit.params).filter
    types = tuple(kind for kind in _DATED if not wish.types or kind in wish.types)
    if not types:
        raise AskError("error.calendar")
    since = wish.since or (None if wish.until else visit.site.clock().date() - _PAST)
    signals = SignalFilter(since=since, until=wish.until, types=types, actors=wish.actors, targets=wish.targets)
    out = BytesIO()
    chosen = visit.ledger.chosen(Choice(layers=frozenset({"signal"}), signals=signals, earlier=False))
    parties = {*wish.parties}
    find_exporter(Format.ICAL).export(
        (each for each in chosen if not parties or parties & _list_parties(each.record)), out
    )
    return Shown(body=out.getvalue(), media=_CALENDAR)


def _list_parties(record: object) -> set[str]:
    return {*getattr(record, "actors", ()), *getattr(record, "targets", ())}
