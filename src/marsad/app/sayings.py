"""What episodes are in the record of who speaks: some placed among what was said lately before, or the whole record."""

from collections.abc import Sequence
from datetime import date

from marsad.ledger import Ledger, SpokenFilter
from marsad.model import SignalType
from marsad.model.episode import Episode, Saying
from marsad.reconcile.sayings import iterate_sayings, list_spoken, trace_sayings

_LOOKED_AT = 2_000  # tellings of what was said before, the latest


def find_sayings(
    ledger: Ledger,
    episodes: Sequence[Episode],
    *,
    person: str | None = None,
    party: str | None = None,
    types: tuple[SignalType, ...] = (),
    until: date | None = None,
) -> dict[str, Saying]:
    """Return what these episodes are in the record of a person or else a party, by episode; acts are in none.

    `types` are those of the record that is looked at, all that is said where none is named.
    """
    wanted = SpokenFilter(person=person, party=party, types=types or list_spoken(), until=until, limit=_LOOKED_AT)
    told = ledger.spoken(wanted)
    owners = {telling.record: episode for telling, episode in told}
    shown = {episode.id for episode in episodes}
    found: dict[str, Saying] = {}
    for saying in iterate_sayings(
        (telling for telling, _ in told), owners, lambda telling: owners[telling.record] in shown
    ):
        if party is None or saying.party == party:
            found.setdefault(owners[saying.record], saying)
    return found


def trace_record(ledger: Ledger, parties: Sequence[str]) -> tuple[Saying, ...]:
    """Return all that is said where one of these parties speaks, placed in the record of each, by day."""
    told = list(ledger.pages.spoken(parties))
    return trace_sayings((telling for telling, _ in told), {telling.record: episode for telling, episode in told})
