"""Outlets called "X Today" told from state X and the day on which it spoke."""

from bisect import bisect_left

from marsad.find.scan import Sentence
from marsad.languages.ar.actors import OutletName, load_words
from marsad.languages.ar.speech import VerbForm
from marsad.text.match import Hit

_ACTING = frozenset(  # what states do by a verb of saying and outlets never
    {"warning", "demanding", "threatening", "accusing", "condemning", "denying", "rejecting", "pledging", "agreeing"}
)


def is_outlet_or_other(hit: Hit, sentence: Sentence) -> bool:
    """Tell whether a hit may stand: "Russia Today" is no outlet before a weekday or where Russia itself must act."""
    if type(hit.item) is not OutletName:
        return True
    first, last = (bisect_left(sentence.starts, place) for place in (hit.start, hit.end))
    if last - first < 2 or sentence.tokens[last - 1].text not in load_words("today"):
        return True
    before, after = sentence.before(hit.start, 1), sentence.after(hit.end, 1)
    if any(token.text in load_words("outlet_markers", "marks") for token in before):
        return True
    if sentence.tokens[first].text in load_words("outlet_markers"):
        return True
    dated = any(token.text in load_words("after_today") for token in after)
    return not dated and not any(_acts(sentence, token.end) for token in before)


def _acts(sentence: Sentence, end: int) -> bool:
    verbs = (hit.item for hit in sentence.of(VerbForm) if hit.end == end)
    return any(isinstance(item, VerbForm) and item.verb.force in _ACTING for item in verbs)
