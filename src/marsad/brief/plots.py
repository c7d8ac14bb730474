"""The numbers behind the plots: the two tracks over time, who addresses whom, types by week."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

from marsad.brief.holdings import Holdings, find_track
from marsad.brief.nouns import Pair, Plots, Slot, Week
from marsad.measure.levels import Level, Track
from marsad.model import SignalType
from marsad.model.episode import Episode, Telling
from marsad.reconcile.episodes.family import is_spoken

LEAST_DAYS = 28  # plotted at least, so that a single day stands beside what is usual
MOST_DAYS = 62  # plotted day by day, up to which; then week by week
MOST_PARTIES = 8  # on each side of the table of who addresses whom
MOST_WEEKS = 26


def make_plots(holdings: Holdings, since: date, until: date) -> Plots:
    """Return what is plotted of the period, and of the days before it where it is short."""
    start = find_start(since, until)
    told = [(episode, one) for episode in holdings.episodes for one in _first_of(holdings, episode, start, until)]
    oldest = until - timedelta(days=until.weekday() + 7 * (MOST_WEEKS - 1))
    pairs, left_out = count_pairs([one for _, one in told if since <= (one.told or start)])
    return Plots(
        since=start,
        slots=tuple(_make_slots(holdings, told, start, until)),
        pairs=pairs,
        pairs_left_out=left_out,
        weeks=count_weeks([one for _, one in told], oldest),
        weeks_since=max(start, oldest),
    )


def find_start(since: date, until: date) -> date:
    """Return the first day that is plotted of a period; of the days before it a brief needs what was told on them."""
    return min(since, until - timedelta(days=LEAST_DAYS - 1))


def _first_of(holdings: Holdings, episode: Episode, since: date, until: date) -> Sequence[Telling]:
    """Return the telling by which an episode is new within these days, if it is."""
    first = holdings.first_told(episode)
    if first is None or not since <= first <= until:
        return ()
    return [min(holdings.told(episode, first, first), key=lambda one: one.record)]


def _make_slots(
    holdings: Holdings, told: Sequence[tuple[Episode, Telling]], since: date, until: date
) -> Iterator[Slot]:
    """Yield each day, or week of a long time, with both tracks apart."""
    step = 1 if (until - since).days < MOST_DAYS else 7
    first = since if step == 1 else since - timedelta(days=since.weekday())
    by_slot: defaultdict[int, list[Telling]] = defaultdict(list)
    for _, one in told:
        if one.told:
            by_slot[(one.told - first).days // step].append(one)
    for at in range((until - first).days // step + 1):
        day = first + timedelta(days=at * step)
        words, acts = (_count_levels(holdings.levels, by_slot[at], track) for track in (Track.WORDS, Track.ACTS))
        yield Slot(label=day.isoformat() if step == 1 else tell_week(day), first=day, words=words, acts=acts)


def tell_week(day: date) -> str:
    """Return the ISO week of a day: 2022-W08."""
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02}"


def _count_levels(
    levels: Mapping[str, Level | None], told: Sequence[Telling], track: Track
) -> tuple[tuple[int | None, int], ...]:
    """Return how many episodes of each level there are on a track, the lowest first, those without any before them."""
    ours = (levels[one.record] for one in told if find_track(one, levels[one.record]) is track)
    counts = Counter(level.value if level else None for level in ours)
    return tuple(sorted(counts.items(), key=lambda pair: (pair[0] is not None, pair[0] or 0)))


def count_pairs(told: Sequence[Telling]) -> tuple[tuple[Pair, ...], int]:
    """Return how often each party addresses each other in words, and how many statements are not shown.

    Of both sides the parties with most statements are shown.
    """
    counts = Counter(
        (actor, target) for one in told if is_spoken(one.type) for actor in one.actors for target in one.targets
    )
    actors, targets = (_list_chief(counts, side) for side in (0, 1))
    shown = {pair: count for pair, count in counts.items() if pair[0] in actors and pair[1] in targets}
    pairs = (Pair(actor=actor, target=target, count=count) for (actor, target), count in shown.items())
    ranked = sorted(pairs, key=lambda pair: (actors.index(pair.actor), targets.index(pair.target)))
    return tuple(ranked), counts.total() - sum(shown.values())


def _list_chief(counts: Mapping[tuple[str, str], int], side: int) -> list[str]:
    sums: Counter[str] = Counter()
    for pair, count in counts.items():
        sums[pair[side]] += count
    return sorted(sums, key=lambda code: (-sums[code], code))[:MOST_PARTIES]


def count_weeks(told: Sequence[Telling], oldest: date) -> tuple[Week, ...]:
    """Return the new episodes by type and week, from the Monday `oldest` on."""
    counts: Counter[tuple[date, SignalType, Track]] = Counter()
    for one in told:
        if one.told and one.told >= oldest:
            monday = one.told - timedelta(days=one.told.weekday())
            counts[monday, one.type, Track.WORDS if is_spoken(one.type) else Track.ACTS] += 1
    order = list(SignalType)
    weeks = (Week(monday=day, type=kind, track=track, count=count) for (day, kind, track), count in counts.items())
    return tuple(sorted(weeks, key=lambda week: (order.index(week.type), week.monday)))
