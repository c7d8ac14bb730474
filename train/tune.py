"""How sure records are, and how many are right: by texts that a judge was not fitted to."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from msgspec.structs import replace

from marsad.coders.base import Findings
from marsad.coders.signals.candidate import Candidate
from marsad.coders.signals.judge.decide import confide, find_kind, find_order, weigh_pool
from marsad.coders.signals.judge.facets import spell
from marsad.coders.signals.judge.model import Judge, find_odds
from marsad.coders.signals.judge.verdict import describe_records
from marsad.coders.signals.merge import merge_candidates
from marsad.coders.signals.pool import make_pool
from marsad.coders.signals.topic import describe_topic
from marsad.measure.count import Count
from train.fit import Chance
from train.label import Placed, agree, place
from train.load import Text

_RECIPROCAL = frozenset({"talks", "agreement", "backchannel"})


@dataclass(frozen=True, slots=True)
class Trial:
    """What a judge makes of a text that it was not fitted to."""

    topic: float
    candidates: tuple[Candidate, ...]
    golds: tuple[Placed, ...]


def try_text(text: Text, findings: Findings, judge: Judge) -> Trial:
    """Return what a judge makes of a text, before anything is kept or dropped."""
    pool = make_pool(findings)
    found = (each for each in weigh_pool(pool, judge) if isinstance(each, Candidate))
    golds = (placed for gold in text.signals if (placed := place(findings, gold)) is not None)
    candidates = sorted(found, key=find_order)
    return Trial(judge.topic.weigh(describe_topic(findings, pool)), tuple(candidates), tuple(golds))


def rate(trial: Trial) -> Iterator[Chance]:
    """Yield a text's proposals with whether they are right; those at soft signals and second tellings are left out."""
    candidates = trial.candidates
    best = {index: _find_best(trial, gold) for index, gold in enumerate(trial.golds)}
    for each, features in zip(candidates, describe_records(candidates), strict=True):
        fitting = [index for index, gold in enumerate(trial.golds) if _fits(each, gold)]
        right = any(best[index] is each and not trial.golds[index].gold.soft for index in fitting)
        if right or not fitting:
            odds = find_odds(each.surety), find_odds(each.party), find_odds(trial.topic)
            yield odds, spell(features), right


def _find_best(trial: Trial, gold: Placed) -> Candidate | None:
    """Return the surest proposal that fits a signal."""
    fitting = [each for each in trial.candidates if _fits(each, gold)]
    return max(fitting, key=lambda each: each.surety, default=None)


def count(judge: Judge, trials: Iterable[Trial]) -> Count:
    """Return the counts over texts."""
    return sum((score(each, keep(judge, each)) for each in trials), Count())


def keep(judge: Judge, trial: Trial) -> list[Candidate]:
    """Return the candidates that stay under a judge's bounds, merged."""
    if trial.topic < judge.keep_topic:
        return []
    weighed = zip(trial.candidates, confide(judge, trial.candidates, trial.topic), strict=True)
    sure = [
        replace(each, confidence=verdict)
        for each, verdict in weighed
        if verdict >= judge.find_bound(kind=find_kind(each), proven=each.proven, topic=trial.topic)
    ]
    return merge_candidates(sure)[0]


def score(trial: Trial, kept: Sequence[Candidate]) -> Count:
    """Return the counts of one text; soft signals count neither way."""
    matched = match(trial, kept)
    soft = {index for index, gold in enumerate(trial.golds) if gold.gold.soft}
    right = sum(1 for index in matched.values() if index not in soft)
    hard = len(trial.golds) - len(soft)
    return Count(right=right, missed=hard - right, false=len(kept) - len(matched))


def match(trial: Trial, kept: Sequence[Candidate]) -> dict[int, int]:
    """Return which candidate answers to which signal: same type and actors, same or neighbouring sentence."""
    taken: dict[int, int] = {}
    order = sorted(range(len(trial.golds)), key=lambda index: trial.golds[index].gold.soft)
    for index in order:
        gold = trial.golds[index]
        fits = [n for n, each in enumerate(kept) if n not in taken and _fits(each, gold)]
        if fits:
            taken[min(fits, key=lambda n: abs(kept[n].start - gold.start))] = index
    return taken


def _fits(candidate: Candidate, gold: Placed) -> bool:
    if candidate.type != gold.gold.type:
        return False
    sentences = candidate.context.findings.scan.sentences
    here = candidate.context.sentence.index
    near = sentences[max(here - 1, 0)].start <= gold.start < sentences[min(here + 1, len(sentences) - 1)].end
    targets = gold.gold.targets or () if candidate.type in _RECIPROCAL else ()
    return near and agree(candidate.actors, (*gold.gold.actors, *targets))
