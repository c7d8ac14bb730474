"""Whose a figure is, and as of when."""

from marsad.find.figure_amount import Amount
from marsad.find.figure_view import HolderMention, Unit, View
from marsad.languages.ar.numbers import load_word_list

__all__ = ["HolderMention", "find_as_of", "find_holder"]

_AFTER_REACH, _AS_OF_REACH = 4, 60
_MATERIALS = frozenset({"kg", "tonnes"})
_UNHELD = frozenset({"share", "distance"})
_DURATION_REACH, _OBJECT_REACH = 8, 2
_BREAKS = frozenset('،,.؛;:؟!()"«»“”')


def find_holder(view: View, amount: Amount, unit: Unit | None, code: str, kind: str) -> str | None:
    """Return the code of the actor whose the figure is: its possessor after the noun, else the subject before it."""
    if kind in _UNHELD:
        return None
    if kind == "duration":
        near = view.tokens_before(amount.start, _DURATION_REACH)
        return _holder_before(view, amount, near[0].start) if near else None
    last = max(amount.end, unit.end if unit is not None else 0)
    if code in _MATERIALS:
        last = max([last, *(end for start, end, role in view.cues if role == "material" and 0 < start - last < 9)])
    settled = code in ("states", "casualties") or kind in ("stockpile", "limit")
    after = _holder_after(view, last, inside=settled)
    if code == "states":
        return after if after is not None and _is_group(after) else _member_before(view, amount, unit)
    if after is not None and kind != "money":
        return after
    if kind == "limit":
        return None
    if code == "casualties":
        return _loser_before(view, amount)
    if kind == "money":
        free = _free_before(view, amount, view.sentence.start)
        return free[0].codes[0] if free else None
    return _holder_before(view, amount, view.sentence.start) or _holder_after(view, last, inside=True)


def _loser_before(view: View, amount: Amount) -> str | None:
    """Return who lost: the actor between the word of loss and the number, or the subject of losing."""
    losses = [last for _, last, role in view.cues if role == "loss" and last <= amount.start]
    if losses:
        return _holder_before(view, amount, losses[-1])
    own = [first for first, last, role in view.cues if role == "own_loss" and last <= amount.start]
    return _holder_before(view, amount, view.sentence.start) if own else None


def _is_group(code: str) -> bool:
    return len(code) != 3 or code in _GROUPS_OF_THREE


_GROUPS_OF_THREE = frozenset({"GCC", "LAS", "ICC"})


def _member_before(view: View, amount: Amount, unit: Unit | None) -> str | None:
    if unit is None or not unit.noun.member:
        return None
    before = (*view.earlier_actors, *(actor for actor in view.actors if actor.end <= amount.start))
    groups = [code for actor in before for code in actor.codes[:1] if _is_group(code)]
    return groups[-1] if groups else None


def _holder_after(view: View, position: int, *, inside: bool) -> str | None:
    """Return the actor within the noun phrase that follows: a demonym, a possessor, and if `inside` "in" a place."""
    barrier = load_word_list("holder_barrier") if inside else load_word_list("holder_barrier") | load_word_list("in")
    reach = load_word_list("holder_reach")
    through = 0
    for token in view.tokens_after(position, 2 * _AFTER_REACH):
        actor = next((actor for actor in view.actors if actor.start <= token.start < actor.end), None)
        if actor is not None:
            return actor.codes[0] if actor.codes else None
        through += token.text not in reach
        if token.text in barrier or token.text in _BREAKS or through > _AFTER_REACH:
            return None
    return None


def _holder_before(view: View, amount: Amount, since: int) -> str | None:
    """Return the nearest actor from `since` to the amount, one that no preposition makes a mere object if there is."""
    before = [actor for actor in view.actors if since <= actor.start and actor.end <= amount.start and actor.codes]
    found = _free_before(view, amount, since) or before
    return found[-1].codes[0] if found else None


def _free_before(view: View, amount: Amount, since: int) -> list[HolderMention]:
    before = [actor for actor in view.actors if since <= actor.start and actor.end <= amount.start and actor.codes]
    return [actor for actor in before if not _is_object(view, actor)]


def _is_object(view: View, actor: HolderMention) -> bool:
    before = view.tokens_before(actor.start, _OBJECT_REACH)
    return any(token.text in load_word_list("holder_barrier") for token in before)


def find_as_of(view: View, amount: Amount) -> str | None:
    """Return the ISO day, month or year up to which the figure holds, when a word says so beside it."""
    words = load_word_list("as_of")
    for found in view.dates:
        near = 0 <= found.start - amount.end <= _AS_OF_REACH or 0 <= amount.start - found.end <= _AS_OF_REACH // 2
        before = view.tokens_before(found.start, 1)
        if near and found.when is not None and before and before[0].text in words:
            return found.when.iso()
    return None
