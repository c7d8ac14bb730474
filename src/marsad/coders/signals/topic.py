"""Whether a document is on topic: by the terms that it uses and the acts that it seems to tell."""

from collections import Counter
from collections.abc import Iterable

from marsad.coders.signals.candidate import Candidate
from marsad.coders.signals.rows import TermCue, load_kinds
from marsad.find.scan import Scan

_ENOUGH = 6  # points over the whole document
_ENOUGH_SHORT = 2  # points in a text of a few sentences
_SHORT = 3  # sentences
_PER_SENTENCE = 0.6  # points a sentence on average
_ACT_POINTS = 2


def judge_topic(scan: Scan, candidates: Iterable[Candidate]) -> tuple[bool, str]:
    """Return whether the document is on topic, and why, in words with the figures behind them."""
    points = _count_terms(scan)
    core = points["nuclear"] + points["war"]
    short = len(scan.sentences) <= _SHORT
    if short:
        points["acts"] = _ACT_POINTS * sum(1 for each in candidates if _is_hard(each))
    total = sum(points.values())
    enough = total >= _ENOUGH_SHORT if short else total >= _ENOUGH and core > 0
    detail = ", ".join(f"{term} {value:+d}" for term, value in sorted(points.items()) if value) or "no term"
    on_topic = enough and total >= _PER_SENTENCE * len(scan.sentences)
    return on_topic, f"{total} points ({detail}) in {len(scan.sentences)} sentences"


def _count_terms(scan: Scan) -> Counter[str]:
    points: Counter[str] = Counter()
    for sentence in scan.sentences:
        seen = {(hit.item.term, hit.item.form): hit.item for hit in sentence.hits if isinstance(hit.item, TermCue)}
        for cue in seen.values():
            points[cue.term] += cue.weight
    return points


def _is_hard(candidate: Candidate) -> bool:
    return load_kinds()[candidate.type].family in ("posture", "control")
