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


def _own(candidate: Candidate) -> list[str]:
    kind, name = load_kinds()[candidate.type], str(candidate.type)
    form = "piece" if candidate.said is not None else "none" if candidate.cue is None else str(find_form(candidate.cue))
    actors = min(len(candidate.actors), 2) if candidate.actors != (UNKNOWN,) else "unknown"
    features = [f"type={name}", f"form={form}"]
    if candidate.proven:
        features += [
            "proven",
            f"proven|rule={candidate.rule}",
            f"proven|type={name}",
            f"proven|form={form}|family={kind.family}",
        ]
    return [
        *features,
        f"form={form}|family={kind.family}",
        f"actors={actors}|{form}",
        f"actors={actors}|type={name}",
        f"targets={bool(candidate.targets)}|type={name}",
        f"lacking={candidate.lacking}",
        f"doubt={bool(candidate.doubt)}|{form}",
        f"found={candidate.agent.found.split(',')[0]}",
        f"role={candidate.agent.role}|spoken={kind.spoken}",
        f"modality={candidate.modality}|family={kind.family}",
        f"attributed={candidate.attributed_to is not None}|family={kind.family}",
        f"background={candidate.background}",
    ]


def _beside(candidate: Candidate, candidates: Sequence[Candidate], number: int) -> list[str]:
    kind, surety, here = candidate.type, candidate.surety, candidate.context.sentence.index
    family = load_kinds()[kind].family
    sentence = [each for each in candidates if each.context.sentence.index == here and each is not candidate]
    alike = [each for each in candidates if each.type is kind and each is not candidate]
    before = [each for each in candidates[:number] if each.type is kind]
    again = sum([each.actors == candidate.actors for each in before])
    better = sum([each.surety > surety for each in sentence])
    stronger = any(each.surety > surety for each in alike)
    return [
        f"better={min(better, 3)}",
        f"beside={bucket(len(sentence))}",
        f"told={min(len(before), 2)}|family={family}",
        f"again={min(again, 2)}|family={family}",
        f"again={again > 0}|type={kind}",
        f"stronger={stronger}|family={family}",
        f"twin={any(each.type is kind for each in sentence)}|stronger={stronger}",
    ]
