"""Numbers that are no figures: dates, ages, times, names, marks in a list."""

from collections.abc import Callable
from functools import cache

from marsad.find.dates import FoundDate
from marsad.find.figure_amount import Amount
from marsad.find.figure_kind import is_part
from marsad.find.figure_view import Unit, View
from marsad.languages.ar.calendar import find_article
from marsad.languages.ar.numbers import load_marks, load_word_list
from marsad.text.normal import normalise

_AGE_REACH, _PHONE_DIGITS, _LIST_MARK, _MONTH_GAP = 6, 8, 99, 5
_CALL_REACH, _NOUN_GAP = 3, 2
_QUOTES = frozenset("\"'»”’")


def find_no_figure(view: View, amount: Amount, unit: Unit | None) -> str | None:
    """Return why an amount is no figure, None when it is one."""
    for reason, applies in _REASONS:
        if applies(view, amount, unit):
            return reason
    return None


def _is_in_date(view: View, amount: Amount, _unit: Unit | None) -> bool:
    inside = any(
        found.start < amount.end and amount.start < found.end and not _is_noun_window(view, found)
        for found in view.dates
    )
    return inside or any(0 < month - amount.end <= _MONTH_GAP for month in view.months)


def _is_noun_window(view: View, found: FoundDate) -> bool:
    """Tell whether "the last four months" is spoken of as a length, not as the time of something."""
    before = view.sentence.before(found.start, 2)
    return found.rule == "date.window" and not any(token.text in load_word_list("time_before") for token in before)


def _is_in_unit(view: View, amount: Amount, _unit: Unit | None) -> bool:
    return any(unit.start <= amount.start and amount.end <= unit.end for unit in view.units)


def _is_name(view: View, amount: Amount, unit: Unit | None) -> bool:
    """Tell whether the number belongs to a name: "F-16", "resolution 2231", "Group of Seven", a mark in a list."""
    normal, marks = view.scan.aligned.normal, load_marks()
    before, after = normal[amount.start - 1 : amount.start], normal[amount.end : amount.end + 1]
    if amount.first.digits and (_is_latin(before) or _is_latin(after)):
        return True
    tokens = view.sentence.before(amount.start, 2)
    near = tokens[-1] if tokens else None
    if near is not None and marks.get(near.text) in ("dash", "slash") and near.end == amount.start:
        return len(tokens) == 2 and tokens[0].end == near.start
    if marks.get(after) == "slash":
        return True
    if marks.get(after) == "dash" and unit is None:
        return True
    words = [token.text for token in tokens if marks.get(token.text) not in ("article", "led", "open")]
    named = bool(words) and _is_in(words[-1], load_word_list("name_before"))
    return (named and (amount.first.definite or not _is_strong(unit))) or _is_group_name(view, amount)


def _is_in(word: str, words: frozenset[str]) -> bool:
    """Tell whether `words` holds a word, with or without "and" written onto it."""
    return word in words or (load_marks().get(word[:1]) == "and" and word[1:] in words)


def _is_group_name(view: View, amount: Amount) -> bool:
    after = view.sentence.after(amount.end, 1)
    return amount.first.definite and bool(after) and after[0].text in load_word_list("name_after")


def _is_strong(unit: Unit | None) -> bool:
    return unit is not None and unit.noun.unit != "other"


def _is_latin(mark: str) -> bool:
    return mark != "" and mark.isascii() and (mark.isalpha() or mark in "_@#=&")


def _is_clock(view: View, amount: Amount, _unit: Unit | None) -> bool:
    after = view.sentence.after(amount.end, 1)
    return bool(after) and after[0].text in load_word_list("clock_after")


def _is_sum(view: View, amount: Amount, _unit: Unit | None) -> bool:
    """Tell whether a number is added to another as in the name of a group, "5 + 1"."""
    before = view.sentence.before(amount.start, 1)
    return amount.first.digits and bool(before) and before[0].text == "+"


def _is_score(view: View, amount: Amount, unit: Unit | None) -> bool:
    """Tell whether two small numbers joined by a dash, of nothing, are the score of a match."""
    dashed = amount.first.plain and amount.number.plain and amount.first is not amount.number
    return (
        dashed and unit is None and (amount.high or 0) <= _LIST_MARK and amount.first.scale == amount.number.scale == 1
    )


def _is_lag(view: View, amount: Amount, unit: Unit | None) -> bool:
    """Tell whether a length of time says when something else was: "three days before that"."""
    before = view.sentence.before(amount.start, 3)
    lagged = any(token.text in load_word_list("lag_before") for token in before)
    return lagged and amount.first.led and unit is not None and unit.noun.kind == "duration"


def _is_age(view: View, amount: Amount, unit: Unit | None) -> bool:
    if unit is None or unit.noun.unit != "years":
        return False
    normal = view.scan.aligned.normal
    if normal[amount.start - 1 : amount.start] == "(" and normal[unit.end : unit.end + 1] == ")":
        return True
    before = view.sentence.before(amount.start, _AGE_REACH)
    after = view.sentence.after(unit.end, 3)
    start = before[0].start if before else amount.start
    end = after[-1].end if after else unit.end
    return view.has_cue("age", start, end)


def _is_pronoun(view: View, amount: Amount, unit: Unit | None) -> bool:
    """Tell whether "one" stands for a thing, not for a number."""
    if amount.value != 1 or amount.first.digits or amount.high is not None:
        return False
    return unit is None or unit.start > amount.start or _is_occasion(view, unit)


def _is_occasion(view: View, unit: Unit) -> bool:
    """Tell whether "in one day" stands for "at once"."""
    before = view.sentence.before(unit.start, 1)
    return bool(before) and before[0].text in load_word_list("in")


def _counts_nothing(view: View, amount: Amount, unit: Unit | None) -> bool:
    """Tell whether a number without a known noun counts nothing: no unknown noun and no loss either."""
    if unit is not None:
        return False
    long = amount.first.plain and amount.end - amount.start >= _PHONE_DIGITS
    if long or _is_list_mark(view, amount):
        return True
    if is_part(view, amount):
        return False
    return not (amount.number.scale > 1 or _is_called_for(view, amount) or _has_noun_after(view, amount))


def _is_called_for(view: View, amount: Amount) -> bool:
    """Tell whether the words before a number make it one: a loss, "numbering", a plural it is the number of."""
    before = view.sentence.before(amount.start, _CALL_REACH)
    if not before:
        return False
    near = [token for token in before if load_marks().get(token.text) != "article"]
    if view.has_cue("loss", before[-2:][0].start, amount.start):
        return True
    if not amount.first.definite:
        return any(_is_in(token.text, load_word_list("count_before")) for token in before)
    word = near[-1].text if near else ""
    return word.startswith(_article()) and word.endswith(tuple(load_word_list("plural_endings")))


def _has_noun_after(view: View, amount: Amount) -> bool:
    after = view.sentence.after(amount.end, 2)
    if after and after[0].text in _QUOTES:
        after = after[1:]
    word = after[0].text if after else ""
    if amount.first.definite and word not in load_word_list("definite_follower"):
        return False  # "the seventieth anniversary" in the guise of a number
    if not word.isalpha() or word.isascii() or after[0].start - amount.end > _NOUN_GAP:
        return False
    return word in load_word_list("of") or (word not in load_word_list("not_noun") and _agrees(word))


def _agrees(word: str) -> bool:
    """Tell whether a word can be the noun after a number: an indefinite one."""
    return not word.startswith(_article()) or word in load_word_list("definite_follower")


def _is_list_mark(view: View, amount: Amount) -> bool:
    normal = view.scan.aligned.normal
    mark = normal[amount.end : amount.end + 1]
    return amount.first.plain and amount.value <= _LIST_MARK and mark in ("-", ")", ".", ":")


@cache
def _article() -> str:
    return normalise(find_article()).normal


_REASONS: tuple[tuple[str, Callable[[View, Amount, Unit | None], bool]], ...] = (
    ("date", _is_in_date),
    ("part of a unit", _is_in_unit),
    ("name", _is_name),
    ("time", _is_clock),
    ("sum", _is_sum),
    ("score", _is_score),
    ("age", _is_age),
    ("lag", _is_lag),
    ("pronoun", _is_pronoun),
    ("nothing counted", _counts_nothing),
)
