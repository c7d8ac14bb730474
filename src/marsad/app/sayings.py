"""What episodes are in the record of who speaks: some among what was said before, or a record from a place on."""

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Sequence
from datetime import date
from functools import partial
from heapq import merge
from operator import itemgetter

import msgspec

from marsad.ledger import Ledger, Place, Said, SaidFilter
from marsad.model import SignalType
from marsad.model.episode import Episode, Saying, Telling
from marsad.reconcile.sayings import MOST_BACK, find_line, iterate_sayings, list_spoken

_AMONG = 200  # words of one line said between those that are placed, at most
_AT_ONCE = 500  # of a record


def find_sayings(
    ledger: Ledger, episodes: Sequence[Episode], *, person: str | None = None, party: str | None = None
) -> dict[str, Saying]:
    """Return what these episodes are in the record of a person or else a party, by episode; acts are in none."""
    voice = SaidFilter(person=person, party=party)
    shown = {one.telling.record: one for one in ledger.said_in(voice, [episode.id for episode in episodes])}
    last: dict[str, Place] = {}
    for one in shown.values():
        line = str(find_line(one.telling.type))
        last[line] = max(last.get(line, one.place), one.place)
    before = [one for line, place in last.items() for one in _look_back(ledger, voice, line, place, MOST_BACK + _AMONG)]
    told = {one.telling.record: one.telling for one in (*before, *shown.values())}
    found: dict[str, Saying] = {}
    for saying in iterate_sayings(told.values(), wanted=partial(_is_among, shown)):
        if party is None or saying.party == party:
            found.setdefault(shown[saying.record].episode, saying)
    return found


def _look_back(ledger: Ledger, voice: SaidFilter, line: str, place: Place, most: int) -> Sequence[Said]:
    """Return what was said last on a line of talk before a place."""
    types = tuple(kind for kind in SignalType if find_line(kind) == line)
    return ledger.said(msgspec.structs.replace(voice, types=types, before=place, newest=True, limit=most))


def iterate_record(
    ledger: Ledger, party: str, *, since: date | None = None, until: date | None = None, after: Place | None = None
) -> Iterator[tuple[Place, Saying]]:
    """Yield what a party said, each placed in its record, from a place or day on; no more is read than is taken."""
    voice = SaidFilter(party=party, since=since, until=until, limit=_AT_ONCE)
    place, known = after, list[Said]()
    while chunk := ledger.said(msgspec.structs.replace(voice, after=place)):
        if place is after:
            lines = dict.fromkeys(str(find_line(kind)) for kind in list_spoken())
            bare = SaidFilter(party=party)
            known = [one for line in lines for one in _look_back(ledger, bare, line, chunk[0].place, MOST_BACK)]
        places = {one.telling.record: one.place for one in chunk}
        tellings = [one.telling for one in (*known, *chunk)]
        for saying in iterate_sayings(tellings, wanted=partial(_is_among, places)):
            if saying.party == party:
                yield places[saying.record], saying
        if len(chunk) < _AT_ONCE:
            return
        place, known = chunk[-1].place, _keep_last([*known, *chunk])


def iterate_voice(
    ledger: Ledger,
    *,
    party: str | None = None,
    person: str | None = None,
    since: date | None = None,
    until: date | None = None,
    after: Place | None = None,
) -> Iterator[tuple[Place, Saying]]:
    """Yield what a party, or a person for each party by itself, said, by day, from a place in all of that or a day on.

    What somebody says for several parties at once comes with each of them.
    """
    parties = (party,) if party else ledger.pages.parties_of(person or "")
    start = (*after[:-2], "") if after else None  # the place of one record is the same with all parties
    records = [_name(code, iterate_record(ledger, code, since=since, until=until, after=start)) for code in parties]
    for place, saying in merge(*records, key=itemgetter(0)):
        if (after is None or place > after) and person in (None, saying.person):
            yield place, saying


def _name(party: str, record: Iterable[tuple[Place, Saying]]) -> Iterator[tuple[Place, Saying]]:
    """Yield what is in a party's record with places that tell it from what stands in others at the same place."""
    return (((*place, party), saying) for place, saying in record)


def _is_among(records: Container[str], telling: Telling) -> bool:
    return telling.record in records


def _keep_last(said: Iterable[Said]) -> list[Said]:
    """Return of each line of talk what is compared with."""
    lines: defaultdict[str | None, list[Said]] = defaultdict(list)
    for one in sorted(said, key=lambda one: one.place):
        lines[find_line(one.telling.type)].append(one)
    return [one for each in lines.values() for one in each[-MOST_BACK:]]
