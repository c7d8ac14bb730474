"""When an outlet of the past would have been flagged as silent, by the days on which something of it came."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from marsad.watch.health import TIMES, Facts, find_silence

HABIT = 200  # days whose gaps tell an outlet's habit
_DAY = 86_400.0


class Silence(NamedTuple):
    """A silence beyond an outlet's habit: the day on which it would have been flagged.

    It took `lasted` days, where the longest of the last `known` silences had taken `longest`.
    """

    day: date
    outlet: str
    lasted: int
    longest: int
    known: int


def iterate_silences(outlet: str, days: Sequence[date], looked: Sequence[date]) -> Iterator[Silence]:
    """Yield the silences of an outlet that had something new on some `days`, by day.

    `looked` are all days on which anything of any outlet came, these included. Only they count: on others nobody may
    have looked. Both are in order.
    """
    places = {day: nth for nth, day in enumerate(looked)}
    finds = [places[day] for day in days]
    for at, (last, following) in enumerate(pairwise([*finds, len(looked) - 1])):
        habit = finds[max(0, at + 1 - HABIT) : at + 1]
        longest = max((later - earlier for earlier, later in pairwise(habit)), default=0)
        facts = Facts(outlet=outlet, looked=following * _DAY, finds=tuple(find * _DAY for find in habit))
        if find_silence(facts):
            begun = looked[last + TIMES * longest + 1]
            yield Silence(begun, outlet, following - last, longest, len(habit) - 1)
