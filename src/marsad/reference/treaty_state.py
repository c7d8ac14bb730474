"""A treaty on a day: its status by party, what then binds, which rights can be used, and what had happened."""

from collections.abc import Mapping, Sequence
from datetime import date
from types import MappingProxyType

import msgspec

from marsad.reference.horizon import load_horizons
from marsad.reference.states import name_code
from marsad.reference.treaties import Treaty, TreatyEvent, TreatyTerm, find_events, find_terms

STATUSES: Mapping[str, str] = MappingProxyType(
    {
        "signed": "signed",
        "ratified": "ratified",
        "in_force": "in force",
        "extended": "in force",
        "suspended": "suspended",
        "deratified": "signed",
        "resumed": "in force",
        "withdrawn": "withdrawn",
        "ended": "ended",
        "expired": "expired",
        "adopted": "in effect",
        "announced": "announced",
        "deployed": "in effect",
    }
)
_CLOSED = ("ended", "expired")
_BEFORE = {"arrangement": "in effect", "doctrine": "not adopted", "statement": "not adopted"}  # any act
_ONE_SIDED = ("suspended", "withdrawn", "deratified", "ratified", "resumed")


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """What the treaty is for one party, or for all without a name, since the act that made it so."""

    party: str
    status: str
    event: TreatyEvent


class Usable(msgspec.Struct, frozen=True, kw_only=True):
    """A limit or right that holds on the day by the treaty's words, and the acts that stand in its way."""

    term: TreatyTerm
    halted_by: tuple[TreatyEvent, ...] = ()


class TreatyState(msgspec.Struct, frozen=True, kw_only=True):
    """A treaty on a day.

    `until` is the day to which it was then to run, where it had one; `note` is what must be said where the table's
    knowledge ends before the day.
    """

    treaty: Treaty
    on: date
    status: str
    parties: tuple[Standing, ...]
    terms: tuple[Usable, ...]
    events: tuple[TreatyEvent, ...]
    until: str = ""
    note: str = ""


def find_treaty_state(treaty: Treaty, on: date) -> TreatyState:
    """Return what a treaty is on a day."""
    events = tuple(event for event in find_events(treaty.id) if event.happened(on))
    horizon = load_horizons()["treaties"]
    parties = _find_standings(treaty, events)
    status = _find_status(treaty, events)
    live = status not in _CLOSED
    halted = [name_code(one.party) for one in parties if one.status == "suspended"]
    return TreatyState(
        treaty=treaty,
        on=on,
        status=f"{status}, suspended by {' and '.join(halted)}" if live and halted else status,
        parties=tuple(parties),
        terms=tuple(_find_usable(term, events) for term in _list_terms(treaty) if live and term.holds(on)),
        events=events,
        until=next((event.until for event in reversed(events) if event.until), "") if live else "",
        note=horizon.says if on > horizon.until else "",
    )


def _find_status(treaty: Treaty, events: Sequence[TreatyEvent]) -> str:
    """Return the status for all: what one party alone suspends or leaves goes on between the others."""
    status = _BEFORE.get(treaty.kind, "not signed")
    for event in events:
        mine = STATUSES.get(event.kind)
        if mine and event.kind not in _ONE_SIDED:
            status = mine
    return f"{status}, not in force" if status == "signed" and treaty.kind == "treaty" else status


def _find_standings(treaty: Treaty, events: Sequence[TreatyEvent]) -> list[Standing]:
    """Return the last status of each party, in order of code; of unlisted parties only of those who acted."""
    found: dict[str, Standing] = {}
    for event in events:
        if event.kind not in STATUSES:
            continue
        for party in event.codes or treaty.parties:
            before = found.get(party)
            if before is None or _goes_before(before.status, event):
                found[party] = Standing(party=party, status=STATUSES[event.kind], event=event)
    for event in events:
        if event.kind == "in_force" and not event.codes:
            found = {code: _enter(one, event) for code, one in found.items()}
    return [found[code] for code in sorted(found)]


def _enter(one: Standing, event: TreatyEvent) -> Standing:
    entered = one.status in ("signed", "ratified") and one.event.date < event.date
    return Standing(party=one.party, status="in force", event=event) if entered else one


def _goes_before(status: str, event: TreatyEvent) -> bool:
    """Tell whether an act changes a party's status: who left stays out whatever befalls the rest."""
    return status != "withdrawn" or event.kind in ("resumed", "signed")


def _list_terms(treaty: Treaty) -> list[TreatyTerm]:
    """Return limits and rights, the larger numbers first."""
    return sorted(find_terms(treaty.id), key=lambda term: (-(term.value or 0), term.id))


def _find_usable(term: TreatyTerm, events: Sequence[TreatyEvent]) -> Usable:
    return Usable(term=term, halted_by=tuple(event for event in events if term.id in event.halted))
