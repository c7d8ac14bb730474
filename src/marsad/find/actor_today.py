"""Outlets called "X Today" told from state X and the day on which it spoke."""

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
    words = [token.text for token in sentence.tokens if hit.start <= token.start < hit.end]
    if len(words) < 2 or words[-1] not in load_words("today"):
        return True
    before = [token for token in sentence.tokens if token.end <= hit.start][-1:]
    after = [token.text for token in sentence.tokens if token.start >= hit.end][:1]
    told = load_words("outlet_markers", "marks")
    if any(token.text in told for token in before) or words[0] in load_words("outlet_markers"):
        return True
    dated = any(text in load_words("after_today") for text in after)
    return not dated and not any(_acts(sentence, token.end) for token in before)


def _acts(sentence: Sentence, end: int) -> bool:
    verbs = (hit.item for hit in sentence.hits if hit.end == end)
    return any(isinstance(item, VerbForm) and item.verb.force in _ACTING for item in verbs)
