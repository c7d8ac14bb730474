"""Features of a word that may set off a signal: what it is, what the rules hold against it, what stands around it.

Types and forms are made plain strings first: an enumeration's member takes four times as long to be written into one.
"""

from collections.abc import Iterator

from marsad.coders.signals.candidate import Candidate
from marsad.coders.signals.judge.lens import CUES, Lens, bucket, count_parties, name_terms, pick
from marsad.coders.signals.rows import Form, load_kinds
from marsad.languages.ar.stem import find_stem
from marsad.text.match import Hit

_NEAR, _FAR, _WIDE = 3, 4, 11  # words before and after a cue


def describe_cue(lens: Lens, candidate: Candidate) -> list[str]:
    """Return the features of a candidate that a word set off."""
    cue = candidate.cue
    if cue is None:
        return []
    return [*_own(lens, candidate, cue), *_around(lens, candidate, cue), *_said(lens, candidate, cue)]


def find_form(cue: Hit) -> Form:
    """Return the form of a cue."""
    item = cue.item
    return item.form if isinstance(item, CUES) else Form.NOUN


def _own(lens: Lens, candidate: Candidate, cue: Hit) -> Iterator[str]:
    form, kind, rule = str(find_form(cue)), str(candidate.type), candidate.rule
    family = load_kinds()[candidate.type].family
    word = find_stem(lens.context.findings.scan.aligned.normal[cue.core_start : cue.core_end])
    yield f"type={kind}"
    yield f"rule={rule}"
    yield f"type={kind}|form={form}"
    yield f"rule={rule}|form={form}"
    yield f"word={word}|type={kind}"
    yield f"doubt={candidate.doubt}|family={family}"
    yield f"doubt={candidate.doubt}|form={form}"
    yield f"modality={candidate.modality}|form={form}"
    yield f"prefix={cue.prefix}|form={form}"
    yield f"suffix={bool(cue.suffix)}|form={form}"
    here = lens.index(cue.start)
    rivals = {label.partition(":")[0] for label in pick(lens.acts, here, here + 1)} - {kind}
    yield f"rivals={bucket(len(rivals))}"
    for rival in sorted(rivals):
        yield f"rival={rival}|type={kind}"
    yield from _framed(candidate, cue, form)


def _framed(candidate: Candidate, cue: Hit, form: str) -> Iterator[str]:
    frame, kind = candidate.frame, str(candidate.type)
    if frame is None:
        return
    yield f"chain={len(frame.chain)}|form={form}"
    for _, link in frame.chain:
        yield f"carrier={link.id}"
        yield f"carrier={link.id}|type={kind}"
    if frame.thing is None:
        yield f"thing=none|form={form}"
        return
    name = frame.thing.item.name  # type: ignore[attr-defined]
    yield f"of={name}|type={kind}"
    yield f"of={name}|rule={candidate.rule}"
    yield f"of|gap={bucket(candidate.context.gap(cue.end, frame.thing.start))}|form={form}"


def _around(lens: Lens, candidate: Candidate, cue: Hit) -> Iterator[str]:
    form, kind, stems = str(find_form(cue)), str(candidate.type), lens.stems
    first, after = lens.index(cue.start), lens.index(cue.end)
    if first:
        yield f"w-1={stems[first - 1]}|form={form}"
        yield f"w-1={stems[first - 1]}"
    if after < len(stems):
        yield f"w+1={stems[after]}|type={kind}"
    for stem in stems[max(first - _NEAR, 0) : max(first - 1, 0)]:
        yield f"w-3={stem}|type={kind}"
    for stem in stems[after + 1 : after + _FAR]:
        yield f"w+4={stem}|type={kind}"
    for stem in set(stems[max(first - _WIDE, 0) : after + _WIDE]):
        yield f"w={stem}|type={kind}"
    near, far = max(first - _NEAR, 0), after + _FAR
    for tag, labels, start, end in (
        ("t+", lens.things, after, far),
        ("t-", lens.things, near, first),
        ("a-", lens.acts, near, first),
        ("a+", lens.acts, after, far),
    ):
        for label in set(pick(labels, start, end)):
            yield f"{tag}{label}|type={kind}"
    for label in set(pick(lens.cues, near, first)):
        yield f"c-3:{label}|form={form}"
    yield from _placed(lens, candidate, cue)


def _placed(lens: Lens, candidate: Candidate, cue: Hit) -> Iterator[str]:
    form, kind, context = str(find_form(cue)), str(candidate.type), lens.context
    family, words = load_kinds()[candidate.type].family, len(lens.stems)
    start, end = lens.range(*context.clause(cue.start))
    here = lens.index(cue.start)
    for term in name_terms(lens, 0, words):
        yield f"term={term}|family={family}"
        yield f"term={term}|type={kind}"
    for term in name_terms(lens, start, end):
        yield f"cterm={term}|type={kind}"
    parties = count_parties(lens, 0, words)
    yield f"parties={parties}|type={kind}"
    yield f"parties={parties}|form={form}"
    yield f"near={count_parties(lens, max(here - 3, 0), here + 7)}|form={form}"
    yield f"clause_head={min(here - start, 3)}"
    yield f"sentence_head={here < 2}|form={form}"
    yield f"index={min(context.sentence.index, 3)}"
    yield f"index={min(context.sentence.index, 1)}|form={form}"
    last = context.tokens[-1].text[:1]
    yield f"mark={last if not last.isalnum() else 'none'}"
    yield f"before_clause={bucket(start)}"


def _said(lens: Lens, candidate: Candidate, cue: Hit) -> Iterator[str]:
    context, form = lens.context, str(find_form(cue))
    said = context.statement_at(cue.start)
    if said is None:
        framed = any(each.frame_start <= cue.start < each.frame_end for each in context.statements)
        yield f"said={'frame' if framed else 'no'}|form={form}"
        return
    family = load_kinds()[candidate.type].family
    place = bucket(context.distance(max(said.start, context.sentence.start), cue.start))
    role = said.speaker_mention.role if said.speaker_mention else None
    yield f"said={said.force}|form={form}"
    yield f"said={said.force}|family={family}"
    yield f"said={said.force}|place={place}"
    yield f"said|form={form}|type={candidate.type}"
    yield f"said_direct={said.direct}"
    yield f"said_role={role}|family={family}"
