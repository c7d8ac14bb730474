"""How surely an episode happened: derived from who tells it, never set by hand."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date

from marsad.model.episode import Link, LinkKind, Telling
from marsad.model.kinds import Modality, SignalType, Status
from marsad.reconcile.episodes.family import is_spoken

_OPEN = frozenset({Modality.PLANNED, Modality.CONDITIONAL, Modality.POSSIBLE})
_MUTUAL = frozenset({SignalType.AGREEMENT, SignalType.BACKCHANNEL, SignalType.TALKS})
_DONE_BY_SAYING = frozenset(  # acts that are done by being announced: who announces them needs no other witness
    {
        SignalType.ALERT,
        SignalType.ALIGNMENT,
        SignalType.ANNEXATION,
        SignalType.MOBILIZATION,
        SignalType.SANCTION,
        SignalType.TREATY_COMMITMENT,
        SignalType.TREATY_SUSPENSION,
    }
)
NEWS = 14  # days within which an act is told as news
_REASONS = frozenset({LinkKind.DENIES, LinkKind.CONTRADICTS})


def find_status(
    tellings: Sequence[Telling], sources: Mapping[str, str], links: Collection[Link] = ()
) -> tuple[Status, tuple[str, ...]]:
    """Return an episode's status and its reasons.

    `tellings` stand in the order of telling, `sources` names the upstream source of each article, `links` are those
    from other records to this episode's.
    """
    if said := _find_halt(tellings):
        return Status.CANCELLED, said
    denied = tuple(telling for telling in tellings if telling.modality is Modality.DENIED)
    held = tuple(telling for telling in tellings if telling.modality is not Modality.DENIED)
    against = [link for link in links if link.kind in _REASONS]
    if held and (denied or against):
        if denied and _is_taken_back(held, denied, sources):
            return Status.CORRECTED, ("taken back by the source that had told it",)
        return Status.DISPUTED, _tell_dispute(denied, against)
    if denied:
        return Status.CLAIMED, ("told only as denied",)
    return _weigh(tellings, sources)


def _find_halt(tellings: Sequence[Telling]) -> tuple[str, ...]:
    """Return why an act counts as called off: it is told as halted, and nobody tells later that it happened."""
    halts = [at for at, telling in enumerate(tellings) if telling.modality is Modality.HALTED]
    if not halts or any(telling.modality is Modality.ACTUAL for telling in tellings[halts[-1] + 1 :]):
        return ()
    return (f"told as put off or called off by {len(halts)} of {len(tellings)}",)


def _is_taken_back(held: Sequence[Telling], denied: Sequence[Telling], sources: Mapping[str, str]) -> bool:
    """Tell whether all who told it deny it later themselves."""
    first = {find_root(telling, sources) for telling in held}
    after = [telling for telling in denied if telling.told and all(_is_before(one, telling) for one in held)]
    return bool(after) and first <= {find_root(telling, sources) for telling in after}


def _is_before(one: Telling, other: Telling) -> bool:
    return bool(one.told and other.told and one.told < other.told)


def _tell_dispute(denied: Sequence[Telling], against: Sequence[Link]) -> tuple[str, ...]:
    by = sorted({telling.asserted_by or "+".join(telling.actors) or "the page" for telling in denied})
    told = [f"denied by {', '.join(by)}"] if denied else []
    return (*told, *sorted(f"{link.kind.value} by {link.source}" for link in against))


def _weigh(tellings: Sequence[Telling], sources: Mapping[str, str]) -> tuple[Status, tuple[str, ...]]:
    """Weigh who tells it as news: who retells it long after repeats what was known."""
    tellings = [telling for telling in tellings if not is_retold(telling)]
    if not tellings:
        return Status.CLAIMED, ("told only in retrospect",)
    roots = {find_root(telling, sources) for telling in tellings}
    outlets = sorted(root.removeprefix(_SOURCE) for root in roots if root.startswith(_SOURCE))
    outlets = [outlet for outlet in outlets if outlet] or outlets  # agencies without a name may be any of the named
    parties = sorted(root.removeprefix(_PARTY) for root in roots if root.startswith(_PARTY))
    if _has_both_sides(tellings, parties):
        return Status.CONFIRMED, (f"told by both sides: {', '.join(parties)}",)
    if len(outlets) > 1:
        return Status.CONFIRMED, (f"{len(outlets)} independent sources: {', '.join(outlets)}",)
    if outlets and _has_other_source(tellings, sources, outlets[0]):
        return Status.CONFIRMED, (f"{outlets[0]} in its own name, and {', '.join(parties)} by another source",)
    told = f"only {', '.join(parties)} says so" if parties and not outlets else "one upstream source"
    return Status.CLAIMED, (told,)


def _has_other_source(tellings: Sequence[Telling], sources: Mapping[str, str], outlet: str) -> bool:
    """Tell whether another source than `outlet` tells of it too, in somebody's words."""
    return any(sources.get(telling.article, telling.article) != outlet for telling in tellings)


def _has_both_sides(tellings: Sequence[Telling], parties: Collection[str]) -> bool:
    actors = {code for telling in tellings for code in telling.actors}
    targets = {code for telling in tellings for code in telling.targets} - actors
    both = tellings[0].type in _MUTUAL and len(actors.intersection(parties)) > 1
    return both or (any(code in actors for code in parties) and any(code in targets for code in parties))


def is_retold(telling: Telling) -> bool:
    """Tell whether an act is told as background, or so long after its day that it is no news."""
    return telling.background or is_late(telling.until, telling.told)


def is_late(until: date | None, told: date | None) -> bool:
    """Tell whether what ended on a day is told so long after that it is no news."""
    return bool(until and told and (told - until).days > NEWS)


_SOURCE, _PARTY = "source ", "party "


def find_root(telling: Telling, sources: Mapping[str, str]) -> str:
    """Return who answers for a telling: the party that asserts the act, else the article's upstream source.

    What a text asserts itself counts by its source; whoever says in it that an act happened counts once, in however
    many papers. For what is said, the source is whoever heard it.
    """
    own = telling.asserted_by in telling.actors and telling.type in _DONE_BY_SAYING
    if telling.asserted_by and not own and not is_spoken(telling.type):
        return _PARTY + telling.asserted_by
    return _SOURCE + sources.get(telling.article, telling.article)
