"""Sources named beside a sentence rather than by its verb: "according to …", "as … said", a name before a colon."""

import msgspec
from msgspec.structs import replace

from marsad.find.actor_mention import ActorMention
from marsad.find.speech_memory import Memory, Speaker
from marsad.find.speech_named import speaker_in_words, speaker_of
from marsad.find.speech_view import View, has_preposition
from marsad.languages.ar.speech import Evidential, VerbForm, find_words
from marsad.text.match import Hit

_ISSUER = 8  # tokens within which a document names who issued it
_COLON = 9  # tokens that a name before a colon may have
_EVALUATING = frozenset(
    {"accusing", "agreeing", "condemning", "praising", "rejecting"}
)  # verbs that tell nobody's report


class Lead(msgspec.Struct, frozen=True, kw_only=True):
    """A source named at tokens `first:last`; `outlet` where it is one, `speaker` where it is somebody else.

    `force` is what the source does by it.
    """

    first: int
    last: int
    force: str = "neutral"
    outlet: str | None = None
    speaker: Speaker | None = None


def find_leads(view: View, memory: Memory) -> list[Lead]:
    """Return the sources that a sentence names beside its verbs, in order."""
    leads = []
    for index in sorted(view.leads):
        quote = view.inside_quote(index)
        if quote is not None and quote.closed:
            continue
        lead = _read_lead(view, index, view.leads[index], memory)
        if lead is not None:
            leads.append(lead)
    return leads


def _read_lead(view: View, index: int, hit: Hit, memory: Memory) -> Lead | None:
    item = hit.item
    assert isinstance(item, Evidential)
    at = view.index(hit.end)
    if item.takes == "verb":
        at = _after_verb(view, at)
        if at < 0:
            return None
        if not view.word(at).isalpha():
            return Lead(first=index, last=at, speaker=memory.recall(None, False))
    elif view.words[index] in find_words("datives") and not _has_dative(view, at):
        return None
    lead = _read_source(view, index, at, memory)
    return replace(lead, force=item.force) if lead is not None else None


def _after_verb(view: View, index: int) -> int:
    """Return the token after a finite verb of saying and its adverbs at `index`, or -1."""
    for hit in view.forms.get(index, ()):
        form = hit.item
        if not isinstance(form, VerbForm) or form.verb.force in _EVALUATING or "evidence" in form.verb.traits:
            continue
        if form.shape in ("perfect", "imperfect"):
            after = view.index(hit.end)
            while view.word(after) in find_words("adverbs") or view.word(after) in find_words("prepositions_of_source"):
                after += 1
            return after
    return -1


def _has_dative(view: View, index: int) -> bool:
    return any(view.word(index).startswith(letter) for letter in find_words("dative"))


def _read_source(view: View, first: int, at: int, memory: Memory) -> Lead | None:
    if view.word(at) in find_words("dative"):
        at += 1
    mention = view.cover.get(at)
    word = _bare(view, at)
    if word in find_words("no_sources"):
        return None
    if mention is not None and mention.kind not in ("ADJECTIVE", "PRONOUN"):
        return _lead_of_mention(view, first, mention, memory)
    if word in find_words("own_words"):
        return Lead(first=first, last=at + 1, speaker=memory.recall(None, False))
    if word in find_words("speech_nouns"):
        return _read_source(view, first, at + 1, memory)
    return _read_plain_source(view, first, at, word, memory)


def _read_plain_source(view: View, first: int, at: int, word: str, memory: Memory) -> Lead | None:
    """Read a source that is no known actor: a document, somebody named before, or a noun for people."""
    if word in find_words("documents") and view.opens_quote(at + 1) is not None:
        return _lead_in_marks(view, first, at + 1, memory)
    after = view.word(at + 1) if word in find_words("demonstratives") else word
    if after in find_words("documents") or after in find_words("press"):
        return _lead_of_document(view, first, at, memory)
    named = memory.recall_name(frozenset({word}))
    if named is not None:
        return Lead(first=first, last=at + 1, speaker=named)
    end = _source_end(view, at)
    speaking = find_words("people", "coreferring", "institutions")
    if word in speaking or any(index in view.heads for index in range(at, end)):
        return Lead(first=first, last=end, speaker=speaker_in_words(view, (at, end), end, memory, None, word))
    return None


def _lead_in_marks(view: View, first: int, at: int, memory: Memory) -> Lead:
    """Read an outlet whose name stands in quotation marks, known or not."""
    quote = view.opens_quote(at)
    assert quote is not None
    last = max(view.index(quote.end), at + 1)
    mention = view.heads.get(at + 1)
    if mention is not None and mention.kind == "OUTLET":
        return replace(_lead_of_mention(view, first, mention, memory), last=last)
    return Lead(first=first, last=last, speaker=Speaker(name=view.text[quote.inner_start : quote.inner_end], codes=()))


def _bare(view: View, index: int) -> str:
    """Return the token without a dative written onto it."""
    word = view.word(index)
    for letter in find_words("dative"):
        if word.startswith(letter) and word not in find_words("bare_words"):
            rest = word[len(letter) :]
            (article,) = find_words("article")
            return article + rest[1:] if rest.startswith(article[1:]) else rest
    return word


def _lead_of_mention(view: View, first: int, mention: ActorMention, memory: Memory) -> Lead:
    last = view.index(mention.end)
    speaker = speaker_of(view, mention, memory)
    if speaker.outlet is not None:
        return Lead(first=first, last=last, outlet=speaker.outlet)
    return Lead(first=first, last=last, speaker=speaker)


def _lead_of_document(view: View, first: int, at: int, memory: Memory) -> Lead:
    """A document speaks for who issued it: an actor named soon after, else the last speaker."""
    end = _source_end(view, at)
    for index in range(at, min(at + _ISSUER, len(view.words))):
        mention = view.heads.get(index)
        if view.words[index] in find_words("commas") and index > at:
            break
        if mention is not None and mention.kind not in ("ADJECTIVE", "PRONOUN"):
            return _lead_of_mention(view, first, mention, memory)
        if index > at and view.words[index] in find_words("authorities"):
            return Lead(first=first, last=end, speaker=speaker_in_words(view, (index, index + 2), end, memory, None))
    last = memory.recall(None, False)
    return Lead(first=first, last=end, speaker=last or speaker_in_words(view, (at, end), end, memory, None))


def _source_end(view: View, index: int) -> int:
    stops = find_words("commas", "complementizers", "attached_complementizers")
    start = index
    while index < len(view.words) and index - start < 10:
        word = view.words[index]
        ended = word in stops or (index > start and word in find_words("prepositions"))
        if ended or not (word.isalpha() or word.isdigit()):
            break
        index += 1
    return index


def find_heading(view: View, memory: Memory) -> tuple[int, Speaker] | None:
    """Return the token of a colon that follows a name at the sentence's start, with the speaker named."""
    if ":" not in view.words[1:_COLON]:
        return None
    colon = view.words.index(":", 1)
    plain = not any(_is_no_heading(view, index) for index in range(colon))
    return _heading_at(view, colon, memory) if plain else None


def _is_no_heading(view: View, index: int) -> bool:
    """Tell whether a word before a colon shows that no name goes before it; prepositions may be part of a title."""
    if index in view.leads or view.words[index].isdigit():
        return True
    titled = index in view.cover and view.cover[index] is view.heads.get(0)
    return view.words[index] in find_words("prepositions") and not titled


def _heading_at(view: View, colon: int, memory: Memory) -> tuple[int, Speaker] | None:
    mention = view.heads.get(0)
    if mention is not None and view.index(mention.end) >= colon - 1 and not has_preposition(mention):
        return colon, speaker_of(view, mention, memory)
    known = memory.recall_name(frozenset(view.words[:colon])) if colon <= 3 else None
    return (colon, known) if known is not None else None
