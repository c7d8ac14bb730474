"""Features of a record as a whole: its type, who was found for it, and what else its text tells."""

from collections.abc import Iterator, Sequence

from marsad.coders.signals.candidate import Candidate
from marsad.coders.signals.judge.cue import find_form
from marsad.coders.signals.judge.facets import Facet, Features
from marsad.coders.signals.judge.lens import bucket
from marsad.coders.signals.roles import UNKNOWN
from marsad.coders.signals.rows import load_kinds
from marsad.model import Modality, SignalType


def describe_records(candidates: Sequence[Candidate]) -> Iterator[Features]:
    """Yield the features of each candidate of a text, given in the order of the text."""
    for number, candidate in enumerate(candidates):
        yield Features([*_own(candidate), *_beside(candidate, candidates, number)])


def _own(candidate: Candidate) -> list[Facet]:
    kind, form = candidate.type, _find_form(candidate)
    actors = min(len(candidate.actors), 2) if candidate.actors != (UNKNOWN,) else "unknown"
    facets: list[Facet] = [
        (_named, kind, form),
        (_peopled, kind, form, actors, bool(candidate.targets)),
        (_doubted, form, bool(candidate.doubt), candidate.lacking),
        (_found, kind, candidate.agent.found.partition(",")[0], candidate.agent.role),
        (_told, kind, candidate.modality, candidate.attributed_to is not None, candidate.background),
    ]
    if candidate.proven:
        facets.append((_proven, kind, form, candidate.rule))
    return facets


def _find_form(candidate: Candidate) -> str:
    return "piece" if candidate.said is not None else "none" if candidate.cue is None else find_form(candidate.cue)


def _named(kind: SignalType, form: str) -> list[str]:
    return [f"type={kind}", f"form={form}", f"form={form}|family={load_kinds()[kind].family}"]


def _proven(kind: SignalType, form: str, rule: str) -> list[str]:
    told = ["proven", f"proven|rule={rule}", f"proven|type={kind}"]
    return [*told, f"proven|form={form}|family={load_kinds()[kind].family}"]


def _peopled(kind: SignalType, form: str, actors: int | str, targets: bool) -> list[str]:
    return [f"actors={actors}|{form}", f"actors={actors}|type={kind}", f"targets={targets}|type={kind}"]


def _doubted(form: str, doubted: bool, lacking: str) -> list[str]:
    return [f"lacking={lacking}", f"doubt={doubted}|{form}"]


def _found(kind: SignalType, found: str, role: str | None) -> list[str]:
    return [f"found={found}", f"role={role}|spoken={load_kinds()[kind].spoken}"]


def _told(kind: SignalType, modality: Modality, attributed: bool, background: bool) -> list[str]:
    family = load_kinds()[kind].family
    told = [f"modality={modality}|family={family}", f"attributed={attributed}|family={family}"]
    return [*told, f"background={background}"]


def _beside(candidate: Candidate, candidates: Sequence[Candidate], number: int) -> list[Facet]:
    kind, surety, here = candidate.type, candidate.surety, candidate.context.sentence.index
    better = beside = told = again = 0
    stronger = twin = False
    for place, each in enumerate(candidates):
        if each is candidate:
            continue
        surer, alike = each.surety > surety, each.type is kind
        if each.context.sentence.index == here:
            beside, better, twin = beside + 1, better + surer, twin or alike
        if alike:
            stronger = stronger or surer
            if place < number:
                told, again = told + 1, again + (each.actors == candidate.actors)
    return [
        (_rivalled, min(better, 3), bucket(beside)),
        (_told_before, kind, min(told, 2), min(again, 2)),
        (_outdone, kind, stronger, twin),
    ]


def _rivalled(better: int, beside: str) -> list[str]:
    return [f"better={better}", f"beside={beside}"]


def _told_before(kind: SignalType, told: int, again: int) -> list[str]:
    family = load_kinds()[kind].family
    return [f"told={told}|family={family}", f"again={again}|family={family}", f"again={again > 0}|type={kind}"]


def _outdone(kind: SignalType, stronger: bool, twin: bool) -> list[str]:
    return [f"stronger={stronger}|family={load_kinds()[kind].family}", f"twin={twin}|stronger={stronger}"]
