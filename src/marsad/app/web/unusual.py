"""Days that stand out from what was usual before them, each track by itself, as a brief tells them."""

from collections.abc import Sequence
from datetime import date, timedelta

import msgspec

from marsad.app.web.visits import Visit
from marsad.ledger import DayCount
from marsad.model.measure import Track

_NONE = DayCount(day=date.min, words=0, acts=0, volume=0)


class Odd(msgspec.Struct, frozen=True, kw_only=True):
    """A day on which a track was told of more often than usual."""

    day: date
    track: Track
    told: str


class Unusual(msgspec.Struct, frozen=True, kw_only=True):
    """What was judged of some days: those that stand out, and how many could be judged on each track."""

    odd: tuple[Odd, ...]
    judged: tuple[tuple[Track, int, int], ...]


def find_unusual(visit: Visit, since: date, until: date) -> Unusual:
    """Return which days from `since` to `until` stand out."""
    memory, state, ledger = visit.site.memory, visit.ledger.pages.state(), visit.site.ledger
    counts = memory.recall(("days", ledger), state, visit.ledger.count_days)
    held = (visit.words.language, since, until)
    return memory.recall(("unusual", ledger, *held), state, lambda: _judge(visit, counts, since, until))


def _judge(visit: Visit, counts: Sequence[DayCount], since: date, until: date) -> Unusual:
    from marsad.measure.baseline import Count, Verdict, judge_days  # loads numpy and scipy

    found: list[Odd] = []
    judged: list[tuple[Track, int, int]] = []
    days = list(_fill(counts, until))
    for track in Track:
        rows = [Count(day=one.day, count=getattr(one, track.value), volume=one.volume) for one in days]
        verdicts = judge_days(rows, since, until)
        sure = sum(one.verdict in (Verdict.USUAL, Verdict.STANDS_OUT) for one in verdicts)
        judged.append((track, sure, (until - since).days + 1 - sure))
        for one in verdicts:
            if one.verdict is Verdict.STANDS_OUT:
                told = visit.words.label(
                    "unusual.day",
                    day=visit.words.day(one.day),
                    count=visit.words.number(one.count),
                    expected=f"{one.expected or 0:.1f}",
                    threshold=one.threshold or 0,
                    rate=f"{one.rate or 0:.1%}",
                )
                found.append(Odd(day=one.day, track=track, told=told))
    return Unusual(odd=tuple(sorted(found, key=lambda one: (one.day, one.track), reverse=True)), judged=tuple(judged))


def _fill(counts: Sequence[DayCount], until: date) -> Sequence[DayCount]:
    """Return the days without gaps, up to one."""
    known = {one.day: one for one in counts if one.day <= until}
    if not known:
        return ()
    first = min(known)
    days = (first + timedelta(at) for at in range((max(known) - first).days + 1))
    return [known.get(day) or msgspec.structs.replace(_NONE, day=day) for day in days]
