"""The actor before a figure that it is a figure of: who has, sends, loses, pays or lasts."""

from marsad.find.figure_amount import Amount
from marsad.find.figure_view import HolderMention, View, is_holder
from marsad.languages.ar.numbers import load_marks, load_word_list

_OBJECT_REACH, _RELATIVE_GAP, _TO_THEM, _PLACE_REACH = 2, 4, 2, 10
_ALSO = 1  # characters between an actor and one joined to it


def find_before(view: View, amount: Amount, since: int) -> str | None:
    """Return the nearest actor from `since` to the amount, one that no preposition makes a mere object if there is."""
    found = find_free(view, amount, since) or [
        actor for actor in _find_near(view, amount, since) if not _is_located(view, actor)
    ]
    return found[-1].codes[0] if found else None


def find_free(view: View, amount: Amount, since: int) -> list[HolderMention]:
    """Return the actors from `since` to the amount that can be subjects."""
    out: list[HolderMention] = []
    last: HolderMention | None = None
    for actor in _find_near(view, amount, since):
        if not (_is_object(view, actor) or _goes_on(view, last, actor, out)):
            out.append(actor)
        last = actor
    return out


def find_subject(view: View, amount: Amount, since: int) -> str | None:
    """Return the nearest actor before that is a party itself, no adjective of a thing; failing that the first one."""
    free = find_free(view, amount, since)
    parties = [actor for actor in free if actor.kind != "ADJECTIVE"]
    chosen = parties[-1:] or free[:1]
    return chosen[0].codes[0] if chosen else None


def find_one_before(view: View, amount: Amount, since: int) -> str | None:
    """Return the subject named from `since` to the amount, None when others are named as well."""
    near = [actor for actor in view.holders if since <= actor.start and actor.end <= amount.start]
    alone = len({actor.codes[0] for actor in near}) == 1
    return near[0].codes[0] if alone and not all(_is_object(view, actor) for actor in near) else None


def find_place(view: View, amount: Amount) -> str | None:
    """Return the state right before an amount in which what is counted stands."""
    words = view.sentence.before(amount.start, _PLACE_REACH)
    since = words[0].start if words else amount.start
    near = [actor for actor in _find_near(view, amount, since) if _is_located(view, actor)]
    return near[-1].codes[0] if near else None


def is_mutual(view: View, start: int, end: int) -> bool:
    """Tell whether "between" two actors stands within `start:end`."""
    between = any(load_marks().get(token.text) == "between" for token in view.sentence.between(start, end))
    codes = {actor.codes[0] for actor in view.holders if start <= actor.start and actor.end <= end}
    return between and len(codes) > 1


def find_first(view: View, amount: Amount) -> str | None:
    """Return the first actor of the sentence that is no mere object, relative clauses or not."""
    before = (actor for actor in view.holders if actor.end <= amount.start)
    return next((actor.codes[0] for actor in before if not _is_object(view, actor)), None)


def find_meant(view: View, amount: Amount) -> str | None:
    """Return to whom an amount goes: who is named so right before it, or named last before "to it"."""
    given = (
        actor
        for actor in view.holders
        if actor.prefix in load_word_list("receiver_before") and 0 <= amount.start - actor.end <= _ALSO
    )
    taker = next((actor.codes[0] for actor in given), None)
    if taker is not None:
        return taker
    near = view.sentence.before(amount.start, _TO_THEM)
    if not any(token.text in load_word_list("to_them") for token in near):
        return None
    named = [actor for actor in view.holders if actor.end <= amount.start]
    return named[-1].codes[0] if named else None


def find_last_named(view: View) -> str | None:
    """Return the last actor of the sentences before, for a sentence that names nobody."""
    named = [actor for actor in view.earlier_actors if is_holder(actor)]
    return named[-1].codes[0] if named else None


def _find_near(view: View, amount: Amount, since: int) -> list[HolderMention]:
    """Return the actors from `since` to the amount, but none whom a relative clause on another noun cuts off."""
    relatives = load_word_list("relatives")
    cuts = [token.start for token in view.sentence.between(since, amount.start) if token.text in relatives]
    last = cuts[-1] if cuts else 0
    near = [actor for actor in view.holders if since <= actor.start and actor.end <= amount.start]
    near = [actor for actor in near if actor.start > last or 0 < last - actor.end <= _RELATIVE_GAP]
    return [actor for actor in near if not _is_source(view, actor)]


def _is_located(view: View, actor: HolderMention) -> bool:
    """Tell whether an actor is a place in which something happens."""
    if actor.kind != "STATE":
        return False
    before = view.sentence.before(actor.start, 1)
    inside = bool(before) and before[0].text in load_word_list("in")
    return inside or actor.prefix in load_word_list("where_prefixes")


def _is_object(view: View, actor: HolderMention) -> bool:
    if actor.prefix in load_word_list("object_prefixes"):
        return True
    before = view.sentence.before(actor.start, _OBJECT_REACH)
    if before and before[-1].text in load_word_list("that"):
        return False  # "pointed to that Iran has …"
    if _is_located(view, actor):
        return True
    return any(token.text in load_word_list("holder_barrier") for token in before)


def _is_source(view: View, actor: HolderMention) -> bool:
    """Tell whether an actor is but the adjective of an outlet: "the French paper …", with its foreign name between."""
    if actor.kind != "ADJECTIVE":
        return False
    outlets = [other.end for other in view.actors if other.kind == "OUTLET" and other.end <= actor.start]
    return bool(outlets) and all(_is_foreign(token.text) for token in view.sentence.between(outlets[-1], actor.start))


def _is_foreign(word: str) -> bool:
    return word.isascii() or not word.isalnum()


def _goes_on(view: View, last: HolderMention | None, actor: HolderMention, free: list[HolderMention]) -> bool:
    """Tell whether an actor is joined by "and" to one that is no subject."""
    if last is None or last in free or load_marks().get(actor.prefix[:1]) != "and":
        return False
    return actor.start - last.end <= _ALSO
