"""Reports, surveys, editorials and the like that speak: they are of the outlet or office which issued them."""

from collections.abc import Iterator

from marsad.find.actor_mention import ActorMention
from marsad.find.speech_memory import UNKNOWN, Memory, Speaker
from marsad.find.speech_reader import find_gender
from marsad.find.speech_view import View
from marsad.languages.ar.speech import find_words

_NEAR = 6  # tokens after a paper within which its issuer is named


def find_issuing_outlet(view: View, first: int, end: int) -> ActorMention | None:
    """Return the outlet whose report, correspondent or survey begins at token `first`, before any other actor."""
    for mention in _mentions_in(view, first, min(end, first + _NEAR)):
        kind = mention.kind
        if kind == "OUTLET":
            return mention
        if kind not in ("ADJECTIVE", "PRONOUN", "UNNAMED"):
            return None
    return None


def make_outlet(view: View, mention: ActorMention) -> Speaker:
    """Return an outlet as a speaker."""
    first, last = view.index(mention.start), view.index(mention.end)
    names = frozenset(view.words[first:last]) - find_words("people", "coreferring")
    name = mention.label or mention.name_ar
    return Speaker(name=name, codes=(), mention=mention, feminine=find_gender(view, mention), names=names)


def note_papers(view: View, memory: Memory) -> None:
    """Remember the issuers of the papers that a sentence names, for "the report" and "the survey" later on."""
    papers = find_words("papers")
    if papers.isdisjoint(view.words):
        return
    for index, word in enumerate(view.words):
        if word in papers:
            issuer = _find_issuer(view, index)
            if issuer is not None:
                memory.papers[_definite(word)] = issuer


def _find_issuer(view: View, index: int) -> Speaker | None:
    for mention in _mentions_in(view, index + 1, index + _NEAR):
        if (mention.codes in ((), UNKNOWN) and mention.kind != "OUTLET") or _is_topic(view, mention):
            continue
        if any(word in find_words("commas") for word in view.words[index : view.index(mention.start)]):
            return None
        name = mention.person or mention.label or mention.name_ar
        return Speaker(name=name, codes=mention.codes, mention=mention)
    return None


def _is_topic(view: View, mention: ActorMention) -> bool:
    """Tell whether a preposition makes a mention what a paper is about rather than whose it is."""
    before = view.word(view.index(mention.start) - 1)
    return before in find_words("prepositions") and before not in find_words("from_owner")


def _definite(word: str) -> str:
    """Return a noun with the article and without a preposition written onto it."""
    (article,) = find_words("article")
    bare = word[1:] if word[:1] in find_words("glued_prepositions") and word[1:] in find_words("papers") else word
    return article + bare


def _mentions_in(view: View, first: int, end: int) -> Iterator[ActorMention]:
    for index in range(first, min(end, len(view.words))):
        mention = view.heads.get(index)
        if mention is not None:
            yield mention
