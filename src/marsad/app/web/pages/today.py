"""The first page: what is new, what stands out, what is disputed, both tracks of the last weeks."""

from collections import Counter
from collections.abc import Container, Iterable, Sequence
from datetime import date, timedelta

from marsad.app.web.charts import Chart, Slot, draw_tracks
from marsad.app.web.grading import find_track
from marsad.app.web.lines import Line, make_lines
from marsad.app.web.unusual import Unusual, find_unusual
from marsad.app.web.visits import Shown, Visit
from marsad.app.web.wishes import read_period
from marsad.brief.language import Language
from marsad.ledger import EpisodeFilter, EpisodeHead
from marsad.measure.levels import Track, find_class, load_classes
from marsad.model.kinds import Status

_BACK = 59  # days drawn before the one in view
_LATELY = 6  # days before it in which something may stand out
_NEUTRAL = "neutral"
_SHOWN = 12
_FRESH = 25  # episodes shown as new; the others are on the timeline


def show_today(visit: Visit) -> Shown:
    """Show the newest day of the ledger, or the one asked for."""
    now = visit.site.clock()
    day = (
        read_period(visit.params["day"])[1]
        if visit.params.get("day")
        else visit.ledger.newest_day(now.date()) or now.date()
    )
    first = day - timedelta(_BACK)
    lately = visit.ledger.episode_heads(day - timedelta(_LATELY), day)
    fresh = [head.id for head in reversed(lately) if head.until >= day - timedelta(1)]
    grave = _choose_grave(lately)
    lines = {line.episode.id: line for line in _load_lines(visit, [*grave, *fresh[:_FRESH]])}
    arrivals = visit.ledger.arrivals((now - timedelta(1)).isoformat(), limit=_SHOWN)
    doubted = EpisodeFilter(status=(Status.DISPUTED, Status.CORRECTED), until=day, newest=True, limit=_SHOWN)
    unusual = find_unusual(visit, day)
    fields = {
        "day": day,
        "before": day - timedelta(1),
        "after": day + timedelta(1),
        "is_newest": not visit.params.get("day"),
        "fresh": [lines[each] for each in fresh[:_FRESH] if each in lines],
        "more_fresh": len(fresh) > _FRESH,
        "grave": [lines[each] for each in grave if each in lines],
        "arrivals": arrivals or visit.ledger.arrivals(limit=_SHOWN),
        "arrived_today": bool(arrivals),
        "disputes": make_lines(visit.ledger, tuple(visit.ledger.episodes(doubted))),
        "chart": _draw(visit, first, day, unusual),
        "sizes": visit.ledger.sizes(),
        "unusual": unusual,
    }
    return Shown(template="today.html", title=visit.words.label("nav.today"), fields=fields)


def _load_lines(visit: Visit, ids: Sequence[str]) -> Sequence[Line]:
    return make_lines(visit.ledger, visit.ledger.load_episodes(list(dict.fromkeys(ids))))


def _choose_grave(heads: Iterable[EpisodeHead]) -> list[str]:
    """Return the episodes that are not neutral, the furthest from calm first, then what most sources tell."""
    found = []
    for head in heads:
        levels = _list_levels(head.words, head.acts)
        level = levels.get(find_track(head.type, levels))
        if level is not None and find_class(level) != _NEUTRAL:
            found.append((-abs(level), -head.sources, head.id))
    return [each for _, _, each in sorted(found)[:_SHOWN]]


def _list_levels(words: int | None, acts: int | None) -> dict[Track, int]:
    levels = {Track.WORDS: words, Track.ACTS: acts}
    return {track: level for track, level in levels.items() if level is not None}


def _draw(visit: Visit, first: date, last: date, unusual: Unusual) -> Chart:
    """Draw how many words and acts each day has, how many of them are escalatory, and which days stand out."""
    odd = {(one.day, one.track) for one in unusual.odd}
    counts: Counter[tuple[date, Track, bool]] = Counter()
    for head in visit.ledger.count_heads(first, last):
        levels = _list_levels(head.words, head.acts)
        track = find_track(head.type, levels)
        level = levels.get(track)
        counts[head.day, track, level is not None and find_class(level) == load_classes()[-1]] += head.count
    days = [first + timedelta(at) for at in range((last - first).days + 1)]
    slots = [_make_slot(visit, day, counts, odd) for day in days]
    return draw_tracks(slots, mirrored=visit.words.language is Language.ARABIC)


def _make_slot(
    visit: Visit, day: date, counts: Counter[tuple[date, Track, bool]], odd: Container[tuple[date, Track]]
) -> Slot:
    words, acts = (counts[day, track, True] + counts[day, track, False] for track in (Track.WORDS, Track.ACTS))
    return Slot(
        label=visit.words.brief_day(day),
        full=visit.words.day(day),
        words=words,
        acts=acts,
        grave_words=counts[day, Track.WORDS, True],
        grave_acts=counts[day, Track.ACTS, True],
        odd=tuple(track for track in Track if (day, track) in odd),
        href=visit.link(f"/timeline?in={day.isoformat()}"),
    )
