"""Whether two signals tell of one act or statement: a pure, scored judgement of two tellings."""

from collections.abc import Collection
from datetime import date

import msgspec

from marsad.model.episode import Telling
from marsad.model.record import Modality
from marsad.model.story import Judgement, Maker, Verdict
from marsad.reconcile.episodes.days import measure_days
from marsad.reconcile.episodes.family import find_family, is_spoken
from marsad.reconcile.stories.compare import make_judgement_id

VERSION = "episodes/1"
SAME, UNSURE = 0.6, 0.45  # scores from where two tellings are one, and from where that is a question
_WHOLE = 0.5  # share of the shorter sentence's words, from where they are the same as far as words can tell
_LIKE = 0.25
_FEWEST = 2  # shared words that tell anything


class Likeness(msgspec.Struct, frozen=True, kw_only=True):
    """How alike two tellings are, part by part: 1 the same, 0 not known or not telling, -1 not to be reconciled."""

    parties: float
    targets: float
    days: float
    place: float
    person: float
    words: float
    numbers: float
    type: float


_WEIGHTS = {
    "parties": 0.25,
    "targets": 0.1,
    "days": 0.3,
    "place": 0.1,
    "person": 0.1,
    "words": 0.3,
    "numbers": 0.1,
    "type": 0.1,
}


def judge(one: Telling, other: Telling) -> Judgement | None:
    """Return what the rule says of two tellings, the same whichever comes first; None where nothing links them."""
    left, right = sorted((one, other), key=lambda telling: telling.record)
    if not may_be_one(left, right):
        return None
    like = measure(left, right)
    score = sum(weight * getattr(like, part) for part, weight in _WEIGHTS.items())
    verdict, reason = _decide(left, right, like, score)
    if verdict is None:
        return None
    return Judgement(
        id=make_judgement_id(verdict, (left.record,), (right.record,), VERSION, ""),
        verdict=verdict,
        left=(left.record,),
        right=(right.record,),
        maker=Maker.RULE,
        by=VERSION,
        why=(reason, *tell_likeness(like)),
        score=round(min(max(score, 0.0), 1.0), 3),
    )


def may_be_one(left: Telling, right: Telling) -> bool:
    """Tell whether two tellings are of one family and share a party, or leave the parties open."""
    if find_family(left.type) != find_family(right.type):
        return False
    return not left.actors or not right.actors or bool({*left.actors} & {*right.actors})


def measure(left: Telling, right: Telling) -> Likeness:
    """Return how alike two tellings are."""
    return Likeness(
        parties=_share(left.actors, right.actors),
        targets=_agree(left.targets, right.targets),
        days=measure_days(left, right),
        place=_equal(left.place, right.place),
        person=_equal(left.person, right.person),
        words=_compare_words(left.words, right.words),
        numbers=_agree(left.numbers, right.numbers),
        type=1.0 if left.type is right.type else 0.0,
    )


def _decide(left: Telling, right: Telling, like: Likeness, score: float) -> tuple[Verdict | None, str]:
    if left.article == right.article:
        return Verdict.DIFFERENT, "told apart by one article"
    if like.days < 0:
        return (Verdict.DIFFERENT, "other days") if like.words >= 1 else (None, "")
    if is_spoken(left.type) and like.person < 0:
        return Verdict.DIFFERENT, "other speakers"
    if is_spoken(left.type) and like.words <= 0:
        return (Verdict.UNSURE, "other words") if score >= SAME else (None, "")
    if score >= SAME and like.days > 0:
        return Verdict.SAME, "one act"
    return (Verdict.UNSURE, "perhaps one act") if score >= UNSURE else (None, "")


def _share(left: Collection[str], right: Collection[str]) -> float:
    one, other = set(left), set(right)
    return len(one & other) / max(min(len(one), len(other)), 1)


def _agree(left: Collection[str], right: Collection[str]) -> float:
    if not left or not right:
        return 0.0
    return 1.0 if set(left) & set(right) else -1.0


def _equal(left: str | None, right: str | None) -> float:
    if left is None or right is None:
        return 0.0
    return 1.0 if left == right else -1.0


def _compare_words(left: Collection[int], right: Collection[int]) -> float:
    shared = len(set(left) & set(right))
    overlap = shared / max(min(len(left), len(right)), 1)
    if shared < _FEWEST and overlap < _WHOLE:
        return -0.5 if min(len(left), len(right)) > _FEWEST else 0.0
    return 1.0 if overlap >= _WHOLE else 0.5 if overlap >= _LIKE else 0.0


def tell_likeness(like: Likeness) -> tuple[str, ...]:
    """Return the parts that speak for or against, in words."""
    parts = ((part, getattr(like, part)) for part in _WEIGHTS)
    return tuple(f"{part} {value:+.1f}" for part, value in parts if value)


def is_open(telling: Telling) -> bool:
    """Tell whether an act is not said to have happened."""
    return telling.modality in (Modality.PLANNED, Modality.POSSIBLE, Modality.CONDITIONAL)


def find_day(telling: Telling) -> date | None:
    """Return the day by which a telling is placed: the act's last one, else that of the article."""
    return telling.until or telling.told
