"""Candidates into records with date, place and provenance."""

from collections import Counter

from marsad.coders.base import Findings
from marsad.coders.signals.candidate import Candidate, Rejected
from marsad.coders.signals.rows import load_kinds
from marsad.model import Abstention, Provenance, Signal, When, make_record_id

_DATE_REACH = 40  # characters after a verb of speaking within which its date stands


def make_signals(
    findings: Findings, candidates: list[Candidate], coder: str, version: str, codebook: str
) -> tuple[Signal, ...]:
    """Return the signals of the candidates, in text order, with stable ids."""
    seen: Counter[tuple[str, str]] = Counter()
    signals = []
    for candidate in candidates:
        span = findings.scan.span(candidate.start, candidate.end)
        key = (candidate.type.value, span.quote)
        article = findings.scan.article.id
        cue = candidate.cue
        provenance = Provenance(
            coder=coder,
            version=version,
            codebook=codebook,
            rule=candidate.rule,
            cue=findings.scan.span(cue.start, cue.end) if cue else None,
            because=candidate.because,
        )
        signals.append(
            Signal(
                id=make_record_id("signal", article, *key, seen[key]),
                article=article,
                span=span,
                type=candidate.type,
                actors=candidate.actors,
                targets=candidate.targets,
                modality=candidate.modality,
                date=find_date(candidate),
                place=_find_place(findings, candidate),
                attributed_to=candidate.attributed_to,
                person=candidate.agent.person,
                role=candidate.agent.role,
                background=candidate.background,
                confidence=round(candidate.confidence, 2),
                provenance=provenance,
            )
        )
        seen[key] += 1
    return tuple(signals)


def find_date(candidate: Candidate) -> When | None:
    """Return the date that the text gives an act: for a speech act only one in its reporting words."""
    spoken = load_kinds()[candidate.type].spoken
    first, last = _frame_of(candidate) if spoken else (candidate.start, candidate.end)
    dates = candidate.context.findings.dates
    inside = [date for date in dates if first <= date.start < last and date.when is not None]
    if not inside:
        return None
    anchor = candidate.cue.start if candidate.cue else candidate.start
    return min(inside, key=lambda date: abs(date.start - anchor)).when


def _frame_of(candidate: Candidate) -> tuple[int, int]:
    """Return the range of the words that report a speech act, from the sentence's start or the act before."""
    sentence, cue = candidate.context.sentence, candidate.cue
    position = cue.start if cue is not None else candidate.end - 1
    for said in candidate.context.statements:
        if said.frame_start <= position < max(said.end, said.frame_end):
            ended = (other.end for other in candidate.context.statements if other.end <= said.frame_start)
            return max(sentence.start, *ended, sentence.start), max(said.start, said.frame_end)
    return sentence.start, (cue.end if cue is not None else candidate.start) + _DATE_REACH


def _find_place(findings: Findings, candidate: Candidate) -> str | None:
    anchor = candidate.cue.start if candidate.cue else candidate.start
    inside = [
        place for place in findings.places if candidate.start <= place.start < candidate.end and place.start > anchor
    ]
    return inside[0].name if inside else None


def make_abstention(findings: Findings, rejected: Rejected, coder: str) -> Abstention:
    """Return the abstention that a rejected cue leaves."""
    span = findings.scan.span(rejected.start, rejected.end)
    return Abstention(coder=coder, rule=rejected.rule, reason=rejected.reason, span=span)
