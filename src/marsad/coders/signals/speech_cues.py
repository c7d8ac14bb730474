"""The words of a content that may tell what it does, and the pieces that it falls into."""

from collections.abc import Iterator
from itertools import pairwise

from marsad.coders.signals.clause import Context
from marsad.coders.signals.roles import is_party
from marsad.coders.signals.rows import Content, ContentCue, Form, SpeechCue
from marsad.coders.signals.speech_words import find_printed, find_stems, find_words
from marsad.find.speech import FoundStatement
from marsad.languages.ar.clitics import has_purpose, is_future
from marsad.languages.ar.cues import CueRole
from marsad.model import SignalType
from marsad.text.match import Hit

_OBJECT_REACH = 8  # words on in which the thing asked for may stand
_NEGATION_REACH = 2
_SUPPOSED_REACH = 3  # words between a condition and the wrong that it supposes
_APT_REACH = 2  # words between "is apt to" and a verb
_LEAST_PIECE = 8  # characters of a first piece
_NEGATIONS = {"future": "future_not", "past": "past_not", "present": "present_not", "any": "any_not"}


def find_content_cues(context: Context, said: FoundStatement, start: int, end: int) -> list[tuple[Hit, Content]]:
    """Return the cues of a piece of content that have what their rows ask for, in order of precedence."""
    inside = [
        (hit, hit.item.content)
        for hit in context.sentence.of(ContentCue)
        if start <= hit.start < end and isinstance(hit.item, ContentCue) and _spoken_here(context, hit, said, start)
    ]
    inside.sort(key=_precedence)
    return [(hit, content) for hit, content in inside if _fits(context, hit, content, start)]


def _precedence(found: tuple[Hit, Content]) -> tuple[str, int]:
    return found[1].id, found[0].start


def _spoken_here(context: Context, hit: Hit, said: FoundStatement, start: int) -> bool:
    """Tell whether the cue belongs to this statement: not to one inside it, nor to another verb of speech within it."""
    inner = context.statement_at(hit.start)
    if inner is not None and inner is not said:
        return False
    return not any(
        start < other.start < hit.start and isinstance(other.item, SpeechCue) and other.item.form is not Form.NOUN
        for other in context.sentence.of(SpeechCue)
    )


def _fits(context: Context, hit: Hit, content: Content, start: int) -> bool:
    if hit.prefix and content.id in find_printed("bare_rows"):
        return False
    if not _fits_company(context, hit, content):
        return False
    if content.opening and context.distance(start, hit.start) > 1:
        return False
    if content.verbs and not _fits_verb(context, hit, content):
        return False
    if not content.objects:
        return True
    reach = context.words_on(hit.end, _OBJECT_REACH)
    return any(hit.start <= thing.start < reach and item.name in content.objects for thing, item in context.things)


def _fits_company(context: Context, hit: Hit, content: Content) -> bool:
    """Tell whether the words after a cue leave it the sense that its row means."""
    if content.id in find_printed("led_rows"):
        return _leads_on(context, hit)
    if content.id in find_printed("unrelated_rows") and _follows(context, hit, "relative", 1):
        return False
    if content.type is SignalType.DEMAND and _is_of_us(context, hit):
        return False
    if content.id in find_printed("party_led_rows"):
        return any(a.start >= hit.end and is_party(a) for a in context.actors_in(hit.end, context.words_on(hit.end, 2)))
    return content.id not in find_printed("meansless_rows") or not _tells_means(context, hit)


def _is_of_us(context: Context, hit: Hit) -> bool:
    """Tell whether what must be done is the speaker's own: "we must teach them"."""
    us = find_printed("us")
    following = context.tokens_on(hit.end, 1)
    obliged = any(token.text.startswith(find_stems("own_verb_stem")) for token in following)
    return hit.suffix in us or (
        obliged and context.quote(hit.start, hit.end).endswith(tuple(find_printed("that_ending")))
    )


def _leads_on(context: Context, hit: Hit) -> bool:
    """Tell whether "for" is written onto the next word, as where there is no place for somebody."""
    following = context.tokens_on(hit.end, 1)
    return any(token.text.startswith(find_stems("purpose_stem")) for token in following)


def _tells_means(context: Context, hit: Hit) -> bool:
    """Tell whether "by" leads on from a verb, so that a threat is uttered and nobody is only a danger."""
    following = context.tokens_on(hit.end, _OBJECT_REACH)
    return any(token.text.startswith(find_stems("means_stem")) for token in following)


def _fits_verb(context: Context, hit: Hit, content: Content) -> bool:
    """Tell whether a verb stands in the tense and under the negation that its row asks for."""
    if has_purpose(hit.prefix) or context.ends_feminine(hit):
        return False
    if content.type is SignalType.ACCUSATION and context.has_before(hit.start, _SUPPOSED_REACH, CueRole.CONDITION):
        return False
    if content.negated:
        return _follows(context, hit, _NEGATIONS[content.negated], _NEGATION_REACH)
    if _follows(context, hit, "any_not", 1):
        return False
    future = is_future(hit.prefix) or _follows(context, hit, "future_word", 1) or _is_apt(context, hit)
    return not content.future or (future and not _follows(context, hit, "interrogative", 1))


def _is_apt(context: Context, hit: Hit) -> bool:
    """Tell whether "is apt to" leads a verb, which then tells what will be."""
    return _follows(context, hit, "that", 1) and context.follows(hit.start, _APT_REACH, find_words("apt"))


def _follows(context: Context, hit: Hit, name: str, reach: int) -> bool:
    """Tell whether a word of the class stands right before the hit."""
    return context.follows(hit.start, reach, find_words(name))


def split_content(context: Context, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the pieces of a content that "and that" joins."""
    begin = start
    end = find_close(context, start, end)
    first, parting = start + _LEAST_PIECE + 1, find_words("also_that")
    if context.says(first, end, parting):
        for token in context.tokens_between(first, end):
            if token.text in parting:
                yield begin, token.start
                begin = token.start if token.text not in find_words("also_that_alone") else token.end + 1
    yield begin, end


def find_close(context: Context, start: int, end: int) -> int:
    """Return where the reporter's own words go on, after "while"."""
    if not context.says(start, end, find_words("meanwhile")):
        return end
    tokens = context.tokens_between(start, end)
    for before, token in pairwise(tokens[2:]):
        if token.text in find_words("meanwhile") and not before.text.isalpha():
            return token.start
    return end
