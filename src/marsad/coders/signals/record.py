"""Candidates into records with date, place and provenance."""

from collections import Counter
from collections.abc import Iterator

from marsad.coders.base import Findings
from marsad.coders.signals.candidate import Candidate, Rejected
from marsad.coders.signals.clause import Lead
from marsad.coders.signals.rows import load_kinds
from marsad.find.dates import FoundDate
from marsad.languages.ar.cues import CueRole
from marsad.model import Abstention, Modality, Provenance, Signal, When, make_record_id

_AGO = "date.ago"  # "two weeks ago", written with the word for "since"
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
            because=(*_quote_words(candidate), *candidate.because),
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


def _quote_words(candidate: Candidate) -> Iterator[str]:
    """Yield the words that a record was read from."""
    quote, cue, frame, said = candidate.context.quote, candidate.cue, candidate.frame, candidate.said
    yield f"cue «{quote(cue.start, cue.end)}»" if cue is not None else "no cue but whom the words judge"
    if frame is None:
        yield f"reported by «{quote(said.frame_start, said.frame_end).strip()}»" if said else "named by the cue itself"
        return
    if frame.thing is not None:
        yield f"of «{quote(frame.thing.start, frame.thing.end)}»"
    if frame.chain:
        yield "carried by " + ", ".join(f"«{quote(hit.start, hit.end)}»" for hit, _ in frame.chain)


def find_date(candidate: Candidate) -> When | None:
    """Return the date that the text gives an act: for a speech act only one in its reporting words.

    A deed told as done whose own words have none takes the last one that its sentence names before it.
    """
    spoken = load_kinds()[candidate.type].spoken
    first, last = _frame_of(candidate) if spoken else (candidate.start, _with_time(candidate))
    anchor = candidate.cue.start if candidate.cue else candidate.start
    inside = [date for date in _dated(candidate) if first <= date.start < last]
    if inside:
        return min(inside, key=lambda date: abs(date.start - anchor)).when
    if spoken or candidate.modality is not Modality.ACTUAL:
        return None
    before = [date for date in _dated(candidate) if date.start < first]
    return before[-1].when if before else None


def _with_time(candidate: Candidate) -> int:
    """Return where a deed's words end, a date that a comma sets apart and that ends the sentence included."""
    context, end = candidate.context, candidate.end
    start, stop = context.clause(end)
    tail = [span for span in context.times if start <= span[0] and span[1] <= stop == context.sentence.end]
    alone = start == end and tail and context.distance(end, tail[0][0]) == 0
    return stop if alone and context.distance(tail[-1][1], stop) <= 1 else end


def _dated(candidate: Candidate) -> list[FoundDate]:
    """Return the dates of an act's sentence that are not only the beginning of what lasts, "since 2019"."""
    context = candidate.context
    if not context.times:
        return []
    return [
        date
        for date in context.findings.dates
        if context.sentence.start <= date.start < context.sentence.end
        and date.when is not None
        and date.role is None
        and (date.rule == _AGO or not context.has_cue(context.words_back(date.start, 1), date.end, CueRole.SINCE))
    ]


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
    """Return where a deed takes place: the first place named after its cue that is no party, one led by "in" first."""
    if load_kinds()[candidate.type].spoken:
        return None
    context, anchor = candidate.context, candidate.cue.start if candidate.cue else candidate.start
    if not findings.places:
        return None
    inside = [place for place in findings.places if max(candidate.start, anchor + 1) <= place.start < candidate.end]
    led = [place for place in inside if context.lead_at(place.start, place.prefix, anchor) is Lead.INSIDE]
    free = [place for place in inside if not any(a.start <= place.start < a.end for a in context.actors)]
    return next((place.name for place in (*led, *free)), None)


def make_abstention(findings: Findings, rejected: Rejected, coder: str) -> Abstention:
    """Return the abstention that a rejected cue leaves."""
    span = findings.scan.span(rejected.start, rejected.end)
    return Abstention(coder=coder, rule=rejected.rule, reason=rejected.reason, span=span)
