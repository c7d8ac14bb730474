"""Whom a noun in the dual or plural means that was named before: "the two leaders", "the ministers"."""

from bisect import bisect_left
from collections.abc import Sequence

from marsad.find.actor_mention import ActorMention
from marsad.find.speech_memory import UNKNOWN, Memory
from marsad.find.speech_view import View, has_preposition
from marsad.languages.ar.speech import find_affixes, find_words

_WINDOW = 24  # mentions looked through for two people
_BESIDE, _MET = 4, 9  # mentions after a group, and words up to one with whom it met
_PEOPLE = ("OFFICE", "PERSON")
_TWO = "two-sides"


def find_several(view: View, first: int, head: str, memory: Memory) -> tuple[str, ...]:
    """Return the codes of those whom the noun at token `first`, in the dual or plural, means; none of other nouns."""
    pointer = view.heads.get(first)
    if pointer is not None and pointer.kind == "PRONOUN" and pointer.label == _TWO:
        return _find_pair(_mentions_before(view, first, memory))
    if head in find_words("plurals") and head.startswith(find_affixes("article")):
        return _find_group(view, head, _mentions_before(view, first, memory))
    return ()


def _mentions_before(view: View, first: int, memory: Memory) -> Sequence[ActorMention]:
    return memory.mentions[: bisect_left(memory.mentions, view.offset(first), key=_start_of)]


def _find_pair(before: Sequence[ActorMention]) -> tuple[str, ...]:
    """Return the parties of the two people of one party each who were named last; none where they are of one."""
    named = [mention for mention in before[-_WINDOW:] if mention.kind in _PEOPLE and len(mention.codes) == 1]
    codes = dict.fromkeys(mention.codes[0] for mention in reversed(named) if mention.codes != UNKNOWN)
    return tuple(codes)[:2] if len(codes) > 1 else ()


def _find_group(view: View, head: str, before: Sequence[ActorMention]) -> tuple[str, ...]:
    """Return the codes of those whom the same noun named last, and of those who joined or met them."""
    (article,) = find_affixes("article")
    bare = head.removeprefix(article)
    for number in range(len(before) - 1, -1, -1):
        mention = before[number]
        if mention.plural and mention.codes not in ((), UNKNOWN) and view.text.startswith(bare, _skip_prefix(mention)):
            others = (code for other in before[number + 1 : number + _BESIDE] for code in _join(view, mention, other))
            return tuple(dict.fromkeys((*mention.codes, *others)))
    return ()


def _skip_prefix(mention: ActorMention) -> int:
    return mention.start + len(mention.prefix)


def _join(view: View, mention: ActorMention, other: ActorMention) -> tuple[str, ...]:
    """Return the codes of a later mention that "and" joins to one, or with which it is told to have met."""
    if other.codes == UNKNOWN or has_preposition(other):
        return ()
    between = view.text[mention.end : other.start].split()
    joined = not between and other.prefix in find_words("conjunctions")
    met = other.kind in _PEOPLE and len(between) <= _MET and not find_words("with").isdisjoint(between[-1:])
    return other.codes if joined or met else ()


def _start_of(mention: ActorMention) -> int:
    return mention.start
