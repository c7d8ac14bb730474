"""Features of a word that may set off a signal: what it is, what the rules hold against it, what stands around it."""

from collections.abc import Iterator
from itertools import chain

from marsad.coders.signals.candidate import Candidate
from marsad.coders.signals.clause import Context
from marsad.coders.signals.judge.words import (
    bucket,
    count_parties,
    name_acts,
    name_cues,
    name_terms,
    name_things,
    name_words,
    tokens_between,
)
from marsad.coders.signals.rows import ActCue, Form, SpeechCue, WideActCue, WideSpeechCue, load_kinds
from marsad.languages.ar.stem import find_stem
from marsad.text.match import Hit


def describe_cue(candidate: Candidate) -> list[str]:
    """Return the features of a candidate that a word set off."""
    cue = candidate.cue
    if cue is None:
        return []
    return [*_own(candidate, cue), *_around(candidate, cue), *_said(candidate, cue)]


def find_form(cue: Hit) -> Form:
    """Return the form of a cue."""
    item = cue.item
    return item.form if isinstance(item, ActCue | SpeechCue) else Form.NOUN


def _own(candidate: Candidate, cue: Hit) -> Iterator[str]:
    context, form = candidate.context, find_form(cue)
    family = load_kinds()[candidate.type].family
    rivals = sorted({each for each in _types_at(context, cue)} - {candidate.type.value})
    yield f"rivals={bucket(len(rivals))}"
    for rival in rivals:
        yield f"rival={rival}|type={candidate.type}"
    word = context.findings.scan.aligned.normal[cue.core_start : cue.core_end]
    yield f"type={candidate.type}"
    yield f"rule={candidate.rule}"
    yield f"form={form}"
    yield f"type={candidate.type}|form={form}"
    yield f"rule={candidate.rule}|form={form}"
    yield f"word={find_stem(word)}|type={candidate.type}"
    yield f"doubt={candidate.doubt}"
    yield f"doubt={candidate.doubt}|family={family}"
    yield f"doubt={candidate.doubt}|form={form}"
    yield f"modality={candidate.modality}|form={form}"
    yield f"prefix={cue.prefix}|form={form}"
    yield f"suffix={bool(cue.suffix)}|form={form}"
    frame = candidate.frame
    if frame is not None:
        yield f"thing={frame.thing is not None}"
        if frame.thing is not None:
            name = frame.thing.item.name  # type: ignore[attr-defined]
            gap = bucket(context.gap(cue.end, frame.thing.start))
            yield f"of={name}|type={candidate.type}"
            yield f"of={name}|rule={candidate.rule}"
            yield f"of|gap={gap}|form={form}"
        yield f"chain={len(frame.chain)}|form={form}"
        for _, link in frame.chain:
            yield f"carrier={link.id}"
            yield f"carrier={link.id}|type={candidate.type}"


def _types_at(context: Context, cue: Hit) -> Iterator[str]:
    """Yield the types that the same word may set off."""
    for kind in (ActCue, WideActCue, SpeechCue, WideSpeechCue):
        for hit in context.sentence.of(kind):
            if hit.start == cue.start:
                item = hit.item
                yield (item.act if isinstance(item, ActCue) else item.verb).type.value  # type: ignore[attr-defined]


def _around(candidate: Candidate, cue: Hit) -> Iterator[str]:
    context, form, kind = candidate.context, find_form(cue), candidate.type
    start, end = context.clause(cue.start)
    back, on = context.words_back(cue.start, 1), context.words_on(cue.end, 1)
    near, far = context.words_back(cue.start, 3), context.words_on(cue.end, 4)
    for feature in name_words(context, back, cue.start, "w-1"):
        yield feature
        yield f"{feature}|form={form}"
    beside = (
        name_words(context, cue.end, on, "w+1"),
        name_words(context, near, back, "w-3"),
        name_words(context, on, far, "w+4"),
        name_things(context, cue.end, far, "t+4"),
        name_things(context, near, cue.start, "t-3"),
        name_acts(context, near, cue.start, "a-3"),
        name_acts(context, cue.end, far, "a+4"),
        name_cues(context, cue.end, context.words_on(cue.end, 5), "c+5"),
    )
    for feature in chain.from_iterable(beside):
        yield feature
        yield f"{feature}|type={kind}"
    for name in name_words(context, context.words_back(cue.start, 10), context.words_on(cue.end, 12), "w12"):
        yield f"{name}|type={kind}"
    yield from (f"{name}|form={form}" for name in name_cues(context, near, cue.start, "c-3"))
    yield from name_cues(context, max(start, context.words_back(cue.start, 8)), cue.start, "c-8")
    yield f"clause_head={context.distance(start, cue.start)}" if context.distance(start, cue.start) < 3 else "inside"
    sentence, family = context.sentence, load_kinds()[kind].family
    for term in name_terms(context, sentence.start, sentence.end):
        yield f"term={term}|family={family}"
        yield f"term={term}|type={kind}"
    for term in name_terms(context, start, end):
        yield f"cterm={term}|type={kind}"
    parties = count_parties(context, sentence.start, sentence.end)
    yield f"parties={parties}"
    yield f"parties={parties}|type={kind}"
    yield f"parties={parties}|form={form}"
    yield f"near_parties={count_parties(context, near, context.words_on(cue.end, 6))}|form={form}"
    yield f"sentence_head={context.distance(context.sentence.start, cue.start) < 2}|form={form}"
    yield f"index={min(context.sentence.index, 3)}"
    yield f"index={min(context.sentence.index, 1)}|form={form}"
    last = context.tokens[-1].text[:1] if context.tokens else ""
    yield f"mark={last if not last.isalnum() else 'none'}"
    tokens = tokens_between(context, context.sentence.start, start)
    yield f"before_clause={bucket(len(tokens))}"


def _said(candidate: Candidate, cue: Hit) -> Iterator[str]:
    context, form = candidate.context, find_form(cue)
    said = context.statement_at(cue.start)
    if said is None:
        framed = any(each.frame_start <= cue.start < each.frame_end for each in context.statements)
        yield f"said={'frame' if framed else 'no'}|form={form}"
        return
    family = load_kinds()[candidate.type].family
    place = bucket(context.distance(max(said.start, context.sentence.start), cue.start))
    yield f"said={said.force}|form={form}"
    yield f"said={said.force}|family={family}"
    yield f"said={said.force}|place={place}"
    yield f"said|form={form}|type={candidate.type}"
    yield f"said_direct={said.direct}"
    role = said.speaker_mention.role if said.speaker_mention else None
    yield f"said_role={role}|family={family}"
