"""Candidates into records with date, place and provenance."""

from collections import Counter

from marsad.coders.base import Findings
from marsad.coders.signals.candidate import Candidate, Rejected
from marsad.coders.signals.rows import load_kinds
from marsad.model import Abstention, Provenance, Signal, When, make_record_id


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
                date=_find_date(findings, candidate),
                place=_find_place(findings, candidate),
                attributed_to=candidate.attributed_to,
                person=candidate.agent.person,
                role=candidate.agent.role,
                background=candidate.background,
                provenance=provenance,
            )
        )
        seen[key] += 1
    return tuple(signals)


def _find_date(findings: Findings, candidate: Candidate) -> When | None:
    sentence = candidate.context.sentence
    first, last = candidate.start, candidate.end
    if load_kinds()[candidate.type].spoken:
        first, last = sentence.start, candidate.cue.end + 40 if candidate.cue else candidate.start
    inside = [date for date in findings.dates if first <= date.start < last and date.when is not None]
    if not inside:
        return None
    anchor = candidate.cue.start if candidate.cue else candidate.start
    return min(inside, key=lambda date: abs(date.start - anchor)).when


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
