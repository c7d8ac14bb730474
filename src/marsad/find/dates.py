"""Calendar and relative expressions of an article, resolved from its publication date."""

from collections.abc import Sequence
from datetime import date

import msgspec
from msgspec.structs import replace

from marsad.find.date_expression import Expression
from marsad.find.date_line import make_line
from marsad.find.date_parse import parse_line
from marsad.find.date_value import Told, resolve
from marsad.find.scan import Scan, Sentence
from marsad.model import Precision, When

_HEAD_SENTENCES = 2
_HEAD_CHARACTERS = 90
_WITH_MONTH = frozenset({"day", "month"})
_DATELINE_MARKS = frozenset("-–—:(|")


class FoundDate(msgspec.Struct, frozen=True, kw_only=True):
    """A date expression at `start:end` of the normal text.

    `when` is None where the words lack what the publication date alone could give and it is not known.
    `rule` is the id of the grammar's rule; `role` is "dateline" for the date an article opens with.
    """

    start: int
    end: int
    when: When | None
    rule: str
    role: str | None = None


def find_dates(scan: Scan, published: When | None) -> tuple[FoundDate, ...]:
    """Return the date expressions of an article's body in order.

    `published` is the day that relative expressions count from; nothing else is ever taken for it.
    """
    today = published.start if published is not None and published.precision is Precision.DAY else None
    out: list[FoundDate] = []
    for sentence in scan.sentences:
        line = make_line(scan, sentence)
        stated: Told | None = None
        for expression in parse_line(line) if line is not None else ():
            told = _go_on(_recall(expression.told, out), stated, today)
            out.append(_make_found(scan, sentence, replace(expression, told=told), today))
            stated = told if told.year is not None else stated
    return tuple(out)


def _recall(told: Told, before: Sequence[FoundDate]) -> Told:
    """Give "the same month" or "the same year" what the last date before that has one tells."""
    if not told.again:
        return told
    precise = (Precision.DAY, Precision.MONTH) if told.again == "month" else tuple(Precision)
    last = next(
        (found.when.start for found in reversed(before) if found.when and found.when.precision in precise), None
    )
    if last is None:
        return replace(told, kind="unknown", month=None)
    return replace(told, year=last.year, month=last.month if told.again == "month" else told.month)


def _go_on(told: Told, stated: Told | None, today: date | None) -> Told:
    """Give a day or month without a year that of the last one in its sentence: what is told in a row goes on there.

    A month earlier in the year is one of the next; nothing goes on beyond the day of publication.
    """
    if stated is None or stated.year is None or today is None or told.kind not in _WITH_MONTH or told.hijri:
        return told
    bare = told.month is not None and {told.year, told.shift, told.year_shift} == {None} and told.until is None
    if not bare or told.ahead or told.near or stated.kind not in _WITH_MONTH or stated.until is not None:
        return told
    then, last = (told.month or 0, told.day or 31), (stated.month or 0, stated.day or 1)
    year = stated.year + (then < last)
    return replace(told, year=year) if (year, *then) < (today.year, today.month, today.day) else told


def _make_found(scan: Scan, sentence: Sentence, expression: Expression, today: date | None) -> FoundDate:
    when = resolve(expression.told, today)
    kind = "range" if expression.told.until is not None else expression.told.kind
    role = "dateline" if _is_dateline(scan, sentence, expression) else None
    return FoundDate(start=expression.start, end=expression.end, when=when, rule=f"date.{kind}", role=role)


def _is_dateline(scan: Scan, sentence: Sentence, expression: Expression) -> bool:
    """Tell whether a full date stands at the head of the text between the marks of a dateline."""
    told = expression.told
    if sentence.index >= _HEAD_SENTENCES or told.kind != "day" or told.year is None:
        return False
    if expression.start - scan.sentences[0].start > _HEAD_CHARACTERS:
        return False
    normal = scan.aligned.normal
    before, after = normal[: expression.start].rstrip()[-1:], normal[expression.end :].lstrip()[:1]
    return after in _DATELINE_MARKS or before in _DATELINE_MARKS
