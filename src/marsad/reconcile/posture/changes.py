"""Changes of posture, and what stands by the last of them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date

from marsad.model import Modality, SignalType
from marsad.model.episode import Episode
from marsad.reconcile.material import Material
from marsad.reconcile.posture.nouns import Change, Standing
from marsad.reconcile.posture.words import find_systems
from marsad.reference.systems import Nuclear, load_systems

MATTERS = {
    SignalType.ALERT: "alert",
    SignalType.ARMS_TRANSFER: "transfers",
    SignalType.CAPABILITY: "capability",
    SignalType.DEPLOYMENT: "forces",
    SignalType.MOBILIZATION: "mobilization",
    SignalType.TEST: "tests",
    SignalType.WITHDRAWAL: "forces",
}
_NUCLEAR = frozenset({"nuclear", "strategic", "warheads"})
_DONE = frozenset({Modality.ACTUAL, Modality.HALTED})


def find_changes(material: Material) -> Iterator[Change]:
    """Yield the changes that episodes tell, one for each party that makes them."""
    for episode in material.found.episodes:
        if episode.type in MATTERS:
            yield from (_make_change(episode, party, material) for party in episode.actors)


def _make_change(episode: Episode, party: str, material: Material) -> Change:
    first = episode.tellings[0]
    named = (system for record in episode.tellings for system in find_systems(material.quotes[record]))
    systems = tuple(dict.fromkeys(named))
    marks = {mark for record in episode.tellings for mark in material.tellings[record].marks}
    carriers = (load_systems()[system].nuclear is not Nuclear.NO for system in systems)
    return Change(
        episode=episode.id,
        record=first,
        party=party,
        type=episode.type,
        modality=episode.modality,
        status=episode.status,
        because=episode.because,
        words=material.words[first],
        sources=len(episode.sources),
        towards=episode.targets,
        place=episode.place,
        systems=systems,
        nuclear=bool(marks & _NUCLEAR) or any(carriers),
        since=episode.since,
        until=episode.until,
        is_dated=episode.is_dated,
        background=episode.background,
    )


def find_standings(changes: Iterable[Change]) -> list[Standing]:
    """Return what stands: of each party, matter and place the last change told as done, and what is announced since.

    A transfer's place is who receives it; forces without a place come and go by themselves. What is denied or only
    possible, and background without a day, tells nothing.
    """
    groups: defaultdict[tuple[str, ...], list[Change]] = defaultdict(list)
    for change in changes:
        if change.since and (change.is_dated or not change.background):
            place = find_place(change)
            groups[change.party, MATTERS[change.type], place or change.type.value].append(change)
    made = (_stand(group) for group in groups.values())
    return sorted((one for one in made if one), key=lambda one: (one.party, one.matter, one.place or "", one.since))


def find_place(change: Change) -> str | None:
    """Return where a change is: its place, or who receives what is transferred."""
    return "+".join(change.towards) or None if change.type is SignalType.ARMS_TRANSFER else change.place


def _stand(group: list[Change]) -> Standing | None:
    ranked = sorted(group, key=lambda one: (one.since or date.min, one.episode))
    done = [one for one in ranked if one.modality in _DONE]
    if not done or done[-1].since is None:
        return None
    last = done[-1]
    planned = [one for one in ranked[ranked.index(last) :] if one.modality is Modality.PLANNED]
    return Standing(
        party=last.party,
        matter=MATTERS[last.type],
        place=find_place(last),
        since=done[-1].since,
        change=last,
        announced=planned[-1] if planned else None,
    )
