"""Who speaks: persons and parties, and the record of what one of them said and did."""

from collections.abc import Sequence

import msgspec

from marsad.app.web.lines import Line, make_lines
from marsad.app.web.visits import AskError, Shown, Visit
from marsad.app.web.wishes import AT_ONCE, read_page
from marsad.model.episode import Episode, Saying
from marsad.reconcile.sayings import trace_sayings

_LONGEST = 200


class Said(msgspec.Struct, frozen=True, kw_only=True):
    """An episode in somebody's record, with what it is beside what was said before."""

    line: Line
    saying: Saying | None
    earlier: Episode | None


def show_speakers(visit: Visit) -> Shown:
    """List the persons and parties by how often they speak or act."""
    fields = {"persons": visit.ledger.persons(), "parties": visit.ledger.parties()}
    return Shown(template="speakers.html", title=visit.words.label("nav.speakers"), fields=fields)


def show_speaker(visit: Visit) -> Shown:
    """Show the record of the person or party that the address names, the latest first."""
    person, party = (visit.params.get(name, "")[:_LONGEST] or None for name in ("person", "party"))
    if (person is None) == (party is None):
        raise AskError("error.speaker")
    told = [telling for telling, _ in visit.ledger.tellings_by(person=person, party=party)]
    owners = visit.ledger.episodes_of([telling.record for telling in told])
    sayings = {
        saying.record: saying
        for saying in trace_sayings(told, {record: one.id for record, one in owners.items()})
        if party is None or saying.party == party
    }
    page = read_page(visit.params)
    episodes = sorted({one.id: one for one in owners.values()}.values(), key=_order, reverse=True)
    shown = episodes[(page - 1) * AT_ONCE : page * AT_ONCE]
    fields = {
        "person": person,
        "party": party,
        "said": _join(make_lines(visit.ledger, shown), sayings, owners),
        "total": len(episodes),
        "page": page,
        "more": len(episodes) > page * AT_ONCE,
    }
    title = visit.words.person(person) if person else visit.words.name(party or "")
    return Shown(template="speaker.html", title=title, fields=fields)


def _order(episode: Episode) -> tuple[str, str]:
    return episode.since.isoformat() if episode.since else "", episode.id


def _join(lines: Sequence[Line], sayings: dict[str, Saying], owners: dict[str, Episode]) -> list[Said]:
    found = []
    for line in lines:
        saying = next((sayings[record] for record in line.episode.tellings if record in sayings), None)
        earlier = owners.get(saying.earlier) if saying and saying.earlier else None
        found.append(Said(line=line, saying=saying, earlier=earlier))
    return found
