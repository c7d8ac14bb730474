"""The article or interview that a page gives an account of: through it comes all that its author or guest says."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence

import msgspec
from msgspec.structs import replace

from marsad.find.actor_mention import ActorMention
from marsad.find.scan import Scan, Sentence
from marsad.find.speech_channels import name_of
from marsad.find.speech_statement import FoundStatement
from marsad.languages.ar.speech import find_words

_NEXT = 2  # sentences within which an author begins to speak
_REACH = 9  # tokens from the word for article to its outlet


class _Medium(msgspec.Struct, frozen=True, kw_only=True):
    """An outlet with the sentence that says that the article or interview stands in it; a report is of unknown men."""

    sentence: Sentence
    outlet: str
    report: bool


def carry_medium(
    scan: Scan, actors: Sequence[ActorMention], statements: Sequence[FoundStatement]
) -> list[FoundStatement]:
    """Return the statements, those of an article's author or an interview's guest with the outlet it stands in."""
    given = list(statements)
    for medium in _find_media(scan, actors):
        author = _find_author(scan, given, medium.sentence)
        if author is not None and not (medium.report and _is_known(author)):
            given = [_give(found, author, medium) for found in given]
    return given


def _find_author(scan: Scan, statements: Sequence[FoundStatement], sentence: Sentence) -> FoundStatement | None:
    """Return the first statement of who writes or is interviewed: in the sentence that says so, or soon after it."""
    inside = [found for found in statements if found.codes and _stands_in(found, sentence)]
    if inside:
        return inside[0]
    end = scan.sentences[min(sentence.index + _NEXT, len(scan.sentences) - 1)].end
    soon = (found for found in statements if found.codes and sentence.end <= found.frame_start < end)
    return next((found for found in soon if _is_private(found)), None)


def _find_media(scan: Scan, actors: Sequence[ActorMention]) -> Iterator[_Medium]:
    starts = [mention.start for mention in actors]
    works = find_words("works")
    for sentence in scan.sentences:
        inside = actors[bisect_left(starts, sentence.start) : bisect_left(starts, sentence.end)]
        outlets = [mention for mention in inside if mention.kind == "OUTLET"]
        if not outlets:
            continue
        work = next((token for token in sentence.tokens if token.text in works), None)
        named = _outlet_after(sentence, outlets, work.start) if work is not None else None
        name = name_of(named) if named is not None else None
        if work is not None and name:
            yield _Medium(sentence=sentence, outlet=name, report=work.text in find_words("reports"))


def _outlet_after(sentence: Sentence, outlets: Sequence[ActorMention], start: int) -> ActorMention | None:
    """Return the outlet named soon after the word for article."""
    places = [token.start for token in sentence.tokens]
    first = bisect_left(places, start)
    near = (mention for mention in outlets if 0 <= bisect_left(places, mention.start) - first <= _REACH)
    return next(near, None)


def _stands_in(found: FoundStatement, sentence: Sentence) -> bool:
    return sentence.start <= found.frame_start < sentence.end or sentence.start <= found.start < sentence.end


def _give(found: FoundStatement, author: FoundStatement, medium: _Medium) -> FoundStatement:
    if found.via or not found.codes or not _is_same(found, author):
        return found
    return replace(found, via=(medium.outlet,))


def _is_same(found: FoundStatement, author: FoundStatement) -> bool:
    """Tell whether a statement is the author's: by the name, or because nothing tells two of its state apart."""
    if found.speaker == author.speaker:
        return True
    return found.codes == author.codes and _is_private(found) and _is_private(author)


def _is_known(found: FoundStatement) -> bool:
    """Tell whether a speaker is somebody in the reference data, who speaks in more places than one."""
    return found.speaker_mention is not None and found.speaker_mention.person is not None


def _is_private(found: FoundStatement) -> bool:
    mention = found.speaker_mention
    return mention is None or (mention.kind in ("PERSON", "UNNAMED") and not mention.post and not mention.plural)
