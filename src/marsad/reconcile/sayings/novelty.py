"""What each statement is beside its speaker's record: new, repeated, harder or softer."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from marsad.model.episode import Novelty, Saying, Telling
from marsad.model.kinds import SignalType
from marsad.reconcile.sayings.hardness import compare_hardness, find_line, measure_hardness

MOST_BACK = 400  # statements of one party on one line that one is compared with, the latest
_FEWEST, _LIKE = 2, 0.34  # shared words, and their part of the shorter sentence's, by which the matter is the same
_NEW, _REPEAT = Novelty.NEW, Novelty.REPEAT


class _Said(NamedTuple):
    """A statement with its words as sets, since it is compared with many."""

    telling: Telling
    words: frozenset[int]
    whole: frozenset[int]
    targets: frozenset[str]


def trace_sayings(tellings: Iterable[Telling], episodes: Mapping[str, str] | None = None) -> tuple[Saying, ...]:
    """Return what is said in the record of each party, by day.

    `episodes` names the episode of each record: of one that several articles tell the first telling counts, and no
    telling is a repetition of another one of it. Background and undated words have no place in time and are left out.
    """
    return tuple(iterate_sayings(tellings, episodes))


def iterate_sayings(
    tellings: Iterable[Telling],
    episodes: Mapping[str, str] | None = None,
    wanted: Callable[[Telling], bool] | None = None,
) -> Iterator[Saying]:
    """Yield what `trace_sayings` gives, of those first tellings alone that are `wanted`; the others are its record."""
    firsts: dict[str, Telling] = {}
    for telling in list_placed(tellings):
        firsts.setdefault((episodes or {}).get(telling.record, telling.record), telling)
    records: defaultdict[tuple[str, str], list[_Said]] = defaultdict(list)
    for telling in sorted(firsts.values(), key=find_place):
        said, line, is_wanted = _ready(telling), str(find_line(telling.type)), wanted is None or wanted(telling)
        for party in telling.actors:
            if is_wanted:
                yield _place(said, party, records[party, line])
            records[party, line].append(said)


def list_placed(tellings: Iterable[Telling]) -> list[Telling]:
    """Return the tellings of words that have a place in somebody's record, in the order of their places."""
    spoken = (one for one in tellings if find_line(one.type) and one.actors and not one.background and _find_day(one))
    return sorted(spoken, key=find_place)


def list_lines() -> dict[str, tuple[SignalType, ...]]:
    """Return the lines of talk with the types of words that are said on each."""
    lines: dict[str, tuple[SignalType, ...]] = {}
    for kind in list_spoken():
        line = str(find_line(kind))
        lines[line] = (*lines.get(line, ()), kind)
    return lines


def list_spoken() -> tuple[SignalType, ...]:
    """Return the types of words that are said on some line of talk."""
    return tuple(kind for kind in SignalType if find_line(kind))


def _ready(telling: Telling) -> _Said:
    words = frozenset(telling.words)
    return _Said(telling, words, words | frozenset(telling.plain), frozenset(telling.targets))


def _find_day(telling: Telling) -> date | None:
    return telling.until or telling.told


def find_place(telling: Telling) -> tuple[date, date, str]:
    """Return where words stand in a record: the day on which they were said, that of publication, the record's id."""
    return _find_day(telling) or date.max, telling.told or date.max, telling.record


def place_words(before: Iterable[Telling], told: Iterable[Telling]) -> Iterator[tuple[Telling, Novelty]]:
    """Yield what words that one party says on one line are in its record; `before` are those before them.

    All are the first words of their episodes by anybody, in the order of the record.
    """
    record = [_ready(telling) for telling in before]
    for telling in told:
        said = _ready(telling)
        earlier = _find_earlier(said, record)
        yield telling, _find_novelty(telling, earlier) if earlier else _NEW
        record.append(said)


def _find_earlier(said: _Said, before: Sequence[_Said]) -> Telling | None:
    """Return what words are measured against: the last alike by the same person, else the last alike."""
    person, last = said.telling.person, None
    for one in reversed(before[-MOST_BACK:]):
        if (last is None or one.telling.person == person) and _is_same(one, said):
            if person is None or one.telling.person == person:
                return one.telling
            last = one.telling
    return last


def _find_novelty(telling: Telling, earlier: Telling) -> Novelty:
    sign, _ = compare_hardness(measure_hardness(telling), measure_hardness(earlier))
    return _name(sign)


def _name(sign: int) -> Novelty:
    return Novelty.ESCALATES if sign > 0 else Novelty.SOFTENS if sign < 0 else _REPEAT


def _place(said: _Said, party: str, before: Sequence[_Said]) -> Saying:
    telling = said.telling
    alike = [one.telling for one in before[-MOST_BACK:] if _is_same(one, said)]
    if not alike:
        return Saying(record=telling.record, party=party, novelty=_NEW, person=telling.person, day=_find_day(telling))
    own = [one for one in alike if one.person == telling.person] if telling.person else []
    earlier = (own or alike)[-1]
    sign, why = compare_hardness(measure_hardness(telling), measure_hardness(earlier))
    return Saying(
        record=telling.record,
        party=party,
        novelty=_name(sign),
        person=telling.person,
        day=_find_day(telling),
        earlier=earlier.record,
        first=_find_day(alike[0]),
        times=len(alike) + 1,
        why=why,
    )


def is_same_matter(one: Telling, other: Telling) -> bool:
    """Tell whether two statements on one line are of the same matter: by words, and not towards different parties."""
    return _is_same(_ready(one), _ready(other))


def _is_same(one: _Said, other: _Said) -> bool:
    if one.targets and other.targets and one.targets.isdisjoint(other.targets):
        return False
    if one.words and other.words and one.words.isdisjoint(other.words):
        return False
    shared = len(one.whole & other.whole)
    return shared >= _FEWEST and shared / max(min(len(one.whole), len(other.whole)), 1) >= _LIKE
