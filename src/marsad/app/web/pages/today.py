"""The first page: what is new, what stands out, what is disputed, both tracks of the last weeks."""

from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta

from marsad.app.web.charts import Chart, Slot, draw_tracks
from marsad.app.web.grading import find_track, grade
from marsad.app.web.lines import Line, make_lines
from marsad.app.web.unusual import find_unusual
from marsad.app.web.visits import Shown, Visit
from marsad.app.web.wishes import read_period
from marsad.brief.language import Language
from marsad.ledger import EpisodeFilter
from marsad.measure.levels import Track, find_class, load_classes
from marsad.model.episode import Episode
from marsad.model.kinds import Status

_BACK = 59  # days drawn before the one in view
_LATELY = 6  # days before it in which something may stand out
_NEUTRAL = "neutral"
_SHOWN = 12
_MOST = 2_000  # episodes looked at for the drawing


def show_today(visit: Visit) -> Shown:
    """Show the newest day of the ledger, or the one asked for."""
    now = visit.site.clock()
    day = (
        read_period(visit.params["day"])[1]
        if visit.params.get("day")
        else visit.ledger.newest_day(now.date()) or now.date()
    )
    first = day - timedelta(_BACK)
    recent = tuple(visit.ledger.episodes(EpisodeFilter(since=first, until=day, background=False, limit=_MOST)))
    lately = [one for one in recent if one.since and one.since >= day - timedelta(_LATELY)]
    lines = make_lines(visit.ledger, lately)
    arrivals = visit.ledger.arrivals((now - timedelta(1)).isoformat(), limit=_SHOWN)
    doubted = EpisodeFilter(status=(Status.DISPUTED, Status.CORRECTED), until=day, newest=True, limit=_SHOWN)
    fields = {
        "day": day,
        "before": day - timedelta(1),
        "after": day + timedelta(1),
        "is_newest": not visit.params.get("day"),
        "fresh": [line for line in reversed(lines) if (line.episode.until or day) >= day - timedelta(1)],
        "grave": _choose_grave(lines),
        "arrivals": arrivals or visit.ledger.arrivals(limit=_SHOWN),
        "arrived_today": bool(arrivals),
        "disputes": make_lines(visit.ledger, tuple(visit.ledger.episodes(doubted))),
        "chart": _draw(visit, recent, first, day),
        "sizes": visit.ledger.sizes(),
        "unusual": find_unusual(visit, day - timedelta(_LATELY), day),
    }
    return Shown(template="today.html", title=visit.words.label("nav.today"), fields=fields)


def _choose_grave(lines: Iterable[Line]) -> list[Line]:
    grave = [line for line in lines if line.level and find_class(line.level.value) != _NEUTRAL]
    return sorted(grave, key=lambda line: line.sort, reverse=True)[:_SHOWN]


def _draw(visit: Visit, episodes: tuple[Episode, ...], first: date, last: date) -> Chart:
    """Draw how many words and acts each day has, and how many of them are escalatory."""
    counts: Counter[tuple[date, Track, bool]] = Counter()
    levels = grade(visit.ledger, episodes)
    for episode in episodes:
        if episode.since and episode.since == episode.until:
            track = find_track(episode)
            level = levels[episode.id].get(track)
            counts[episode.since, track, level is not None and find_class(level.value) == load_classes()[-1]] += 1
    days = [first + timedelta(at) for at in range((last - first).days + 1)]
    slots = [_make_slot(visit, day, counts) for day in days]
    return draw_tracks(slots, mirrored=visit.words.language is Language.ARABIC)


def _make_slot(visit: Visit, day: date, counts: Counter[tuple[date, Track, bool]]) -> Slot:
    words, acts = (counts[day, track, True] + counts[day, track, False] for track in (Track.WORDS, Track.ACTS))
    return Slot(
        label=f"{day.day}/{day.month}",
        full=visit.words.day(day),
        words=words,
        acts=acts,
        grave_words=counts[day, Track.WORDS, True],
        grave_acts=counts[day, Track.ACTS, True],
        href=visit.link(f"/timeline?in={day.isoformat()}"),
    )
