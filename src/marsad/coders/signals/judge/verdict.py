"""Features of a record as a whole: its type, who was found for it, and what else its text tells."""

from collections.abc import Iterator, Sequence

from marsad.coders.signals.candidate import Candidate
from marsad.coders.signals.judge.cue import find_form
from marsad.coders.signals.judge.lens import bucket
from marsad.coders.signals.roles import UNKNOWN
from marsad.coders.signals.rows import load_kinds


def describe_records(candidates: Sequence[Candidate]) -> Iterator[list[str]]:
    """Yield the features of each candidate of a text, given in the order of the text."""
    for number, candidate in enumerate(candidates):
        yield [*_own(candidate), *_beside(candidate, candidates, number)]


def _own(candidate: Candidate) -> Iterator[str]:
    kind, name = load_kinds()[candidate.type], str(candidate.type)
    form = "piece" if candidate.said is not None else "none" if candidate.cue is None else str(find_form(candidate.cue))
    actors = min(len(candidate.actors), 2) if candidate.actors != (UNKNOWN,) else "unknown"
    yield f"type={name}"
    yield f"form={form}"
    if candidate.proven:
        yield "proven"
        yield f"proven|rule={candidate.rule}"
        yield f"proven|type={name}"
        yield f"proven|form={form}|family={kind.family}"
    yield f"form={form}|family={kind.family}"
    yield f"actors={actors}|{form}"
    yield f"actors={actors}|type={name}"
    yield f"targets={bool(candidate.targets)}|type={name}"
    yield f"lacking={candidate.lacking}"
    yield f"doubt={bool(candidate.doubt)}|{form}"
    yield f"found={candidate.agent.found.split(',')[0]}"
    yield f"role={candidate.agent.role}|spoken={kind.spoken}"
    yield f"modality={candidate.modality}|family={kind.family}"
    yield f"attributed={candidate.attributed_to is not None}|family={kind.family}"
    yield f"background={candidate.background}"


def _beside(candidate: Candidate, candidates: Sequence[Candidate], number: int) -> Iterator[str]:
    here = candidate.context.sentence.index
    sentence = [each for each in candidates if each.context.sentence.index == here and each is not candidate]
    before = candidates[:number]
    better = sum(each.surety > candidate.surety for each in sentence)
    family = load_kinds()[candidate.type].family
    yield f"better={min(better, 3)}"
    yield f"beside={bucket(len(sentence))}"
    same = [each for each in before if each.type is candidate.type]
    again = [each for each in same if each.actors == candidate.actors]
    yield f"told={min(len(same), 2)}|family={family}"
    yield f"again={min(len(again), 2)}|family={family}"
    yield f"again={bool(again)}|type={candidate.type}"
    stronger = any(
        each.surety > candidate.surety for each in candidates if each.type is candidate.type and each is not candidate
    )
    yield f"stronger={stronger}|family={family}"
    near = any(each.type is candidate.type for each in sentence)
    yield f"twin={near}|stronger={stronger}"
