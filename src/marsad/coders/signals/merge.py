"""One act told twice is one signal; what is only feared inside a speech act is no second one."""

from marsad.coders.signals.candidate import Candidate, Rejected
from marsad.model import Modality, SignalType

_UNCERTAIN = frozenset({Modality.POSSIBLE, Modality.CONDITIONAL})
_ABSORBING = frozenset(
    {SignalType.THREAT, SignalType.WARNING, SignalType.ASSESSMENT, SignalType.DEMAND, SignalType.PLEDGE}
)
_MANY = frozenset({SignalType.USE_OF_FORCE, SignalType.TALKS})


def merge_candidates(candidates: list[Candidate]) -> tuple[list[Candidate], list[Rejected]]:
    """Return the signals that stay, in text order, and those that fell, with the reason."""
    kept: list[Candidate] = []
    fallen: list[Rejected] = []
    for candidate in sorted(candidates, key=_place):
        reason = _why_fall(candidate, candidates, kept)
        if reason is None:
            kept.append(candidate)
        else:
            fallen.append(Rejected(rule=candidate.rule, reason=reason, start=candidate.start, end=candidate.end))
    return kept, fallen


def _place(candidate: Candidate) -> tuple[int, int, str]:
    return candidate.start, candidate.end, candidate.rule


def _why_fall(candidate: Candidate, candidates: list[Candidate], kept: list[Candidate]) -> str | None:
    if candidate.modality is Modality.POSSIBLE and candidate.attributed_to is not None:
        return "what a speaker holds possible of another is the speaker's judgement"
    if _is_absorbed(candidate, candidates):
        return "feared, asked for or threatened within a speech act"
    if any(_same(candidate, other) for other in kept):
        return "the same act told again"
    return None


def _is_absorbed(candidate: Candidate, candidates: list[Candidate]) -> bool:
    if candidate.type in _ABSORBING or candidate.modality not in _UNCERTAIN | {Modality.PLANNED}:
        return False
    cue = candidate.cue
    return cue is not None and any(
        other.type in _ABSORBING and other.start <= cue.start < other.end and other.cue is not cue
        for other in candidates
    )


def _same(candidate: Candidate, other: Candidate) -> bool:
    if (candidate.type, candidate.actors) != (other.type, other.actors):
        return False
    if candidate.context.sentence.index == other.context.sentence.index:
        return candidate.type not in _MANY or candidate.targets == other.targets
    if candidate.type in _MANY:
        return False
    return candidate.targets == other.targets and candidate.modality == other.modality
