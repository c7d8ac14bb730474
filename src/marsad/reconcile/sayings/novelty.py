"""What each statement is beside its speaker's record: new, repeated, harder or softer."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from marsad.model.episode import Novelty, Saying, Telling
from marsad.reconcile.sayings.hardness import compare_hardness, find_line, measure_hardness

_MOST_BACK = 400  # statements of one party on one line that one is compared with, the latest
_FEWEST, _LIKE = 2, 0.34  # shared words, and their part of the shorter sentence's, by which the matter is the same
_NEW, _REPEAT = Novelty.NEW, Novelty.REPEAT


def trace_sayings(tellings: Iterable[Telling], episodes: Mapping[str, str] | None = None) -> tuple[Saying, ...]:
    """Return what is said in the record of each party, by day.

    `episodes` names the episode of each record: of one that several articles tell the first telling counts, and no
    telling is a repetition of another one of it. Background and undated words have no place in time and are left out.
    """
    spoken = (one for one in tellings if find_line(one.type) and one.actors and not one.background and _find_day(one))
    firsts: dict[str, Telling] = {}
    for telling in sorted(spoken, key=_order):
        firsts.setdefault((episodes or {}).get(telling.record, telling.record), telling)
    records: defaultdict[tuple[str, str], list[Telling]] = defaultdict(list)
    found = []
    for telling in sorted(firsts.values(), key=_order):
        line = str(find_line(telling.type))
        for party in telling.actors:
            found.append(_place(telling, party, records[party, line]))
            records[party, line].append(telling)
    return tuple(found)


def _find_day(telling: Telling) -> date | None:
    return telling.until or telling.told


def _order(telling: Telling) -> tuple[date, date, str]:
    return _find_day(telling) or date.max, telling.told or date.max, telling.record


def _place(telling: Telling, party: str, before: Sequence[Telling]) -> Saying:
    alike = [one for one in before[-_MOST_BACK:] if is_same_matter(one, telling)]
    if not alike:
        return Saying(record=telling.record, party=party, novelty=_NEW, person=telling.person, day=_find_day(telling))
    own = [one for one in alike if one.person == telling.person] if telling.person else []
    earlier = (own or alike)[-1]
    sign, why = compare_hardness(measure_hardness(telling), measure_hardness(earlier))
    return Saying(
        record=telling.record,
        party=party,
        novelty=Novelty.ESCALATES if sign > 0 else Novelty.SOFTENS if sign < 0 else _REPEAT,
        person=telling.person,
        day=_find_day(telling),
        earlier=earlier.record,
        first=_find_day(alike[0]),
        times=len(alike) + 1,
        why=why,
    )


def is_same_matter(one: Telling, other: Telling) -> bool:
    """Tell whether two statements on one line are of the same matter: by words, and not towards different parties."""
    if one.targets and other.targets and not {*one.targets} & {*other.targets}:
        return False
    mine, theirs = {*one.words, *one.plain}, {*other.words, *other.plain}
    shared = len(mine & theirs)
    told = {*one.words} & {*other.words} or not (one.words and other.words)
    return bool(told) and shared >= _FEWEST and shared / max(min(len(mine), len(theirs)), 1) >= _LIKE
