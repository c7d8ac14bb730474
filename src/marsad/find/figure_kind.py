"""The codebook's unit and kind of an amount."""

from marsad.find.figure_amount import Amount
from marsad.find.figure_view import Unit, View
from marsad.languages.ar.numbers import load_marks
from marsad.text.tokens import Token

_LOSS_REACH, _LIMIT_REACH, _STOCK_REACH, _AFTER, _ASIDE = 10, 10, 12, 5, 20
_WEAPONS = frozenset({"warheads", "missiles", "bombers", "submarines", "launchers", "kg", "tonnes"})
_LIMITED = _WEAPONS | {
    "inspections",
    "troops",
    "tanks",
    "aircraft",
    "centrifuges",
    "sites",
    "drones",
    "vehicles",
    "other",
}
_MATERIAL = frozenset({"kg", "tonnes"})


def find_unit_code(view: View, amount: Amount, unit: Unit | None, before: str) -> str:
    """Return the unit; people beside words of loss or flight are casualties or displaced.

    `before` is the unit of the figure before in the sentence, which goes on when "and" links the two.
    """
    if unit is not None and not unit.noun.people:
        return unit.noun.unit
    start, end = _window(view, amount, unit, _LOSS_REACH)
    if view.has_cue("loss", start, end) or view.has_cue("own_loss", start, amount.start):
        return "casualties"
    if view.has_cue("flight", start, end):
        return "displaced"
    if unit is None:
        return "other"
    linked = amount.first.linked and before in ("casualties", "displaced") and unit.noun.unit == "people"
    return before if linked else unit.noun.unit


def find_kind(view: View, amount: Amount, unit: Unit | None, code: str, before: str) -> str:
    """Return the kind: the unit's own (distance, share, money, duration), or limit, stockpile, count."""
    if unit is not None and unit.noun.kind != "count":
        return unit.noun.kind
    if code in _LIMITED and _is_limit(view, amount, unit, code):
        return "limit"
    if amount.first.linked and before in ("limit", "stockpile") and code in _LIMITED:
        return before
    start, end = _window(view, amount, unit, _STOCK_REACH)
    if code in _WEAPONS and view.has_cue("stock", start, end):
        return "stockpile"
    return "stockpile" if code in _MATERIAL and view.has_cue("material", start, end) else "count"


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
    before = _skip_aside(view.tokens_before(amount.start, reach + _ASIDE))[-reach:]
    last = unit.end if unit is not None and unit.end > amount.end else amount.end
    after = view.tokens_after(last, _AFTER)
    return (before[0].start if before else amount.start), (after[-1].end if after else last)
