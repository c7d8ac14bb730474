"""With what authority somebody speaks on a day: by office, the same for every state."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date
from enum import StrEnum
from functools import cache

from marsad.reference.officeholders import Tenure, load_tenures

NUCLEAR_ARMED = frozenset({"CHN", "FRA", "GBR", "IND", "ISR", "PAK", "PRK", "RUS", "USA"})
_HEADS = frozenset({"president", "supreme-leader", "prime-minister"})
_DEPUTIES = frozenset({"vice-president", "deputy-prime-minister"})
_LEGISLATORS = frozenset({"speaker", "legislator", "senator"})


class Voice(StrEnum):
    """Who speaks, by what he or she may decide."""

    COMMAND = "command"  # may order a launch: head of a nuclear-armed state
    DEPUTY = "deputy"  # deputy or former head of such a state, in office but without that power
    OFFICIAL = "official"
    LEGISLATOR = "legislator"
    UNNAMED = "unnamed"  # a state or an unnamed official
    OUTSIDER = "outsider"  # expert, former official, journalist


def find_voice(person: str | None, codes: Collection[str], on: date | None, role: str | None = None) -> Voice:
    """Return with what authority `person`, by usual English name, speaks for `codes` on a day.

    A named person whom the tables do not know on that day counts as an official.
    """
    if role is not None:
        return Voice.OUTSIDER
    if person is None:
        return Voice.UNNAMED
    tenures = _by_name().get(person, ())
    now = [each for each in tenures if on is None or each.holds(on)]
    posts = {each.post for each in now}
    armed = bool(NUCLEAR_ARMED & {*codes})
    if armed and posts & _HEADS:
        return Voice.COMMAND
    former = on is not None and any(each.post in _HEADS and each.ended(on) for each in tenures)
    if armed and (posts & _DEPUTIES or (former and now)):
        return Voice.DEPUTY
    if posts & _LEGISLATORS:
        return Voice.LEGISLATOR
    return Voice.OFFICIAL


@cache
def _by_name() -> dict[str, tuple[Tenure, ...]]:
    found: defaultdict[str, list[Tenure]] = defaultdict(list)
    for tenures in load_tenures().values():
        for each in tenures:
            found[each.name].append(each)
    return {name: tuple(each) for name, each in found.items()}
