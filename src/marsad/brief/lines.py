"""From an episode to a brief's line, with its evidence."""

from collections.abc import Iterator, Sequence
from datetime import date

from marsad.brief.material import Material, find_track, make_evidence, make_gist
from marsad.brief.nouns import Beside, Line, Tie
from marsad.measure.levels import Level, Track
from marsad.model import Basis, Precision, Statement, When
from marsad.model.episode import Episode, LinkKind, Telling
from marsad.reconcile.episodes.family import is_spoken

MOST_EVIDENCE, MOST_TIES = 3, 2
_TIED = (LinkKind.ANSWERS, LinkKind.DENIES, LinkKind.CONTRADICTS)


def make_line(material: Material, episode: Episode, told: Sequence[Telling], since: date) -> Line:
    """Return an episode as told by `told`, of which there is one at least; the period begins `since`."""
    first = material.first_told(episode)
    told = sorted(told, key=lambda one: _order(material, one))
    track, level, chief = _find_level(material, told)
    voice = _find_words(material, chief) if is_spoken(chief.type) else None
    gist = make_gist(chief)
    return Line(
        id=episode.id,
        day=tell_days(episode.since, episode.until),
        dated=episode.is_dated,
        gist=gist,
        track=track,
        status=episode.status,
        because=episode.because,
        sources=episode.sources,
        evidence=tuple(make_evidence(material, one.record) for one in told[:MOST_EVIDENCE]),
        more=len(episode.tellings) - min(len(told), MOST_EVIDENCE),
        level=level,
        words=(voice or material.signals[chief.record]).span.quote,
        direct=voice is not None,
        fresh=first is not None and first >= since,
        told_before=first is not None and first < since,
        beside=_find_beside(material, episode),
        ties=tuple(_find_ties(material, episode))[:MOST_TIES],
    )


def tell_days(since: date | None, until: date | None) -> str:
    """Return days in ISO 8601, as short as they can be: 2022-02-24, 2022-02, 2022, 2022-02-01/2022-02-04."""
    if since is None or until is None:
        return ""
    if since == until:
        return since.isoformat()
    months = When(start=since, end=until, precision=Precision.INTERVAL, basis=Basis.GIVEN).iso()
    first, _, last = months.partition("/")
    return first if first == last else months


def _order(material: Material, telling: Telling) -> tuple[bool, date, str]:
    """Return the order of telling: originals before copies, by day."""
    head = material.heads[telling.article]
    return not head.counted, telling.told or date.max, telling.record


def _find_level(material: Material, told: Sequence[Telling]) -> tuple[Track, Level | None, Telling]:
    """Return an episode's track, its level furthest from zero on this track, and the telling that gives it.

    An act counts among acts as soon as one telling has it as an act; levels of the two tracks are never compared.
    """
    found = [(find_track(one, material.levels[one.record]), material.levels[one.record], one) for one in told]
    track = Track.ACTS if any(each[0] is Track.ACTS for each in found) else Track.WORDS
    ours = [(level, one) for its, level, one in found if its is track]
    graded = [(level, one) for level, one in ours if level]
    if not graded:
        return track, None, ours[0][1]
    level, chief = max(graded, key=lambda each: (abs(each[0].value), each[0].value))
    return track, level, chief


def _find_words(material: Material, telling: Telling) -> Statement | None:
    """Return the shortest quotation that a telling's sentence has of who speaks in it."""
    around = [
        one
        for one in material.statements.get(telling.article, ())
        if one.direct and _touch(one, telling) and {*one.actor} & {*telling.actors}
    ]
    return min(around, key=lambda one: (one.span.end - one.span.start, one.id), default=None)


def _touch(statement: Statement, telling: Telling) -> bool:
    return statement.span.start < telling.end and telling.start < statement.span.end


def _find_beside(material: Material, episode: Episode) -> Beside | None:
    """Return what the episode's words are beside their speaker's record, by its first telling that stands there."""
    keys = ((record, party) for record in episode.tellings for party in material.tellings[record].actors)
    saying = next((material.said[key] for key in keys if key in material.said), None)
    if saying is None:
        return None
    return Beside(
        novelty=saying.novelty,
        why=saying.why,
        first=saying.first,
        times=saying.times,
        earlier=make_evidence(material, saying.earlier) if saying.earlier else None,
    )


def _find_ties(material: Material, episode: Episode) -> Iterator[Tie]:
    """Yield the records of other episodes that this one answers or denies, or that answer or deny it."""
    ours, seen = {*episode.tellings}, set[str]()
    for record in episode.tellings:
        for link in material.tied.get(record, ()):
            other = link.target if link.source in ours else link.source
            if link.kind in _TIED and other not in ours and other not in seen:
                seen.add(other)
                evidence = make_evidence(material, other)
                gist = make_gist(material.tellings[other])
                yield Tie(kind=link.kind, outgoing=link.source in ours, gist=gist, evidence=evidence)
