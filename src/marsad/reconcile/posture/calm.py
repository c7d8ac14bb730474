"""Assessments that nothing has changed, and the claims of a change that they stand against."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from marsad.model import Modality, SignalType
from marsad.model.episode import Link, LinkKind, Telling
from marsad.reconcile.material import Material
from marsad.reconcile.posture.nouns import Calm, CalmKind, Change
from marsad.reconcile.posture.words import find_calm

_SAYING = frozenset({SignalType.ASSESSMENT, SignalType.ASSURANCE, SignalType.DENIAL})
_MOVES = frozenset({SignalType.ALERT, SignalType.DEPLOYMENT})
_BEFORE, _AFTER = 1, 7  # days around a claim of a change within which an assessment stands against it
_FIRM = 0.6


def find_assessments(material: Material) -> Iterator[Calm]:
    """Yield the assessments of no change that are no background, by record."""
    for record in sorted(material.tellings):
        one = material.tellings[record]
        kind = find_calm(material.words[record]) if one.type in _SAYING and one.actors and not one.background else None
        if kind and (one.type is not SignalType.DENIAL or one.targets):
            yield Calm(
                record=record,
                article=one.article,
                by=one.actors,
                about=one.targets,
                kind=kind,
                words=material.words[record],
                day=one.until or one.told,
                person=one.person,
            )


def find_against(calm: Calm, changes: Iterable[Change], tellings: Mapping[str, Telling]) -> Iterator[Link]:
    """Yield what an assessment of no change stands against: claims that those whom it is about changed their posture.

    Only of forces, not of a use that nobody claims; only an alert, or nuclear forces deployed, told as done, at most a
    week before the assessment or a day after it; and never what the same party asserts.
    """
    if calm.kind is not CalmKind.POSTURE or calm.day is None:
        return
    for change in changes:
        told = tellings[change.record]
        moved = change.type in _MOVES and (change.nuclear or change.type is SignalType.ALERT)
        claimed = change.modality is Modality.ACTUAL and not change.background and change.party in calm.about
        day = change.until or told.told
        if not (moved and claimed) or day is None or told.asserted_by in calm.by or {*calm.by} & {change.party}:
            continue
        gap = (calm.day - day).days
        if -_BEFORE <= gap <= _AFTER:
            why = (f"no change seen {gap} days after" if gap else "no change seen the same day", f"by {_join(calm.by)}")
            yield Link(
                kind=LinkKind.CONTRADICTS,
                source=calm.record,
                target=change.record,
                score=round(_FIRM + (1 - _FIRM) * (1 - abs(gap) / (_AFTER + 1)), 3),
                why=why,
            )


def _join(codes: Sequence[str]) -> str:
    return "+".join(codes)
