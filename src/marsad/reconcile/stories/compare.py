"""Whether two articles tell one text: a pure judgement of two traces."""

from collections.abc import Collection
from hashlib import blake2b

import msgspec

from marsad.model.story import Judgement, Maker, Verdict
from marsad.reconcile.stories.trace import FEWEST_NUMBERS, Trace, unpack, unpack_set

VERSION = "stories/1"

_SAME = 0.5  # of the shorter text's shingles, from where two texts of like length are one
_LIKE_LENGTH, _SAME_UNLIKE = 0.65, 0.55  # and what texts of less like length must share
_ALL = 0.75  # from where the beginnings need not agree: a follow-up shares its background, not its beginning
_BEGIN = 0.3  # of the beginning of either text, which the other must hold
_UNSURE = 0.3
_FEWEST = 6  # shared shingles
_SHORT, _SAME_SHORT = 24, 0.6  # shingles of a flash, and how much of it must be shared
_NEAR_WHOLE = 0.9  # from where differing numbers are taken for misprints
_CUT = 0.5  # shorter against longer: below it the shorter must hold the longer's head, as a cut does
_HEAD = 24  # shingles at the beginning
_CONFLICT_FROM, _CONFLICT = 3, 0.5  # numbers that each has, and the share of them below which they tell other facts
_DAYS = 2  # between two renderings of one report
_EDITED, _EDITED_BEGIN, _EDITED_WORDS = 0.2, 0.2, 0.6  # text, beginning and words that a rewriting keeps
_FACTS, _FACTS_AGREE = 4, 0.75  # weight of the shared numbers and names of two renderings, and their share
_LONG_NUMBER = 3  # characters of a number that weighs double, being seldom met by chance
_WORDS = 0.45  # shared words of two renderings


class Likeness(msgspec.Struct, frozen=True, kw_only=True):
    """How alike two texts are; shares are of the shorter one.

    `head` is the share of the longer one's beginning that the shorter holds, `first` that of the shorter's.
    `weight` is that of the shared numbers and names.
    """

    shared: int
    overlap: float
    head: float
    first: float
    ratio: float
    shortest: int
    words: float
    numbers: int
    numbers_agree: float
    weight: int
    fewest_numbers: int
    names: int
    days: int | None


def judge(one: Trace, other: Trace) -> Judgement | None:
    """Return what the rule says of two articles, the same whichever comes first; None where nothing links them."""
    left, right = sorted((one, other), key=lambda trace: trace.article)
    likeness = measure(left, right) if may_be_like(left, right) else None
    if likeness is None:
        return None
    verdict, reason = _decide(likeness)
    if verdict is None:
        return None
    score = round(max(likeness.overlap, likeness.words if reason == "facts" else 0.0), 3)
    return Judgement(
        id=make_judgement_id(verdict, (left.article,), (right.article,), VERSION, ""),
        verdict=verdict,
        left=(left.article,),
        right=(right.article,),
        maker=Maker.RULE,
        by=VERSION,
        why=(reason, *_tell(likeness)),
        score=score,
    )


def make_judgement_id(verdict: str, left: Collection[str], right: Collection[str], by: str, at: str) -> str:
    """Return an id that the same judgement has wherever it is made."""
    parts = (verdict, " ".join(left), " ".join(right), by, at)
    return "j" + blake2b("\x1f".join(parts).encode(), digest_size=9).hexdigest()


def may_be_like(left: Trace, right: Trace) -> bool:
    """Tell, at little cost, whether two texts share enough to be measured."""
    if (
        min(len(left.shingles), len(right.shingles)) < 4 * _SHORT
        or len(set(left.numbers) & set(right.numbers)) >= FEWEST_NUMBERS
    ):
        return True
    return len(unpack_set(left.shingles) & unpack_set(right.shingles)) >= _FEWEST


def measure(left: Trace, right: Trace) -> Likeness:
    """Return how alike two texts are."""
    less, more = sorted((left.shingles, right.shingles), key=lambda hashes: (len(hashes), hashes))
    held, holding, shorter, longer = unpack_set(less), unpack_set(more), unpack(less), unpack(more)
    shared = len(held & holding)
    numbers, names = set(left.numbers) & set(right.numbers), set(left.names) & set(right.names)
    fewest_numbers = min(len(left.numbers), len(right.numbers))
    return Likeness(
        shared=shared,
        overlap=_share(shared, len(shorter)),
        head=_share(len(held.intersection(longer[:_HEAD])), min(len(longer), _HEAD)),
        first=_share(len(holding.intersection(shorter[:_HEAD])), min(len(shorter), _HEAD)),
        ratio=_share(len(shorter), len(longer)),
        shortest=len(shorter),
        words=_share_words(left, right),
        numbers=len(numbers),
        numbers_agree=_share(len(numbers), fewest_numbers),
        weight=len(numbers) + sum(len(number) >= _LONG_NUMBER for number in numbers) + len(names),
        fewest_numbers=fewest_numbers,
        names=len(names),
        days=abs(left.day - right.day) if left.day and right.day else None,
    )


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0


def _share_words(left: Trace, right: Trace) -> float:
    one, other = unpack_set(left.words), unpack_set(right.words)
    return _share(len(one & other), min(len(one), len(other)))


def _decide(like: Likeness) -> tuple[Verdict | None, str]:
    if _shares_text(like):
        return _decide_on_text(like)
    if _shares_facts(like):
        return Verdict.SAME, "facts"
    if _is_edited(like) and not _conflict(like):
        return Verdict.SAME, "edited"
    if like.shared >= _FEWEST and like.overlap >= _UNSURE:
        return Verdict.UNSURE, "text"
    return None, ""


def _decide_on_text(like: Likeness) -> tuple[Verdict, str]:
    if _conflict(like):
        return Verdict.DIFFERENT, "numbers"
    if like.ratio >= _CUT or like.head >= _CUT:
        return Verdict.SAME, "text"
    return Verdict.UNSURE, "part"


def _shares_text(like: Likeness) -> bool:
    if like.shortest < _SHORT:
        return like.overlap >= _SAME_SHORT
    least = _SAME if like.ratio >= _LIKE_LENGTH else _SAME_UNLIKE
    begins = max(like.head, like.first) >= _BEGIN or like.overlap >= _ALL
    return like.shared >= _FEWEST and like.overlap >= least and begins


def _conflict(like: Likeness) -> bool:
    """Tell whether two texts of one mould give other numbers, as the reports of two days do."""
    return like.fewest_numbers >= _CONFLICT_FROM and like.numbers_agree < _CONFLICT and like.overlap < _NEAR_WHOLE


def _shares_facts(like: Likeness) -> bool:
    """Tell whether two texts in other words give the numbers, names and words of one report."""
    near = like.days is not None and like.days <= _DAYS
    apart = like.overlap < _UNSURE or like.ratio >= _LIKE_LENGTH  # else one quotes the other
    facts = like.weight >= _FACTS and like.numbers >= FEWEST_NUMBERS
    return near and apart and facts and like.numbers_agree >= _FACTS_AGREE and like.words >= _WORDS


def _is_edited(like: Likeness) -> bool:
    """Tell whether one text is the other one rewritten sentence by sentence, as long and within days."""
    near = like.days is not None and like.days <= _DAYS and like.shared >= _FEWEST
    kept = like.overlap >= _EDITED and like.words >= _EDITED_WORDS
    return near and kept and like.ratio >= _LIKE_LENGTH and min(like.head, like.first) >= _EDITED_BEGIN


def _tell(like: Likeness) -> tuple[str, ...]:
    told = [f"overlap {like.overlap:.2f}", f"length {like.ratio:.2f}", f"head {like.head:.2f}"]
    told += [f"words {like.words:.2f}", f"numbers {like.numbers} of {like.fewest_numbers}"]
    return (*told, f"names {like.names}", f"days {'?' if like.days is None else like.days}")
