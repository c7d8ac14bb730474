"""Who speaks: persons and parties, and the record of what one of them said and did."""

from collections.abc import Mapping, Sequence

import msgspec

from marsad.app.sayings import find_sayings
from marsad.app.web.lines import Line, make_lines
from marsad.app.web.visits import AskError, Shown, Visit
from marsad.app.web.wishes import AT_ONCE, read_page
from marsad.ledger import EpisodeFilter
from marsad.model.episode import Episode, Saying

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
    page = read_page(visit.params)
    found, total = _find(visit, person, party, (page - 1) * AT_ONCE)
    shown = found[:AT_ONCE]
    sayings = find_sayings(visit.ledger, shown, person=person, party=party)
    earlier = visit.ledger.episodes_of([one.earlier for one in sayings.values() if one.earlier])
    fields = {
        "person": person,
        "party": party,
        "said": _join(make_lines(visit.ledger, shown), sayings, earlier),
        "total": total,
        "page": page,
        "more": len(found) > AT_ONCE,
    }
    title = visit.words.person(person) if person else visit.words.name(party or "")
    return Shown(template="speaker.html", title=title, fields=fields)


def _find(visit: Visit, person: str | None, party: str | None, offset: int) -> tuple[tuple[Episode, ...], int]:
    """Return a page of episodes, one more where there are more, and how many there are in all."""
    if person is not None:
        found = visit.ledger.episodes_with(person, limit=AT_ONCE + 1, offset=offset)
        return found, visit.ledger.count_episodes_with(person)
    wanted = EpisodeFilter(actors=(party or "",), newest=True, limit=AT_ONCE + 1, offset=offset)
    return tuple(visit.ledger.episodes(wanted)), visit.ledger.count_episodes(wanted)


def _join(lines: Sequence[Line], sayings: Mapping[str, Saying], owners: Mapping[str, Episode]) -> list[Said]:
    found = []
    for line in lines:
        saying = sayings.get(line.episode.id)
        earlier = owners.get(saying.earlier) if saying and saying.earlier else None
        found.append(Said(line=line, saying=saying, earlier=earlier))
    return found
