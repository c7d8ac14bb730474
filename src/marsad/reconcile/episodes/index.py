"""Which tellings are worth comparing: those of one family and party near in days, or in words where days are open."""

from bisect import insort
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import chain, islice
from zlib import crc32

from marsad.model.episode import Telling
from marsad.reconcile.episodes.days import find_day
from marsad.reconcile.episodes.family import find_family
from marsad.reconcile.episodes.wording import Wordings

MOST_COMPARED = 24  # tellings that one is compared with, the likeliest first
_MOST_UNDER_A_KEY = 200
_WIDEST = 31  # days of an act that is filed under each of them
_AROUND = 14  # days in which an act is told as news
_SLIP = 1

Key = tuple[str, str, int]


class Index:
    """Tellings by family, party and day, and by family, party and word; grows by `put`."""

    def __init__(self, tellings: Iterable[Telling] = ()) -> None:
        self._tellings: dict[str, Telling] = {}
        self._filed: defaultdict[Key, list[str]] = defaultdict(list)
        self._wordings = Wordings()
        self._numbers: dict[str, int] = {}
        self._ranked = -1  # the wording from which it was asked last how far others are, and what was found
        self._ranks: dict[int, tuple[int, int]] = {}
        for telling in tellings:
            self.put(telling)

    def __len__(self) -> int:
        return len(self._tellings)

    def put(self, telling: Telling) -> None:
        """File a telling; one that is filed already stays as it is."""
        if telling.record in self._tellings:
            return
        self._tellings[telling.record] = telling
        self._numbers[telling.record] = self._wordings.find(telling)
        for party in _list_parties(telling):
            family = find_family(telling.type)
            for place in {*_file_days(telling), *_file_words(telling)}:
                insort(self._filed[family, party, place], telling.record)

    def get(self, record: str) -> Telling:
        """Return the telling of a record; raise KeyError."""
        return self._tellings[record]

    def find_wording(self, record: str) -> int:
        """Return the number of what the telling of a record says; raise KeyError."""
        return self._numbers[record]

    def find_candidates(self, telling: Telling) -> list[Telling]:
        """Return the tellings worth comparing with one, the likeliest first, whatever the order of putting."""
        found: set[str] = set()
        family = find_family(telling.type)
        for party in _list_parties(telling):
            for place in {*_ask_days(telling), *_ask_words(telling)}:
                found.update(self._filed.get((family, party, place), ())[-_MOST_UNDER_A_KEY:])
        found.discard(telling.record)
        alike: defaultdict[int, list[str]] = defaultdict(list)
        for record in found:
            alike[self._numbers[record]].append(record)
        ranked: defaultdict[tuple[int, int], list[str]] = defaultdict(list)
        for records in alike.values():
            ranked[self._rank(telling, records[0])] += records
        likeliest = chain.from_iterable(sorted(ranked[rank]) for rank in sorted(ranked))
        return [self._tellings[record] for record in islice(likeliest, MOST_COMPARED)]

    def _rank(self, telling: Telling, record: str) -> tuple[int, int]:
        """Return how far a telling is from another one, found once for all that say what these two say.

        What was found is known until it is asked of a telling that says something else: of all pairs it would be much.
        """
        if self._ranked != self._numbers[telling.record]:
            self._ranked, self._ranks = self._numbers[telling.record], {}
        number = self._numbers[record]
        if number not in self._ranks:
            self._ranks[number] = _measure_distance(telling, self._tellings[record])
        return self._ranks[number]


def list_places(telling: Telling) -> set[int]:
    """Return where a telling is found in a store that knows no parties: days, and hashed words below zero."""
    days = {*_file_days(telling), *((day.toordinal(),) if (day := find_day(telling)) else ())}
    return days | {_hash_word(telling, word) for word in telling.words}


def find_neighbourhood(telling: Telling) -> tuple[set[int], set[int]]:
    """Return the days and the hashed words under which all stand that a telling may be compared or linked with."""
    days = set(_ask_days(telling))
    if day := find_day(telling):
        days |= set(_spread(day - timedelta(_AROUND), day + timedelta(_AROUND)))
    return days, {_hash_word(telling, word) for word in telling.words} if set(_ask_words(telling)) else set()


def _hash_word(telling: Telling, word: int) -> int:
    return -(crc32(find_family(telling.type).encode()) << 31 | word >> 1) - 1


def _list_parties(telling: Telling) -> tuple[str, ...]:
    return telling.actors or ("",)


def _file_days(telling: Telling) -> Iterator[int]:
    """Yield the days under which a telling is found: the act's, or the article's."""
    if telling.since and telling.until and (telling.until - telling.since).days <= _WIDEST:
        yield from _spread(telling.since, telling.until)
    elif telling.told:
        yield telling.told.toordinal()


def _ask_days(telling: Telling) -> Iterator[int]:
    """Yield the days under which tellings of the same act may be filed."""
    if telling.since and telling.until and (telling.until - telling.since).days <= _WIDEST:
        yield from _spread(telling.since - timedelta(_SLIP), telling.until + timedelta(_AROUND))
    if telling.told and not telling.background:
        yield from _spread(telling.told - timedelta(_AROUND), telling.told + timedelta(_AROUND))


def _file_words(telling: Telling) -> Iterator[int]:
    yield from (-word for word in telling.words)


def _ask_words(telling: Telling) -> Iterator[int]:
    """Yield words, below zero so that no day is like them, where days do not tell."""
    if telling.background and telling.since is None:
        yield from _file_words(telling)


def _spread(first: date, last: date) -> range:
    return range(first.toordinal(), last.toordinal() + 1)


def _measure_distance(one: Telling, other: Telling) -> tuple[int, int]:
    shared = 3 * len({*one.words} & {*other.words}) + len({*one.plain} & {*other.plain})
    return -shared - (one.type is other.type), _measure_gap(one, other)


def _measure_gap(one: Telling, other: Telling) -> int:
    days = [telling.until or telling.told for telling in (one, other)]
    return abs((days[0] - days[1]).days) if days[0] and days[1] else _WIDEST
