"""Features of a word that may set off a signal: what it is, what the rules hold against it, what stands around it.

Types and forms are made plain strings first: an enumeration's member takes four times as long to be written into one.
"""

from marsad.coders.signals.candidate import Candidate
from marsad.coders.signals.judge.lens import Lens, bucket, count_parties, name_terms, spread
from marsad.coders.signals.rows import ActCue, Form, SpeechCue, load_kinds
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
    return item.form if isinstance(item, (ActCue, SpeechCue)) else Form.NOUN


def _own(lens: Lens, candidate: Candidate, cue: Hit) -> list[str]:
    form, kind, rule, doubt = str(find_form(cue)), str(candidate.type), candidate.rule, candidate.doubt
    word = find_stem(lens.context.findings.scan.aligned.normal[cue.core_start : cue.core_end])
    here = lens.index(cue.start)
    rivals = {label.partition(":")[0] for label in lens.acts.among(here, here + 1)} - {kind}
    return [
        f"type={kind}",
        f"rule={rule}",
        f"type={kind}|form={form}",
        f"rule={rule}|form={form}",
        f"word={word}|type={kind}",
        f"doubt={doubt}|family={load_kinds()[candidate.type].family}",
        f"doubt={doubt}|form={form}",
        f"modality={candidate.modality}|form={form}",
        f"prefix={cue.prefix}|form={form}",
        f"suffix={bool(cue.suffix)}|form={form}",
        f"rivals={bucket(len(rivals))}",
        *spread("rival=", sorted(rivals), f"|type={kind}"),
        *_framed(candidate, cue, form),
    ]


def _framed(candidate: Candidate, cue: Hit, form: str) -> list[str]:
    frame, kind = candidate.frame, str(candidate.type)
    if frame is None:
        return []
    links = [link.id for _, link in frame.chain]
    features = [f"chain={len(links)}|form={form}", *spread("carrier=", links)]
    features += spread("carrier=", links, f"|type={kind}")
    if frame.thing is None:
        return [*features, f"thing=none|form={form}"]
    name = frame.thing.item.name  # type: ignore[attr-defined]
    gap = bucket(candidate.context.gap(cue.end, frame.thing.start))
    return [*features, f"of={name}|type={kind}", f"of={name}|rule={candidate.rule}", f"of|gap={gap}|form={form}"]


def _around(lens: Lens, candidate: Candidate, cue: Hit) -> list[str]:
    stems, of_form, of_type = lens.stems, f"|form={find_form(cue)}", f"|type={candidate.type}"
    first, after = lens.index(cue.start), lens.index(cue.end)
    near, far = max(first - _NEAR, 0), after + _FAR
    return [
        *spread("w-1=", stems[first - 1 : first] if first else (), of_form),
        *spread("w-1=", stems[first - 1 : first] if first else ()),
        *spread("w+1=", stems[after : after + 1], of_type),
        *spread("w-3=", stems[near : max(first - 1, 0)], of_type),
        *spread("w+4=", stems[after + 1 : far], of_type),
        *spread("w=", set(stems[max(first - _WIDE, 0) : after + _WIDE]), of_type),
        *spread("t+", set(lens.things.among(after, far)), of_type),
        *spread("t-", set(lens.things.among(near, first)), of_type),
        *spread("a-", set(lens.acts.among(near, first)), of_type),
        *spread("a+", set(lens.acts.among(after, far)), of_type),
        *spread("c-3:", set(lens.cues.among(near, first)), of_form),
        *_placed(lens, candidate, cue),
    ]


def _placed(lens: Lens, candidate: Candidate, cue: Hit) -> list[str]:
    form, kind, context = str(find_form(cue)), str(candidate.type), lens.context
    words, here = len(lens.stems), lens.index(cue.start)
    start, end = lens.range(*context.clause(cue.start))
    terms, parties = name_terms(lens, 0, words), count_parties(lens, 0, words)
    index, last = context.sentence.index, context.texts[-1][:1]
    return [
        *spread("term=", terms, f"|family={load_kinds()[candidate.type].family}"),
        *spread("term=", terms, f"|type={kind}"),
        *spread("cterm=", name_terms(lens, start, end), f"|type={kind}"),
        f"parties={parties}|type={kind}",
        f"parties={parties}|form={form}",
        f"near={count_parties(lens, max(here - 3, 0), here + 7)}|form={form}",
        f"clause_head={min(here - start, 3)}",
        f"sentence_head={here < 2}|form={form}",
        f"index={min(index, 3)}",
        f"index={min(index, 1)}|form={form}",
        f"mark={last if not last.isalnum() else 'none'}",
        f"before_clause={bucket(start)}",
    ]


def _said(lens: Lens, candidate: Candidate, cue: Hit) -> list[str]:
    context, form = lens.context, str(find_form(cue))
    said = context.statement_at(cue.start)
    if said is None:
        framed = any(each.frame_start <= cue.start < each.frame_end for each in context.statements)
        return [f"said={'frame' if framed else 'no'}|form={form}"]
    family = load_kinds()[candidate.type].family
    place = bucket(context.distance(max(said.start, context.sentence.start), cue.start))
    role = said.speaker_mention.role if said.speaker_mention else None
    return [
        f"said={said.force}|form={form}",
        f"said={said.force}|family={family}",
        f"said={said.force}|place={place}",
        f"said|form={form}|type={candidate.type}",
        f"said_direct={said.direct}",
        f"said_role={role}|family={family}",
    ]
