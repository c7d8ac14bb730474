"""The timeline: episodes by day, from years down to one day, by whatever the address asks for."""

from calendar import monthrange
from collections import defaultdict
from collections.abc import Iterable, Sequence

import msgspec

from marsad.app.web.charts import Chart, Slot, draw_tracks
from marsad.app.web.lines import Line, make_lines
from marsad.app.web.visits import Shown, Visit
from marsad.app.web.wishes import AT_ONCE, Wish, make_query, read_wish
from marsad.brief.language import Language
from marsad.ledger import EpisodeFilter, Ledger, PeriodCount
from marsad.measure.levels import Form, Track, load_form
from marsad.model import Modality, SignalType
from marsad.model.episode import Episode
from marsad.model.kinds import Status

_MOST_YEARS = 60
_MOST_OUTLETS = 300
_LEVELS = (2, -1)  # where the classes begin that are not neutral


def show_timeline(visit: Visit) -> Shown:
    """Show the episodes asked for, a page at a time, with how many there are in each stretch of time."""
    wish = read_wish(visit.params)
    found = find_episodes(visit, wish, AT_ONCE)
    letters = {0: 4, 4: 7}.get(len(wish.within), 10)
    counts = _count(visit, wish.filter, letters) if len(wish.within) < 10 else ()
    fields = {
        "wish": wish,
        "days": _group(make_lines(visit.ledger, found[:AT_ONCE])),
        "more": len(found) > AT_ONCE,
        "chart": _draw(visit, wish, counts),
        "crumbs": [wish.within[:size] for size in (4, 7, 10) if len(wish.within) >= size],
        "total": sum(count.count for count in counts),
        "outlets": visit.ledger.outlet_names()[:_MOST_OUTLETS],
        "parties": visit.site.memory.recall("parties", visit.ledger, _name_parties),
        "types": SignalType,
        "modalities": Modality,
        "statuses": Status,
        "tracks": Track,
        "levels": _LEVELS if load_form() is Form.CLASSES else range(9, -3, -1),
    }
    return Shown(template="timeline.html", title=visit.words.label("nav.timeline"), fields=fields)


def _name_parties(ledger: Ledger) -> tuple[str, ...]:
    return tuple(voice.name for voice in ledger.parties())


def _count(visit: Visit, wanted: EpisodeFilter, letters: int) -> tuple[PeriodCount, ...]:
    """Return how many episodes begin in each period; where all are asked for, kept until the ledger has changed."""
    if wanted != EpisodeFilter(newest=True):
        return visit.ledger.count_periods(wanted, letters)
    return visit.site.memory.recall(
        ("periods", letters), visit.ledger, lambda ledger: ledger.count_periods(wanted, letters)
    )


def find_episodes(visit: Visit, wish: Wish, at_once: int) -> tuple[Episode, ...]:
    """Return a page of episodes, and one more where there are more."""
    asked = msgspec.structs.replace(wish.filter, limit=at_once + 1, offset=(wish.page - 1) * at_once)
    return tuple(visit.ledger.episodes(asked))


def _group(lines: Iterable[Line]) -> list[tuple[object, list[Line]]]:
    """Return the lines by the days of their episodes, in their order."""
    days: defaultdict[object, list[Line]] = defaultdict(list)
    for line in lines:
        days[line.episode.since, line.episode.until].append(line)
    return list(days.items())


def _draw(visit: Visit, wish: Wish, counts: Sequence[PeriodCount]) -> Chart | None:
    """Draw how many words and acts there are in each year, month or day."""
    if not counts:
        return None
    sums: defaultdict[tuple[str, Track], int] = defaultdict(int)
    for count in counts:
        sums[count.period, count.track] += count.count
    slots = [
        Slot(
            label=_shorten(visit, period),
            full=visit.words.period(period),
            words=sums[period, Track.WORDS],
            acts=sums[period, Track.ACTS],
            href=visit.link(f"/timeline{make_query(visit.params, **{'in': period})}"),
        )
        for period in _list_periods(wish.within, [count.period for count in counts])
    ]
    return draw_tracks(slots, mirrored=visit.words.language is Language.ARABIC)


def _list_periods(within: str, found: Sequence[str]) -> list[str]:
    """Return the periods to draw, without gaps."""
    if len(within) == 4:
        return [f"{within}-{month:02}" for month in range(1, 13)]
    if len(within) == 7:
        return [f"{within}-{day:02}" for day in range(1, monthrange(int(within[:4]), int(within[5:]))[1] + 1)]
    last = int(found[-1])
    return [str(year) for year in range(max(int(found[0]), last - _MOST_YEARS + 1), last + 1)]


def _shorten(visit: Visit, period: str) -> str:
    match len(period):
        case 10:
            return str(int(period[8:]))
        case 7:
            return visit.words.brief_month(f"month.{period[5:]}")
        case _:
            return period
