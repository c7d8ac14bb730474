"""From a ledger's holdings to the brief of some days."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from datetime import date

import msgspec

from marsad.brief.coverage import count_coverage, list_aside, list_edits
from marsad.brief.holdings import Holdings, cite, make_witness
from marsad.brief.lines import make_line
from marsad.brief.nouns import Brief, Checked, Checks, Dispute, Line, NoChange, Party, Unusual
from marsad.brief.plots import make_plots
from marsad.brief.rank import make_listing, rank_line
from marsad.brief.talks import choose_talks
from marsad.measure.levels import Track
from marsad.model import Modality, SignalType
from marsad.model.episode import LinkKind
from marsad.model.kinds import Status
from marsad.reconcile.episodes.family import is_spoken

_MEETINGS = frozenset({SignalType.TALKS, SignalType.BACKCHANNEL})
AGAINST = frozenset({LinkKind.DENIES, LinkKind.CONTRADICTS})  # kinds of links by which one disputes another
_RIGHT = frozenset({"agrees", "routine", "not_checkable", "unknown_series"})
_MOST_REASONS = 3  # lines that tell why a day stands out
_QUARRELS = frozenset({Status.DISPUTED, Status.CORRECTED})


class Caps(msgspec.Struct, frozen=True, kw_only=True):
    """How many lines a section has at most; what is left out is counted."""

    news: int = 5  # of each track
    parties: int = 10
    said: int = 4  # of one party
    acts: int = 25
    calm: int = 6
    disputes: int = 10
    talks: int = 12  # of meetings, and of conditions
    checks: int = 15
    retold: int = 12


def make_brief(holdings: Holdings, since: date, until: date, caps: Caps | None = None) -> Brief:
    """Return what was told from `since` to `until`, both included; the same holdings gives the same brief."""
    caps = caps or Caps()
    lines = list(_make_lines(holdings, since, until))
    fresh = [line for line in lines if line.fresh]
    said = group_parties([line for line in lines if is_spoken(line.gist.type)], caps.said)
    calm = tuple(_list_calm(holdings, since, until))
    disputes = list(_find_disputes(holdings, since, until))
    return Brief(
        since=since,
        until=until,
        words=make_listing((line for line in fresh if line.track is Track.WORDS), caps.news),
        acts=make_listing((line for line in fresh if line.track is Track.ACTS), caps.news),
        said=said[: caps.parties],
        parties_left_out=max(len(said) - caps.parties, 0),
        done=make_listing((line for line in lines if _is_act(line)), caps.acts),
        calm=calm[: caps.calm],
        calm_left_out=max(len(calm) - caps.calm, 0),
        disputes=tuple(disputes[: caps.disputes]),
        disputes_left_out=max(len(disputes) - caps.disputes, 0),
        talks=choose_talks(holdings, since, until, caps.talks),
        checks=sort_checks(holdings.checks, caps.checks),
        unusual=tuple(_explain(one, lines) for one in holdings.unusual),
        retold=make_listing(_make_retold(holdings, since, until), caps.retold),
        edits=list_edits(holdings.edits, since, until),
        aside=list_aside(holdings.aside, since, until),
        coverage=count_coverage(holdings, since, until),
        plots=make_plots(holdings, since, until),
    )


def _is_act(line: Line) -> bool:
    """Tell acts from words, and from meetings, which have a section of their own."""
    return not is_spoken(line.gist.type) and line.gist.type not in _MEETINGS


def _make_lines(holdings: Holdings, since: date, until: date) -> Iterator[Line]:
    """Yield the episodes that pages of the period tell as news."""
    for episode in holdings.episodes:
        if told := holdings.told(episode, since, until):
            yield make_line(holdings, episode, told, since)


def group_parties(lines: Sequence[Line], most: int) -> tuple[Party, ...]:
    """Return what was said by party, the party with the first line by rank first."""
    by_party: defaultdict[str, list[Line]] = defaultdict(list)
    for line in lines:
        by_party[line.gist.actors[0] if line.gist.actors else ""].append(line)
    listed = [Party(code=code, said=make_listing(ours, most)) for code, ours in by_party.items()]
    return tuple(sorted(listed, key=lambda party: rank_line(party.said.lines[0])))


def _find_disputes(holdings: Holdings, since: date, until: date) -> Iterator[Dispute]:
    """Yield the disputed episodes of which the one or the other side was told in the period."""
    found = []
    for episode in holdings.episodes:
        if episode.status not in _QUARRELS:
            continue
        links = [link for one in episode.tellings for link in holdings.tied.get(one, ())]
        outer = sorted({link.source for link in links if link.kind in AGAINST and link.target in episode.tellings})
        sides = [holdings.tellings[record] for record in dict.fromkeys((*episode.tellings, *outer))]
        if not any(one.told and since <= one.told <= until for one in sides):
            continue
        denied = {*outer, *(one.record for one in sides if one.modality is Modality.DENIED)}
        ours = [one for one in sides if one.record in episode.tellings]
        line = make_line(holdings, episode, ours, since)
        holds = tuple(make_witness(holdings, one.record) for one in sides if one.record not in denied)
        against = tuple(make_witness(holdings, one.record) for one in sides if one.record in denied)
        found.append(Dispute(line=line, holds=holds, against=against))
    yield from sorted(found, key=lambda dispute: rank_line(dispute.line))


def sort_checks(found: Sequence[Checked], most: int) -> Checks:
    """Return what is not as the reference data have it, mistakes first, and count what is, by desk."""
    odd = sorted((one for one in found if one.verdict not in _RIGHT), key=_rank_check)
    right = Counter(one.desk for one in found if one.verdict in _RIGHT)
    left_out = max(len(odd) - most, 0)
    return Checks(found=tuple(odd[:most]), left_out=left_out, agreeing=tuple(sorted(right.items())))


def _rank_check(one: Checked) -> tuple[bool, str, str, str, str]:
    return not one.is_wrong, one.desk, one.claim, one.witness.article, one.witness.quote


def _explain(unusual: Unusual, lines: Sequence[Line]) -> Unusual:
    """Return the days that stand out with the chief lines that were told on them."""
    days = []
    for odd in unusual.days:
        day = odd.day.isoformat()
        ours = [
            line
            for line in lines
            if line.track is unusual.track and any(one.published == day for one in line.witnesses)
        ]
        days.append(msgspec.structs.replace(odd, lines=make_listing(ours, _MOST_REASONS).lines))
    return msgspec.structs.replace(unusual, days=tuple(days))


def _list_calm(holdings: Holdings, since: date, until: date) -> Iterator[NoChange]:
    """Yield the assessments of no change in pages of the period, the last first."""
    days = {head.id: head.published.end for head in holdings.heads.values() if head.published}
    ours = [one for one in holdings.calm if one.article in days and since <= days[one.article] <= until]
    for one in sorted(ours, key=lambda one: (days[one.article], one.record), reverse=True):
        witness = cite(holdings, one.article, one.record, one.words)
        yield NoChange(by=one.by, about=one.about, kind=one.kind.value, person=one.person, witness=witness)


def _make_retold(holdings: Holdings, since: date, until: date) -> Iterator[Line]:
    """Yield the episodes that pages of the period tell in retrospect only."""
    for episode in holdings.episodes:
        ours = [holdings.tellings[record] for record in episode.tellings]
        now = [one for one in ours if one.told and since <= one.told <= until]
        if now and not holdings.told(episode, since, until):
            yield make_line(holdings, episode, now, since)
