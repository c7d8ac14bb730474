"""Whose a figure is, and as of when."""

from marsad.find.figure_amount import Amount
from marsad.find.figure_view import HolderMention, Unit, View
from marsad.languages.ar.numbers import load_word_list

_AFTER_REACH, _AS_OF_REACH, _MATERIAL_REACH = 2, 60, 9
_DURATION_REACH, _OBJECT_REACH, _RELATIVE_GAP = 8, 2, 4
_MATERIALS = frozenset({"kg", "tonnes"})
_ARMS = frozenset({"missiles", "tanks", "drones", "aircraft", "vehicles", "launchers", "other"})
_UNHELD = frozenset({"share", "distance"})
_PEOPLE = frozenset({"people", "personnel"})
_NO_HOLDERS = frozenset({"OUTLET", "PRONOUN"})
_NO_PLACES = frozenset({"ADJECTIVE", "BODY", "PERSON", "OFFICE"})
_UNKNOWN, _WEST = "XXX", "WEST"
_GROUPS_OF_THREE = frozenset({"GCC", "LAS", "ICC"})
_BREAKS = frozenset('\u060c,.\u061b;:\u061f!()"\u00ab\u00bb\u201c\u201d')


def find_holder(view: View, amount: Amount, unit: Unit | None, code: str, kind: str) -> str | None:
    """Return the code of the actor whose the figure is, None when unclear.

    A demonym or possessor after the noun goes first, then the subject before the number. Who lost people holds
    casualties, who gets arms holds arms; shares and distances have no holder.
    """
    if kind in _UNHELD:
        return None
    if kind == "duration":
        near = view.tokens_before(amount.start, _DURATION_REACH)
        return _holder_before(view, amount, near[0].start) if near else None
    if kind == "money":
        free = _free_before(view, amount, view.sentence.start)
        return free[0].codes[0] if free else None
    return _find_counted_holder(view, amount, unit, code, kind)


def _find_counted_holder(view: View, amount: Amount, unit: Unit | None, code: str, kind: str) -> str | None:
    last = max(amount.end, unit.end if unit is not None else 0)
    if code in _MATERIALS:
        ends = [end for start, end, role in view.cues if role == "material" and 0 < start - last < _MATERIAL_REACH]
        last = max([last, *ends])
    settled = code in ("states", "casualties") or kind in ("stockpile", "limit")
    after = _holder_after(view, last, inside=settled)
    if code == "states":
        return after if after is not None and _is_group(after) else _member_before(view, amount, unit)
    if after is not None:
        return after
    if kind == "limit":
        return _stock_owner(view, amount)
    if code == "casualties":
        return _loser_before(view, amount)
    recipient = _recipient(view) if code in _ARMS else None
    found = recipient or _holder_before(view, amount, view.sentence.start) or _holder_after(view, last, inside=True)
    silent = found is None and not _holders(view) and code not in _PEOPLE
    return _last_named(view) if silent else found


def _last_named(view: View) -> str | None:
    """Return the last actor of the sentences before, for a sentence that names nobody."""
    named = [actor for actor in view.earlier_actors if _is_holder(actor)]
    return named[-1].codes[0] if named else None


def _is_holder(actor: HolderMention) -> bool:
    return bool(actor.codes) and actor.codes[0] != _UNKNOWN and actor.kind not in _NO_HOLDERS


def _holders(view: View) -> list[HolderMention]:
    return [actor for actor in view.actors if _is_holder(actor)]


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
    return next((actor.codes[0] for actor in _holders(view) for end in stocks if actor.start == end + 1), None)


def _recipient(view: View) -> str | None:
    """Return who gets arms, when the sentence tells of arms supplied and names it with "to"."""
    if not view.has_cue("transfer", view.sentence.start, view.sentence.end):
        return None
    return next((actor.codes[0] for actor in _holders(view) if _is_receiver(view, actor)), None)


def _is_receiver(view: View, actor: HolderMention) -> bool:
    words = load_word_list("receiver_before")
    before = view.tokens_before(actor.start, 1)
    return actor.prefix in words or (bool(before) and before[0].text in words)


def _loser_before(view: View, amount: Amount) -> str | None:
    """Return who lost: the possessor or subject of a word of losing; before a word of killing stands the killer."""
    own = [last for _, last, role in view.cues if role == "own_loss" and last <= amount.start]
    if not own:
        return None
    owner = next((actor.codes[0] for actor in _holders(view) if 0 <= actor.start - own[-1] <= 1), None)
    return owner or _holder_before(view, amount, own[-1]) or _holder_before(view, amount, view.sentence.start)


def _holder_after(view: View, position: int, *, inside: bool) -> str | None:
    """Return the actor within the noun phrase that follows: a demonym, a possessor, and if `inside` "in" a place."""
    barrier = load_word_list("holder_barrier") if inside else load_word_list("holder_barrier") | load_word_list("in")
    reach, within_place = load_word_list("holder_reach"), False
    through = 0
    for token in view.tokens_after(position, 4 * _AFTER_REACH):
        actor = next((actor for actor in _holders(view) if actor.start <= token.start < actor.end), None)
        if actor is not None:
            within = view.tokens_between(max(position, actor.start), actor.end)
            far = through > 1 and actor.kind != "ADJECTIVE"
            misplaced = within_place and actor.kind in _NO_PLACES
            barred = far or misplaced or any(token.text in barrier for token in within)
            return None if barred else actor.codes[0]
        within_place = within_place or token.text in load_word_list("in")
        through += token.text not in reach
        if token.text in barrier or token.text in _BREAKS or token.text[0].isdecimal() or through > _AFTER_REACH:
            return None
    return None


def _holder_before(view: View, amount: Amount, since: int) -> str | None:
    """Return the nearest actor from `since` to the amount, one that no preposition makes a mere object if there is."""
    found = _free_before(view, amount, since) or _before(view, amount, since)
    return found[-1].codes[0] if found else None


def _before(view: View, amount: Amount, since: int) -> list[HolderMention]:
    """Return the actors from `since` to the amount, but none whom a relative clause on another noun cuts off."""
    relatives = load_word_list("relatives")
    cuts = [token.start for token in view.tokens_between(since, amount.start) if token.text in relatives]
    last = cuts[-1] if cuts else 0
    near = [actor for actor in _holders(view) if since <= actor.start and actor.end <= amount.start]
    return [actor for actor in near if actor.start > last or 0 < last - actor.end <= _RELATIVE_GAP]


def _free_before(view: View, amount: Amount, since: int) -> list[HolderMention]:
    return [actor for actor in _before(view, amount, since) if not _is_object(view, actor)]


def _is_object(view: View, actor: HolderMention) -> bool:
    if actor.prefix in load_word_list("object_prefixes"):
        return True
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
