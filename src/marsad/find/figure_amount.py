"""Amounts: single numbers, and ranges with both their bounds."""

import msgspec

from marsad.find.figure_number import Number, find_numbers
from marsad.find.scan import Scan, Sentence
from marsad.languages.ar.numbers import load_marks
from marsad.text.tokens import find_tokens

_WIDEST_GAP = 8
_WIDEST_RANGE = 100  # times the lower bound


class Amount(msgspec.Struct, frozen=True):
    """A number, or a range up to `high`, at `start:end`; `number` is its last number, which the noun follows."""

    start: int
    end: int
    value: float
    high: float | None
    first: Number
    number: Number


def find_amounts(scan: Scan, sentence: Sentence) -> tuple[Amount, ...]:
    """Return the amounts of a sentence in order; ordinals are none."""
    numbers = [number for number in find_numbers(scan, sentence) if not number.ordinal]
    if not numbers:
        return ()
    out: list[Amount] = []
    at = 0
    while at < len(numbers):
        first = numbers[at]
        second = numbers[at + 1] if at + 1 < len(numbers) else None
        if second is not None and _is_range(scan, sentence, first, second):
            out.append(_make_range(first, second))
            at += 2
            continue
        out.append(Amount(first.start, first.end, first.value, None, first, first))
        at += 1
    return tuple(out)


def _is_range(scan: Scan, sentence: Sentence, first: Number, second: Number) -> bool:
    gap = scan.aligned.normal[first.end : second.start]
    low = _low(first, second)
    if len(gap) > _WIDEST_GAP or not low < second.value <= _WIDEST_RANGE * max(low, 1):
        return False
    marks = load_marks()
    kinds = tuple(marks.get(token.text, "") for token in find_tokens(gap))
    if kinds == ("to",) or (kinds == ("or",) and _is_near(first, second)):
        return True
    if kinds == ("dash",):
        return gap.strip() == gap or (gap.startswith(" ") and gap.endswith(" "))
    return kinds == ("and",) and _is_between(sentence, first)


def _is_near(first: Number, second: Number) -> bool:
    return second.value <= 3 * max(first.value, 1)


def _is_between(sentence: Sentence, first: Number) -> bool:
    marks = load_marks()
    before = [token.text for token in sentence.tokens if token.end <= first.start][-2:]
    return any(marks.get(word) == "between" for word in before)


def _low(first: Number, second: Number) -> float:
    """Return the lower bound: "15 to 18 milliard" gives its scale to both."""
    bare = first.scale == 1 and second.scale > 1 and first.value < second.value / second.scale
    return first.value * second.scale if bare else first.value


def _make_range(first: Number, second: Number) -> Amount:
    return Amount(first.start, second.end, _low(first, second), second.value, first, second)
