"""The actor in the noun phrase that a figure heads: "tanks of the army", "Russian soldiers", "3 % of its people"."""

from marsad.find.figure_amount import Amount
from marsad.find.figure_view import View
from marsad.languages.ar.numbers import load_word_list

_REACH = 2  # words of the noun phrase between its noun and the actor
_NO_PLACES = frozenset({"ADJECTIVE", "BODY", "PERSON", "OFFICE"})
_BREAKS = frozenset('\u060c,.\u061b;:\u061f!()"\u00ab\u00bb\u201c\u201d')


def find_after(view: View, amount: Amount, position: int, *, inside: bool) -> str | None:
    """Return the actor within the noun phrase of an amount: its noun itself, a demonym, a possessor after `position`.

    With `inside` the one "in" a place as well.
    """
    counted = (actor for actor in view.holders if amount.end <= actor.start < position)
    named = next((actor.codes[0] for actor in counted), None)
    return named or _find_following(view, position, inside=inside)


def _find_following(view: View, position: int, *, inside: bool) -> str | None:
    barrier = load_word_list("holder_barrier") if inside else load_word_list("holder_barrier") | load_word_list("in")
    reach, within_place = load_word_list("holder_reach"), False
    through = 0
    for token in view.sentence.after(position, 4 * _REACH):
        actor = next((actor for actor in view.holders if actor.start <= token.start < actor.end), None)
        if actor is not None:
            within = view.sentence.between(max(position, actor.start), actor.end)
            far = through > 1 and actor.kind != "ADJECTIVE"
            misplaced = within_place and actor.kind in _NO_PLACES
            barred = far or misplaced or any(word.text in barrier for word in within)
            return None if barred else actor.codes[0]
        within_place = within_place or token.text in load_word_list("in")
        through += token.text not in reach
        if token.text in barrier or token.text in _BREAKS or token.text[0].isdecimal() or through > _REACH:
            return None
    return None


def find_of(view: View, position: int) -> str | None:
    """Return the actor, or the state of the place, in "of …" right after a figure: "90 % of the houses of the city"."""
    after = view.sentence.after(position, _REACH + 2)
    if not after or after[0].text not in load_word_list("of"):
        return None
    for token in after[1:]:
        if token.text in _BREAKS or token.text in load_word_list("holder_barrier"):
            return None
        actor = next((actor for actor in view.holders if actor.start <= token.start < actor.end), None)
        if actor is not None:
            return actor.codes[0]
        place = next((place for place in view.places if place.start == token.start), None)
        if place is not None:
            return place.state
    return None
