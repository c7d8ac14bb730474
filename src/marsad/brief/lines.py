"""From an episode to a brief's line, with its witnesses."""

from collections.abc import Iterator, Sequence
from datetime import date

from marsad.brief.holdings import Holdings, find_track, make_gist, make_witness
from marsad.brief.nouns import Beside, Line, Tie
from marsad.measure.levels import Level, Track
from marsad.model import Basis, Precision, Statement, When
from marsad.model.episode import Episode, LinkKind, Telling
from marsad.reconcile.episodes.family import is_spoken

MOST_WITNESSES, MOST_TIES = 3, 2
_TIED = (LinkKind.ANSWERS, LinkKind.DENIES, LinkKind.CONTRADICTS)


def make_line(holdings: Holdings, episode: Episode, told: Sequence[Telling], since: date) -> Line:
    """Return an episode as told by `told`, of which there is one at least; the period begins `since`."""
    first = holdings.first_told(episode)
    told = sorted(told, key=lambda one: _order(holdings, one))
    track, level, chief = _find_level(holdings, told)
    voice = _find_words(holdings, chief) if is_spoken(chief.type) else None
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
        witnesses=tuple(make_witness(holdings, one.record) for one in told[:MOST_WITNESSES]),
        more=len(episode.tellings) - min(len(told), MOST_WITNESSES),
        level=level,
        words=(voice or holdings.signals[chief.record]).span.quote,
        direct=voice is not None,
        fresh=first is not None and first >= since,
        told_before=first is not None and first < since,
        beside=_find_beside(holdings, episode),
        ties=tuple(_find_ties(holdings, episode))[:MOST_TIES],
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


def _order(holdings: Holdings, telling: Telling) -> tuple[bool, date, str]:
    """Return the order of telling: originals before copies, by day."""
    head = holdings.heads[telling.article]
    return not head.counted, telling.told or date.max, telling.record


def _find_level(holdings: Holdings, told: Sequence[Telling]) -> tuple[Track, Level | None, Telling]:
    """Return an episode's track, its level furthest from zero on this track, and the telling that gives it.

    An act counts among acts as soon as one telling has it as an act; levels of the two tracks are never compared.
    """
    found = [(find_track(one, holdings.levels[one.record]), holdings.levels[one.record], one) for one in told]
    track = Track.ACTS if any(each[0] is Track.ACTS for each in found) else Track.WORDS
    ours = [(level, one) for its, level, one in found if its is track]
    graded = [(level, one) for level, one in ours if level]
    if not graded:
        return track, None, ours[0][1]
    level, chief = max(graded, key=lambda each: (abs(each[0].value), each[0].value))
    return track, level, chief


def _find_words(holdings: Holdings, telling: Telling) -> Statement | None:
    """Return the shortest quotation that a telling's sentence has of who speaks in it."""
    around = [
        one
        for one in holdings.statements.get(telling.article, ())
        if one.direct and _touch(one, telling) and {*one.actor} & {*telling.actors}
    ]
    return min(around, key=lambda one: (one.span.end - one.span.start, one.id), default=None)


def _touch(statement: Statement, telling: Telling) -> bool:
    return statement.span.start < telling.end and telling.start < statement.span.end


def _find_beside(holdings: Holdings, episode: Episode) -> Beside | None:
    """Return what the episode's words are beside their speaker's record, by its first telling that stands there."""
    keys = ((record, party) for record in episode.tellings for party in holdings.tellings[record].actors)
    saying = next((holdings.said[key] for key in keys if key in holdings.said), None)
    if saying is None:
        return None
    return Beside(
        novelty=saying.novelty,
        why=saying.why,
        first=saying.first,
        times=saying.times,
        earlier=make_witness(holdings, saying.earlier) if saying.earlier else None,
    )


def _find_ties(holdings: Holdings, episode: Episode) -> Iterator[Tie]:
    """Yield the records of other episodes that this one answers or denies, or that answer or deny it."""
    ours, seen = {*episode.tellings}, set[str]()
    for record in episode.tellings:
        for link in holdings.tied.get(record, ()):
            other = link.target if link.source in ours else link.source
            if link.kind in _TIED and other not in ours and other not in seen:
                seen.add(other)
                witness = make_witness(holdings, other)
                gist = make_gist(holdings.tellings[other])
                yield Tie(kind=link.kind, outgoing=link.source in ours, gist=gist, witness=witness)
