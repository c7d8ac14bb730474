"""The codebook's unit and kind of an amount."""

from marsad.find.figure_amount import Amount
from marsad.find.figure_view import Unit, View
from marsad.languages.ar.numbers import load_marks, load_word_list
from marsad.text.tokens import Token

_LOSS_REACH, _LIMIT_REACH, _STOCK_REACH, _AFTER, _ASIDE = 10, 10, 12, 5, 20
_OWN_REACH, _FLIGHT_AFTER, _NEAR = 7, 2, 2
_WEAPONS = frozenset({"warheads", "missiles", "bombers", "submarines", "launchers", "kg", "tonnes"})
_FORCES = frozenset({"troops", "tanks", "aircraft", "drones", "vehicles"})
_LIMITED = _WEAPONS | _FORCES | {"inspections", "centrifuges", "sites"}
_MATERIAL = frozenset({"kg", "tonnes"})


def find_unit_code(view: View, amount: Amount, unit: Unit | None, before: str) -> str:
    """Return the unit; people beside words of loss or flight are casualties or displaced.

    `before` is the unit of the figure before in the sentence, which goes on when "and" links the two. A number without
    a known noun needs the word right before it.
    """
    if unit is None and before and is_part(view, amount):
        return before
    if unit is None:
        return _find_fate(view, amount, amount.end, _NEAR, 0) or "other"
    if not unit.noun.people:
        return unit.noun.unit
    fate = _find_fate(view, amount, max(unit.end, amount.end), _LOSS_REACH, _AFTER)
    linked = amount.first.linked and before in ("casualties", "displaced") and unit.noun.unit == "people"
    return fate or (before if linked else unit.noun.unit)


def is_part(view: View, amount: Amount) -> bool:
    """Tell whether a bare number is a part of the figure before: "two of them", "among them two"."""
    near = (*view.sentence.before(amount.start, 1), *view.sentence.after(amount.end, 1))
    return any(token.text in load_word_list("among_them") for token in near)


def _find_fate(view: View, amount: Amount, last: int, reach: int, after: int) -> str | None:
    """Return what befell the people counted: a loss up to `reach` tokens before, a flight or own loss nearer by."""
    end = _end_of(view.sentence.after(last, after), last)
    if view.has_cue("loss", _start_of(view, amount, reach), amount.start) or _is_lost_after(view, amount.start, end):
        return "casualties"
    near = _start_of(view, amount, min(reach, _OWN_REACH))
    if view.has_cue("own_loss", near, amount.start) or view.has_cue("execution", near, amount.start):
        return "casualties"
    end = _end_of(view.sentence.after(last, min(after, _FLIGHT_AFTER)), last)
    return "displaced" if view.has_cue("flight", near, end) else None


def _is_lost_after(view: View, start: int, end: int) -> bool:
    """Tell whether a word of loss follows that no "and" puts into a clause of its own."""
    cues = (first for first, last, role in view.cues if role == "loss" and start <= first and last <= end)
    return any(load_marks().get(view.scan.aligned.normal[first]) != "and" for first in cues)


def find_kind(view: View, amount: Amount, unit: Unit | None, code: str, before: str) -> str:
    """Return the kind: the unit's own (distance, share, money, duration), or limit, stockpile, count."""
    if unit is not None and unit.noun.kind != "count":
        return unit.noun.kind
    if code in _LIMITED and _is_limit(view, amount, unit, code):
        return "limit"
    if amount.first.linked and before in ("limit", "stockpile") and code in _LIMITED:
        return before
    start, end = _window(view, amount, unit, _STOCK_REACH)
    cue = "material" if code in _MATERIAL else "stock"
    return "stockpile" if code in _WEAPONS and view.has_cue(cue, start, end) else "count"


def _is_limit(view: View, amount: Amount, unit: Unit | None, code: str) -> bool:
    start, end = _window(view, amount, unit, _LIMIT_REACH)
    treaty = view.has_cue("treaty", view.sentence.start, view.sentence.end) or "treaty" in view.earlier_cues
    if view.has_cue("limit", start, end):
        return treaty or code in _WEAPONS
    return treaty and view.has_cue("weak_limit", start, amount.start)


def _skip_aside(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """Leave out what stands between a pair of dashes."""
    marks = load_marks()
    dashes = [at for at, token in enumerate(tokens) if marks.get(token.text) == "dash"]
    if len(dashes) < 2:
        return tokens
    return (*tokens[: dashes[-2]], *tokens[dashes[-1] + 1 :])


def _window(view: View, amount: Amount, unit: Unit | None, reach: int) -> tuple[int, int]:
    """Return the range from `reach` tokens before the amount to a few after its noun."""
    last = unit.end if unit is not None and unit.end > amount.end else amount.end
    return _start_of(view, amount, reach), _end_of(view.sentence.after(last, _AFTER), last)


def _start_of(view: View, amount: Amount, reach: int) -> int:
    before = view.sentence.before(amount.start, reach + _ASIDE if view.has_aside else reach)
    before = _skip_aside(before)[-reach:] if view.has_aside else before
    return before[0].start if before else amount.start


def _end_of(tokens: tuple[Token, ...], last: int) -> int:
    return tokens[-1].end if tokens else last
