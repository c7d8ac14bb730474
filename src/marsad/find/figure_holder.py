"""Whose a figure is, and as of when."""

from collections.abc import Sequence

from marsad.find.figure_amount import Amount
from marsad.find.figure_loser import find_loser
from marsad.find.figure_phrase import find_after, find_of
from marsad.find.figure_subject import (
    find_before,
    find_first,
    find_free,
    find_last_named,
    find_meant,
    find_one_before,
    find_place,
    find_subject,
    is_mutual,
)
from marsad.find.figure_view import HolderMention, Unit, View, is_named
from marsad.languages.ar.numbers import load_word_list
from marsad.text.tokens import Token

_AS_OF_REACH, _MATERIAL_REACH, _NEAR = 60, 9, 4
_DURATION_REACH, _SHARE_REACH, _BORDER_REACH, _MARKET_REACH = 8, 6, 10, 12
_MATERIALS = frozenset({"kg", "tonnes"})
_ARMS = frozenset({"missiles", "tanks", "drones", "aircraft", "vehicles", "launchers", "other"})
_FLYING = frozenset({"missiles", "drones", "aircraft", "bombers"})
_MOVED = _FLYING | {"tanks", "vehicles", "launchers", "troops", "warheads", "submarines"}
_WEST = "WEST"
_GROUPS_OF_THREE = frozenset({"GCC", "LAS", "ICC"})


def find_holder(view: View, amount: Amount, unit: Unit | None, code: str, kind: str) -> str | None:
    """Return the code of the actor whose the figure is, None when unclear.

    A demonym or possessor after the noun goes first, then the subject before the number. Who lost people holds
    casualties, who gets arms holds arms; prices, ratios and what two parties share have no holder.
    """
    last = max(amount.end, unit.end if unit is not None else 0)
    if _is_unowned(view, amount, unit, last):
        return None
    match kind:
        case "share":
            return _find_sharer(view, amount, last)
        case "distance":
            return _find_measured(view, amount, last)
        case "duration":
            return _find_lasting(view, amount, last)
        case "money":
            return _find_payer(view, amount)
    return _find_counted(view, amount, unit, code, kind)


def _is_unowned(view: View, amount: Amount, unit: Unit | None, last: int) -> bool:
    """Tell whether a figure is a ratio, a price per unit, or itself the subject of a verb of saying."""
    words = view.sentence.between(amount.end, last)
    if unit is not None and any(token.text in load_word_list("ratio") for token in words):
        return True
    after = view.sentence.after(last, 2)
    if any(token.text in load_word_list("per") for token in after):
        return True
    before = view.sentence.before(amount.start, 1)
    return bool(before) and before[0].text in load_word_list("unowned_after")


def _find_payer(view: View, amount: Amount) -> str | None:
    """Return who pays, owns or gets a sum; prices on a market are nobody's."""
    near = view.sentence.before(amount.start, _MARKET_REACH)
    if near and _has_word(view, near[0].start, amount.start, "market"):
        return None
    return find_meant(view, amount) or find_subject(view, amount, view.sentence.start)


def _find_sharer(view: View, amount: Amount, last: int) -> str | None:
    """Return whose share it is: of whom it is one, or who provides or holds it."""
    whole = find_of(view, last) or find_after(view, amount, last, inside=False)
    near = view.sentence.before(amount.start, _SHARE_REACH)
    if whole is not None or not near or _has_word(view, near[0].start, amount.start, "prices"):
        return whole
    parties = [actor for actor in find_free(view, amount, _skip_speaker(view, near)) if actor.kind != "ADJECTIVE"]
    return parties[-1].codes[0] if parties else None


def _find_measured(view: View, amount: Amount, last: int) -> str | None:
    """Return whose a distance is: the owner of what flies so far, or of a border; how far off things are nobody's."""
    near = view.sentence.before(amount.start, _BORDER_REACH)
    if not near or _has_word(view, near[-_NEAR:][0].start, amount.start, "away"):
        return None
    flying = any(unit.noun.unit in _FLYING and unit.end < amount.start for unit in view.units)
    if flying or _has_word(view, near[0].start, amount.start, "reach"):
        return find_subject(view, amount, view.sentence.start)
    if _has_word(view, near[0].start, amount.start, "borders"):
        return find_one_before(view, amount, near[0].start)
    return None


def _find_lasting(view: View, amount: Amount, last: int) -> str | None:
    """Return whom a length of time concerns; wars, truces and agreements last by themselves."""
    near = view.sentence.before(amount.start, _DURATION_REACH)
    after = view.sentence.after(last, 1)
    counted = any(token.text in load_word_list("elapsed") for token in near[-_NEAR:])
    if not near or (counted and after and after[0].text in load_word_list("elapsed_from")):
        return None
    if _has_word(view, near[0].start, amount.start, "events") or is_mutual(view, near[0].start, amount.start):
        return None
    if _has_word(view, near[0].start, amount.start, "visits"):
        return find_first(view, amount)
    return find_before(view, amount, _skip_speaker(view, near))


def _skip_speaker(view: View, near: Sequence[Token]) -> int:
    """Return where the clause begins that the last "that" among the words opens, or else where they do."""
    said = [token.end for token in near if token.text in load_word_list("that")]
    return said[-1] if said else near[0].start


def _has_word(view: View, start: int, end: int, name: str) -> bool:
    words = load_word_list(name)
    return any(token.text in words for token in view.sentence.between(start, end))


def _find_counted(view: View, amount: Amount, unit: Unit | None, code: str, kind: str) -> str | None:
    last = max(amount.end, unit.end if unit is not None else 0)
    if code == "casualties":
        return find_loser(view, amount, unit, last)
    if code in _MATERIALS:
        ends = [end for start, end, role in view.cues if role == "material" and 0 < start - last < _MATERIAL_REACH]
        last = max([last, *ends])
    settled = code == "states" or kind in ("stockpile", "limit")
    after = find_after(view, amount, last, inside=settled)
    if code == "states":
        return after if after is not None and _is_group(after) else _member_before(view, amount, unit)
    if after is not None:
        return after
    if kind == "limit":
        return _stock_owner(view, amount)
    return _find_owner(view, amount, code, last)


def _find_owner(view: View, amount: Amount, code: str, last: int) -> str | None:
    """Return who gets arms, else who has or does what is counted."""
    near = view.sentence.before(amount.start, _NEAR)
    if near and _has_word(view, near[-2:][0].start, amount.start, "composed"):
        return find_before(view, amount, near[0].start)
    recipient = _recipient(view) if code in _ARMS else None
    found = recipient or find_before(view, amount, view.sentence.start) or find_after(view, amount, last, inside=True)
    if found is None and code not in _MOVED:
        found = find_place(view, amount)
    silent = found is None and not any(is_named(actor) for actor in view.actors) and code != "people"
    return find_last_named(view) if silent else found


def _is_group(code: str) -> bool:
    return (len(code) != 3 or code in _GROUPS_OF_THREE) and code != _WEST


def _member_before(view: View, amount: Amount, unit: Unit | None) -> str | None:
    if unit is None or not unit.noun.member:
        return None
    before = (*view.earlier_actors, *(actor for actor in view.actors if actor.end <= amount.start))
    groups = [code for actor in before for code in actor.codes[:1] if _is_group(code)]
    return groups[-1] if groups else None


def _stock_owner(view: View, amount: Amount) -> str | None:
    """Return whose stockpile a limit is put on: the actor right after the word for it."""
    stocks = [end for _, end, role in view.cues if role == "stock" and end <= amount.start]
    return next((actor.codes[0] for actor in view.holders for end in stocks if actor.start == end + 1), None)


def _recipient(view: View) -> str | None:
    """Return who gets arms, when the sentence tells of arms supplied and names it with "to"."""
    if not view.has_cue("transfer", view.sentence.start, view.sentence.end):
        return None
    return next((actor.codes[0] for actor in view.holders if _is_receiver(view, actor)), None)


def _is_receiver(view: View, actor: HolderMention) -> bool:
    words = load_word_list("receiver_before")
    before = view.sentence.before(actor.start, 1)
    return actor.prefix in words or (bool(before) and before[0].text in words)


def find_as_of(view: View, amount: Amount) -> str | None:
    """Return the ISO day, month or year up to which the figure holds, when a word says so beside it."""
    words = load_word_list("as_of")
    for found in view.dates:
        near = 0 <= found.start - amount.end <= _AS_OF_REACH or 0 <= amount.start - found.end <= _AS_OF_REACH // 2
        before = view.sentence.before(found.start, 1)
        if near and found.when is not None and before and before[0].text in words:
            return found.when.iso()
    return None
