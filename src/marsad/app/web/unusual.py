"""Days that stand out from what was usual before them, each track by itself, as a brief tells them."""

from datetime import date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

import msgspec

from marsad.app.days import find_oldest, judge_counts
from marsad.app.opening import open_ledger
from marsad.app.web.visits import Visit
from marsad.ledger import DayCount, Ledger, LedgerPlace
from marsad.model.measure import Track

if TYPE_CHECKING:
    from marsad.measure.baseline import Judged

WEEK = 7  # days that are judged
_MOST = 32  # weeks of which the verdicts are kept


class Odd(msgspec.Struct, frozen=True, kw_only=True):
    """A day on which a track was told of more often than usual."""

    day: date
    track: Track
    told: str


class Unusual(msgspec.Struct, frozen=True, kw_only=True):
    """What was judged of some days: those that stand out, and how many could be judged on each track."""

    odd: tuple[Odd, ...]
    judged: tuple[tuple[Track, int, int], ...]


def find_unusual(visit: Visit, until: date) -> Unusual:
    """Return which of the seven days up to one stand out."""
    counts = _count(visit.ledger, until)
    found: list[Odd] = []
    judged: list[tuple[Track, int, int]] = []
    for track, verdicts in zip(Track, _judge(counts, until), strict=True):
        sure = sum(one.expected is not None for one in verdicts)
        judged.append((track, sure, WEEK - sure))
        out = (one for one in verdicts if one.verdict == "stands_out")  # as text: the enum's module loads numpy
        found += [Odd(day=one.day, track=track, told=_tell(visit, one)) for one in out]
    return Unusual(odd=tuple(sorted(found, key=lambda one: (one.day, one.track), reverse=True)), judged=tuple(judged))


def judge_newest(place: LedgerPlace) -> None:
    """Judge the last days of a ledger, which is kept: the first reader should not wait for what judges them."""
    with open_ledger(place) as ledger:
        counts = ledger.count_days()
        if counts:
            _judge(_count(ledger, counts[-1].day), counts[-1].day)


def _count(ledger: Ledger, until: date) -> tuple[DayCount, ...]:
    """Return the counts that the verdicts on the seven days up to one hang on."""
    return ledger.count_days(find_oldest(until - timedelta(WEEK - 1)), until)


@lru_cache(maxsize=_MOST)
def _judge(counts: tuple[DayCount, ...], until: date) -> tuple[tuple["Judged", ...], ...]:
    """Return the verdicts on the seven days up to one, by track."""
    return judge_counts(counts, until - timedelta(WEEK - 1), until)


def _tell(visit: Visit, one: "Judged") -> str:
    return visit.words.label(
        "unusual.day",
        day=visit.words.day(one.day),
        count=visit.words.number(one.count),
        expected=f"{one.expected or 0:.1f}",
        threshold=one.threshold or 0,
        rate=f"{one.rate or 0:.1%}",
    )
