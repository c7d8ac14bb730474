"""Whether a document is on topic: by the terms that it uses and the acts that it seems to tell."""

from collections import Counter
from collections.abc import Iterable, Sequence

from marsad.coders.signals.candidate import Candidate
from marsad.coders.signals.rows import TermCue, load_kinds
from marsad.find.scan import Scan
from marsad.model import SignalType

_ENOUGH = 6  # points over the whole document, or over one passage
_ENOUGH_FEW = 4  # points in a text of a few long sentences
_ENOUGH_SHORT = 2  # points in a text of a few sentences
_SHORT = 3  # sentences, also those of a passage
_SHORT_WORDS = 70  # a longer text is judged as a whole document, however few its stops
_PER_SENTENCE = 0.6  # points a sentence on average
_CORE = 3  # points of nuclear or war terms that a passage needs
_ARMED = frozenset(
    {SignalType.ALIGNMENT, SignalType.SANCTION, SignalType.TREATY_SUSPENSION, SignalType.TREATY_COMMITMENT}
)
_POWERS = frozenset(["RUS", "USA", "CHN", "GBR", "FRA", "PRK", "NATO"])
_SIDES = frozenset(
    ["RUS", "USA", "CHN", "GBR", "FRA", "PRK", "IRN", "ISR", "IND", "PAK", "UKR", "BLR", "TWN", "NATO", "CSTO", "IAEA"]
)


def judge_topic(scan: Scan, candidates: Iterable[Candidate]) -> tuple[bool, str]:
    """Return whether the document is on topic, and why, in words with the figures behind them."""
    counts = [_count_terms(scan, index) for index in range(len(scan.sentences))]
    points: Counter[str] = Counter()
    for count in counts:
        points.update(count)
    if len(counts) <= _SHORT and sum(len(each.tokens) for each in scan.sentences) <= _SHORT_WORDS:
        points["acts"] = sum(_weigh_act(each) for each in candidates)
        on_topic = points.total() >= _ENOUGH_SHORT and _is_core(points, least=1)
    else:
        points.pop("armed", None)
        points["acts"] = max((_weigh_hard_act(each) for each in candidates), default=0)
        enough = _ENOUGH if len(counts) > _SHORT else _ENOUGH_FEW
        whole = points.total() >= max(enough, _PER_SENTENCE * len(counts)) and _is_core(points, least=1)
        on_topic = whole or (points.total() > 0 and _has_passage(counts))
    detail = ", ".join(f"{term} {value:+d}" for term, value in sorted(points.items()) if value) or "no term"
    return on_topic, f"{points.total()} points ({detail}) in {len(counts)} sentences"


def _count_terms(scan: Scan, index: int) -> Counter[str]:
    hits = scan.sentences[index].of(TermCue)
    points: Counter[str] = Counter()
    for cue in {hit.item for hit in hits if isinstance(hit.item, TermCue)}:
        points[cue.term] += cue.weight
    return points


def _is_core(points: Counter[str], least: int) -> bool:
    return points["nuclear"] + points["war"] + points["armed"] + points["acts"] >= least


def _has_passage(counts: Sequence[Counter[str]]) -> bool:
    """Tell whether a few sentences on end are about nothing else, in a text about something else."""
    for start in range(len(counts)):
        points = sum(counts[start : start + _SHORT], Counter[str]())
        points.pop("armed", None)
        off = any(count["other_matter"] for count in counts[start : start + _SHORT])
        if points.total() >= _ENOUGH and points["nuclear"] >= _CORE and not off:
            return True
    return False


def _weigh_hard_act(candidate: Candidate) -> int:
    """Return two points for a deed of a power, as a strike, which may be all that a text tells of the field."""
    hard = load_kinds()[candidate.type].family in ("posture", "control")
    return 2 * (hard and not _POWERS.isdisjoint(candidate.actors))


def _weigh_act(candidate: Candidate) -> int:
    """Return the points of an act: two where its kind or parties place it in the field, one for words and diplomacy."""
    family = load_kinds()[candidate.type].family
    named = not _SIDES.isdisjoint((*candidate.actors, *candidate.targets))
    if family == "rhetoric":
        return int(named)
    if not candidate.actors and candidate.type is not SignalType.INCIDENT:
        return 0
    if family in ("posture", "control") or candidate.type in _ARMED:
        return 2
    return 1 + named
