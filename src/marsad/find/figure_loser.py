"""Whose the dead and wounded are: their own state's, the one that tells of its losses, or that of the place."""

from collections import Counter

from marsad.find.figure_amount import Amount
from marsad.find.figure_phrase import find_after, find_of
from marsad.find.figure_subject import find_before, find_free
from marsad.find.figure_view import HolderMention, Place, Unit, View
from marsad.find.scan import Scan
from marsad.languages.ar.actors import PlaceName
from marsad.languages.ar.numbers import load_word_list

_OWN_REACH, _PLACE_REACH = 3, 2
_NONE = "XXX"


def find_loser(view: View, amount: Amount, unit: Unit | None, last: int) -> str | None:
    """Return the code of the actor whose people the casualties are, None when nothing tells."""
    return (
        find_after(view, amount, last, inside=True)
        or find_of(view, last)
        or _find_bereaved(view, amount, unit, last)
        or _find_scene(view, amount)
    )


def _find_bereaved(view: View, amount: Amount, unit: Unit | None, last: int) -> str | None:
    """Return who lost: the possessor or subject of a word of losing; who tells of the death of "its" men."""
    own = [end for _, end, role in view.cues if role == "own_loss" and end <= amount.start]
    if own:
        owner = next((actor.codes[0] for actor in view.holders if 0 <= actor.start - own[-1] <= 1), None)
        return owner or find_before(view, amount, own[-1]) or find_before(view, amount, view.sentence.start)
    if not _is_own(view, amount, last):
        return None
    free = find_free(view, amount, view.sentence.start)
    return free[-1].codes[0] if free else None


def _is_own(view: View, amount: Amount, last: int) -> bool:
    """Tell whether a possessive makes the people counted somebody's own: "ten of its fighters"."""
    near = view.sentence.after(min(last, amount.end), _OWN_REACH)
    return any(token.text in load_word_list("own_people") for token in near)


def _find_scene(view: View, amount: Amount) -> str | None:
    """Return the state of the place of a loss: named behind a preposition, after the number or else before it."""
    if view.has_cue("execution", view.sentence.start, view.sentence.end):
        return None
    scenes = _find_scenes(view)
    after = [code for start, code in scenes if start > amount.start]
    before = [code for start, code in scenes if start < amount.start]
    earlier = [place.state for place in view.earlier_places if _is_where(view, place)]
    return next(iter((*after[:1], *before[-1:], *earlier[-1:])), None) or _find_theatre(view.scan)


def _find_theatre(scan: Scan) -> str | None:
    """Return the state in which most of the places lie that a text names."""
    places = (hit.item for sentence in scan.sentences for hit in sentence.of(PlaceName))
    named = Counter(place.state for place in places if isinstance(place, PlaceName) and place.state != _NONE)
    best = named.most_common(1)
    return best[0][0] if best and best[0][1] > max(1, named.total() / 2) else None


def _find_scenes(view: View) -> list[tuple[int, str]]:
    places = [(place.start, place.state) for place in view.places if _is_where(view, place)]
    states = [
        (actor.start, actor.codes[0]) for actor in view.holders if actor.kind == "STATE" and _is_where(view, actor)
    ]
    return sorted([*places, *states])


def _is_where(view: View, named: Place | HolderMention) -> bool:
    words = load_word_list("where_before")
    if named.prefix in load_word_list("where_prefixes"):
        return True
    sentence = view.scan.sentence_at(named.start)
    before = [token.text for token in sentence.tokens if token.end <= named.start][-_PLACE_REACH:]
    return any(word in words for word in before)
