"""Whether two signals tell of one act or statement: a pure, scored judgement of two tellings."""

from collections.abc import Collection
from functools import cache
from typing import NamedTuple

import msgspec

from marsad.model.episode import Telling
from marsad.model.kinds import Modality
from marsad.model.story import Judgement, Maker, Verdict
from marsad.reconcile.episodes.days import SLIPPED, has_day, measure_days
from marsad.reconcile.episodes.family import find_family, is_spoken
from marsad.reconcile.stories.compare import make_judgement_id

VERSION = "episodes/2"
SAME, UNSURE = 0.6, 0.45  # scores from where two tellings are one, and from where that is a question
_WHOLE = 0.5  # share of the shorter sentence's words, from where they are the same as far as words can tell
_LIKE = 0.34
_ELSEWHERE = 2.0  # how much more two places speak against one act than one place for it
_FEWEST = 2  # telling words of both sentences, from where none in common speaks against one act
_PLAIN = 0.3  # weight of a word that is common in its type


class Likeness(msgspec.Struct, frozen=True, kw_only=True):
    """How alike two tellings are, part by part: 1 the same, 0 not known or not telling, -1 not to be reconciled."""

    parties: float
    targets: float
    days: float
    place: float
    person: float
    words: float
    objects: float
    numbers: float
    weapons: float
    type: float


_WEAPONS = frozenset({"bomber", "missile", "submarine"})
_HALTED, _DENIED = Modality.HALTED, Modality.DENIED
_BOTH = 2
_SESSIONS = frozenset({"arms_transfer", "calls", "exercise", "inspection", "trial"})  # which are planned, and put off
_GROUPS = frozenset({"EU", "G7", "NATO", "UN", "WEST", "XXX"})  # who may stand for a member, or a member for it

_WEIGHTS = {
    "parties": 0.25,
    "targets": 0.1,
    "days": 0.3,
    "place": 0.1,
    "person": 0.1,
    "words": 0.3,
    "objects": 0.25,
    "numbers": 0.1,
    "weapons": 0.15,
    "type": 0.1,
}


class Opinion(NamedTuple):
    """What the rule finds of two tellings."""

    verdict: Verdict
    why: tuple[str, ...]
    score: float


def judge(one: Telling, other: Telling) -> Judgement | None:
    """Return what the rule says of two tellings, the same whichever comes first; None where nothing links them."""
    left, right = sorted((one, other), key=lambda telling: telling.record)
    opinion = weigh(left, right)
    return opinion and make_judgement(left.record, right.record, opinion)


def weigh(left: Telling, right: Telling) -> Opinion | None:
    """Return what the rule finds; of tellings in two articles it hangs on nothing but what these say."""
    if not may_be_one(left, right):
        return None
    like = measure(left, right)
    score = sum(weight * getattr(like, part) for part, weight in _WEIGHTS.items())
    verdict, reason = _decide(left, right, like, score)
    if verdict is None:
        return None
    return Opinion(verdict, (reason, *tell_likeness(like)), round(min(max(score, 0.0), 1.0), 3))


def make_judgement(left: str, right: str, opinion: Opinion) -> Judgement:
    """Return an opinion as a judgement of two records, the lesser one on the left."""
    return Judgement(
        id=make_judgement_id(opinion.verdict, (left,), (right,), VERSION, ""),
        verdict=opinion.verdict,
        left=(left,),
        right=(right,),
        maker=Maker.RULE,
        by=VERSION,
        why=opinion.why,
        score=opinion.score,
    )


def may_be_one(left: Telling, right: Telling) -> bool:
    """Tell whether two tellings are of one family and share a party, or leave the parties open."""
    if find_family(left.type) != find_family(right.type):
        return False
    return not left.actors or not right.actors or bool({*left.actors} & {*right.actors})


def measure(left: Telling, right: Telling) -> Likeness:
    """Return how alike two tellings are."""
    return Likeness(
        parties=_compare_parties(left.actors, right.actors),
        targets=_compare_targets(left.targets, right.targets),
        days=measure_days(left, right),
        place=_compare_places(left.place, right.place),
        person=_equal(left.person, right.person),
        words=_compare_words(left, right),
        objects=_compare_objects(left, right),
        weapons=_agree({*left.marks} & _WEAPONS, {*right.marks} & _WEAPONS),
        numbers=_agree(left.numbers, right.numbers),
        type=1.0 if left.type is right.type else 0.0,
    )


def _decide(left: Telling, right: Telling, like: Likeness, score: float) -> tuple[Verdict | None, str]:
    against = (  # what speaks against one act, and whether it is worth telling
        ("told apart by one article", left.article == right.article, not _overlap(left, right)),
        ("other parties", like.targets < 0 or like.parties < 0, like.words >= 1),
        ("other days", like.days < 0, like.words >= 1),
        ("other speakers", is_spoken(left.type) and like.person < 0, True),
        ("other things are named", like.objects < 0, score >= UNSURE),
    )
    for reason, holds, is_worth_telling in against:
        if holds:
            return (Verdict.DIFFERENT, reason) if is_worth_telling else (None, "")
    if _may_be_another(left, right, like):
        return (Verdict.UNSURE, "other words") if score >= UNSURE else (None, "")
    if score >= SAME and like.days > 0:
        return Verdict.SAME, "one act"
    return (Verdict.UNSURE, "perhaps one act") if score >= UNSURE else (None, "")


def _may_be_another(left: Telling, right: Telling, like: Likeness) -> bool:
    """Tell whether words leave open that the same parties said or did another thing within these days.

    What one speaker says, or what is said on one day, is known by like words, with speaker and day open by the same
    words. An act is known by its day or place; by like words where one of them has neither; by the same words where
    both have none, where the days are one apart, and where it is denied or called off in one of them only.
    """
    if is_spoken(left.type):
        return like.words <= 0 or (like.person <= 0 and like.words < 1 and like.days < 1)
    turned = (left.modality is _HALTED) != (right.modality is _HALTED) and find_family(left.type) not in _SESSIONS
    denied = (left.modality is _DENIED) != (right.modality is _DENIED)
    undated = (not has_day(left)) + (not has_day(right))
    slipped = not undated and like.days == SLIPPED
    if turned or denied or slipped or (undated == _BOTH and like.place <= 0):
        return like.words < 1
    return bool(undated) and like.place <= 0 and like.words <= 0


def _overlap(left: Telling, right: Telling) -> bool:
    return left.start < right.end and right.start < left.end


def _compare_parties(left: Collection[str], right: Collection[str]) -> float:
    """Return 1 where one side names all whom the other names; less than 0 where each names another one beside."""
    one, other = set(left), set(right)
    beside, others = one - other - _GROUPS, other - one - _GROUPS
    return -1.0 if beside and others else 1.0 if one & other else 0.0


def _compare_targets(left: Collection[str], right: Collection[str]) -> float:
    """Return 1 for a target in common, -1 for others; a group may stand for its members."""
    one, other = {*left}, {*right}
    if one & other:
        return 1.0
    return 0.0 if not one or not other or _GROUPS & (one | other) else -1.0


def _agree(left: Collection[str], right: Collection[str]) -> float:
    if not left or not right:
        return 0.0
    return 1.0 if set(left) & set(right) else -1.0


def _compare_objects(left: Telling, right: Telling) -> float:
    """Return 1 where names of one kind share a word, -1 where a kind that both name shares none."""
    one, other = dict(left.objects), dict(right.objects)
    shared = [bool({*one[kind]} & {*other[kind]}) for kind in one.keys() & other.keys()]
    return 0.0 if not shared else 1.0 if any(shared) else -1.0


def _compare_places(left: str | None, right: str | None) -> float:
    """Return 1 for one place and more than that against one act for two."""
    found = _equal(left, right)
    return found * _ELSEWHERE if found < 0 else found


def _equal(left: str | None, right: str | None) -> float:
    if left is None or right is None:
        return 0.0
    return 1.0 if left == right else -1.0


def _compare_words(left: Telling, right: Telling) -> float:
    """Compare what two sentences are about: words that are common in their type weigh little."""
    shared = len({*left.words} & {*right.words})
    few = min(len(left.words), len(right.words))
    if not shared and few:
        return -1.0 if few >= _FEWEST else -0.5
    own = few + _PLAIN * min(len(left.plain), len(right.plain))
    overlap = (shared + _PLAIN * len({*left.plain} & {*right.plain})) / max(own, _PLAIN)
    if not few and {*left.words, *left.plain} != {*right.words, *right.plain}:
        return 0.5 if overlap >= _WHOLE else 0.0  # common words alone tell little more than the type
    whole = overlap >= _WHOLE and (shared >= _FEWEST or few < _FEWEST)
    return 1.0 if whole else 0.5 if overlap >= _LIKE else 0.0


def tell_likeness(like: Likeness) -> tuple[str, ...]:
    """Return the parts that speak for or against, in words."""
    parts = ((part, getattr(like, part)) for part in _WEIGHTS)
    return tuple(_tell(part, value) for part, value in parts if value)


@cache  # there are few of them, and many judgements
def _tell(part: str, value: float) -> str:
    return f"{part} {value:+.1f}"


def is_open(telling: Telling) -> bool:
    """Tell whether an act is not said to have happened."""
    return telling.modality in (Modality.PLANNED, Modality.POSSIBLE, Modality.CONDITIONAL)
