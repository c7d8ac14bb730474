"""Features of a word that may set off a signal: what it is, what the rules hold against it, what stands around it."""

from collections.abc import Iterator

from marsad.coders.signals.candidate import Candidate
from marsad.coders.signals.judge.facets import Facet, Features, Spread
from marsad.coders.signals.judge.lens import Lens, bucket, count_parties, name_terms
from marsad.coders.signals.rows import ActCue, Form, SpeechCue, load_kinds
from marsad.languages.ar.stem import find_stem
from marsad.model import Modality, SignalType
from marsad.text.match import Hit

_NEAR, _FAR, _WIDE = 3, 4, 11  # words before and after a cue


def describe_cue(lens: Lens, candidate: Candidate) -> Features:
    """Return the features of a candidate that a word set off."""
    cue = candidate.cue
    if cue is None:
        return Features([])
    here, form = lens.index(cue.start), find_form(cue)
    own, placed = _own(lens, candidate, cue, form), _placed(lens, candidate, cue, form, here)
    after = lens.index(cue.end)
    beside, around = _beside(lens, candidate, form, here, after), _around(lens, candidate, cue, form, here, after)
    return Features([*own, *placed, *_said(candidate, cue, form), *beside], around)


def find_form(cue: Hit) -> Form:
    """Return the form of a cue."""
    item = cue.item
    return item.form if isinstance(item, (ActCue, SpeechCue)) else Form.NOUN


def _own(lens: Lens, candidate: Candidate, cue: Hit, form: Form) -> list[Facet]:
    kind, rule, frame = candidate.type, candidate.rule, candidate.frame
    word = find_stem(lens.context.findings.scan.aligned.normal[cue.core_start : cue.core_end])
    rivals = {label.partition(":")[0] for label in lens.acts.among(cue.start, cue.start + 1)} - {kind}
    facets: list[Facet] = [
        (_named, kind, rule, form),
        (_worded, kind, word),
        (_doubted, kind, form, candidate.doubt),
        (_inflected, form, candidate.modality, cue.prefix, bool(cue.suffix)),
        (_rivalled, kind, *sorted(rivals)),
    ]
    if frame is not None:
        facets.append((_carried, kind, form, *[link.id for _, link in frame.chain]))
        if frame.thing is None:
            facets.append((_of_nothing, form))
        else:
            name = frame.thing.item.name  # type: ignore[attr-defined]
            gap = candidate.context.gap(cue.end, frame.thing.start)
            facets.append((_of_thing, kind, rule, form, name, bucket(gap)))
    return facets


def _named(kind: SignalType, rule: str, form: Form) -> list[str]:
    return [f"type={kind}", f"rule={rule}", f"type={kind}|form={form}", f"rule={rule}|form={form}"]


def _worded(kind: SignalType, word: str) -> list[str]:
    return [f"word={word}|type={kind}"]


def _doubted(kind: SignalType, form: Form, doubt: str) -> list[str]:
    return [f"doubt={doubt}|family={load_kinds()[kind].family}", f"doubt={doubt}|form={form}"]


def _inflected(form: Form, modality: Modality, prefix: str, suffix: bool) -> list[str]:
    return [f"modality={modality}|form={form}", f"prefix={prefix}|form={form}", f"suffix={suffix}|form={form}"]


def _rivalled(kind: SignalType, *rivals: str) -> list[str]:
    return [f"rivals={bucket(len(rivals))}", *[f"rival={rival}|type={kind}" for rival in rivals]]


def _carried(kind: SignalType, form: Form, *links: str) -> list[str]:
    told = [feature for link in links for feature in (f"carrier={link}", f"carrier={link}|type={kind}")]
    return [f"chain={len(links)}|form={form}", *told]


def _of_nothing(form: Form) -> list[str]:
    return [f"thing=none|form={form}"]


def _of_thing(kind: SignalType, rule: str, form: Form, name: str, gap: str) -> list[str]:
    return [f"of={name}|type={kind}", f"of={name}|rule={rule}", f"of|gap={gap}|form={form}"]


def _beside(lens: Lens, candidate: Candidate, form: Form, here: int, after: int) -> Iterator[Facet]:
    if here:
        yield _word_before, form, lens.stems[here - 1]
    if after < len(lens.stems):
        yield _word_after, candidate.type, lens.stems[after]


def _word_before(form: Form, stem: str) -> list[str]:
    return [f"w-1={stem}|form={form}", f"w-1={stem}"]


def _word_after(kind: SignalType, stem: str) -> list[str]:
    return [f"w+1={stem}|type={kind}"]


def _around(lens: Lens, candidate: Candidate, cue: Hit, form: Form, here: int, after: int) -> list[Spread]:
    stems, kind = lens.stems, candidate.type
    before, near, far = max(here - 1, 0), max(here - _NEAR, 0), after + _FAR
    back, start, end, on = lens.place(near), cue.start, lens.place(after), lens.place(far)
    return [
        (("w-3=", "|type=", kind), stems[near:before]),
        (("w+4=", "|type=", kind), stems[after + 1 : far]),
        (("w=", "|type=", kind), set(stems[max(here - _WIDE, 0) : after + _WIDE])),
        (("t+", "|type=", kind), set(lens.things.among(end, on))),
        (("t-", "|type=", kind), set(lens.things.among(back, start))),
        (("a-", "|type=", kind), set(lens.acts.among(back, start))),
        (("a+", "|type=", kind), set(lens.acts.among(end, on))),
        (("c-3:", "|form=", form), set(lens.cues.among(back, start))),
    ]


def _placed(lens: Lens, candidate: Candidate, cue: Hit, form: Form, here: int) -> list[Facet]:
    kind, context = candidate.type, lens.context
    start, end = context.clause(cue.start)
    before = lens.index(start)
    last = context.texts[-1][0]
    return [
        (_about, kind, *lens.told),
        (_clause_about, kind, *name_terms(lens, start, end)),
        (_among, kind, form, lens.named, count_parties(lens, lens.place(max(here - 3, 0)), lens.place(here + 7))),
        (_standing, form, min(here - before, 3), here < 2, bucket(before)),
        (_told, form, min(context.sentence.index, 3), "none" if last.isalnum() else last),
    ]


def _about(kind: SignalType, *terms: str) -> list[str]:
    family = load_kinds()[kind].family
    return [feature for term in terms for feature in (f"term={term}|family={family}", f"term={term}|type={kind}")]


def _clause_about(kind: SignalType, *terms: str) -> list[str]:
    return [f"cterm={term}|type={kind}" for term in terms]


def _among(kind: SignalType, form: Form, parties: int, near: int) -> list[str]:
    return [f"parties={parties}|type={kind}", f"parties={parties}|form={form}", f"near={near}|form={form}"]


def _standing(form: Form, in_clause: int, heads: bool, before: str) -> list[str]:
    return [f"clause_head={in_clause}", f"sentence_head={heads}|form={form}", f"before_clause={before}"]


def _told(form: Form, index: int, mark: str) -> list[str]:
    return [f"index={index}", f"index={min(index, 1)}|form={form}", f"mark={mark}"]


def _said(candidate: Candidate, cue: Hit, form: Form) -> list[Facet]:
    context, kind = candidate.context, candidate.type
    said = context.statement_at(cue.start)
    if said is None:
        framed = any(each.frame_start <= cue.start < each.frame_end for each in context.statements)
        return [(_unsaid, form, framed)]
    place = bucket(context.distance(max(said.start, context.sentence.start), cue.start))
    role = said.speaker_mention.role if said.speaker_mention else None
    return [(_said_as, kind, form, said.force), (_said_at, said.force, place, said.direct), (_said_by, kind, role)]


def _unsaid(form: Form, framed: bool) -> list[str]:
    return [f"said={'frame' if framed else 'no'}|form={form}"]


def _said_as(kind: SignalType, form: Form, force: str) -> list[str]:
    family = load_kinds()[kind].family
    return [f"said={force}|form={form}", f"said={force}|family={family}", f"said|form={form}|type={kind}"]


def _said_at(force: str, place: str, direct: bool) -> list[str]:
    return [f"said={force}|place={place}", f"said_direct={direct}"]


def _said_by(kind: SignalType, role: str | None) -> list[str]:
    return [f"said_role={role}|family={load_kinds()[kind].family}"]
