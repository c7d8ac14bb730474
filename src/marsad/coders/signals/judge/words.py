"""The words around a place as features: stems, small words by what they do, classes of things."""

from collections.abc import Iterator

from marsad.coders.signals.clause import Context
from marsad.coders.signals.rows import ActCue, SpeechCue, TermCue, WideActCue, WideSpeechCue
from marsad.find.actors import ActorKind
from marsad.languages.ar.stem import find_skeleton, find_stem
from marsad.text.tokens import Token

_BUCKETS = (0, 1, 2, 4, 8)


def bucket(number: int) -> str:
    """Return a number as one of few sizes."""
    return next((str(limit) for limit in _BUCKETS if number <= limit), "more")


def tokens_between(context: Context, start: int, end: int) -> tuple[Token, ...]:
    """Return the tokens that start in the range."""
    first = context.distance(context.sentence.start, start)
    return context.tokens[first : first + context.distance(start, end)]


def name_words(context: Context, start: int, end: int, tag: str) -> Iterator[str]:
    """Yield the stems of the words in a range, names of parties left out."""
    named = [(actor.start, actor.end) for actor in context.actors_in(start, end)]
    for token in tokens_between(context, start, end):
        if not any(first <= token.start < last for first, last in named):
            if token.text[0].isalpha():
                yield f"{tag}={find_stem(token.text)}"
                yield f"{tag}~{find_skeleton(find_stem(token.text))}"
            else:
                yield f"{tag}={mark(token)}"


def mark(token: Token) -> str:
    """Return a number or punctuation mark by its kind."""
    return "#" if token.text[0].isdigit() else token.text[0]


def name_cues(context: Context, start: int, end: int, tag: str) -> Iterator[str]:
    """Yield the small words in a range by what they are."""
    for hit, cue in context.cues:
        if start <= hit.start < end:
            yield f"{tag}:{cue.id}"


def name_things(context: Context, start: int, end: int, tag: str) -> Iterator[str]:
    """Yield the classes of the things named in a range."""
    for hit, item in context.all_things:
        if start <= hit.start < end:
            yield f"{tag}:{item.name}"


def name_acts(context: Context, start: int, end: int, tag: str) -> Iterator[str]:
    """Yield the types that the words in a range may set off, with their form."""
    for kind in (ActCue, WideActCue, SpeechCue, WideSpeechCue):
        for hit in context.sentence.of(kind):
            if start <= hit.start < end:
                item = hit.item
                row = item.act if isinstance(item, ActCue) else item.verb  # type: ignore[attr-defined]
                yield f"{tag}:{row.type}:{item.form}"  # type: ignore[attr-defined]


def name_terms(context: Context, start: int, end: int) -> list[str]:
    """Return what the words in a range are about, sorted; "none" where they tell nothing."""
    found = {hit.item.term for hit in context.sentence.of(TermCue) if start <= hit.start < end}  # type: ignore[attr-defined]
    return sorted(found) or ["none"]


def count_parties(context: Context, start: int, end: int) -> int:
    """Return how many states and organisations are named in a range, at most three."""
    named = (actor for actor in context.actors_in(start, end) if actor.kind is not ActorKind.OUTLET)
    return min(len({code for actor in named for code in actor.codes if code != "XXX"}), 3)
