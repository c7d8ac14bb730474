"""The state of a speaker whose own mention tells none: by the words around, by the name, by the whole document."""

from bisect import bisect_right

from msgspec.structs import replace

from marsad.find.actor_mention import ActorMention
from marsad.find.speech_memory import UNKNOWN, Memory, Speaker, recall_noun
from marsad.find.speech_papers import find_issuing_outlet, make_outlet
from marsad.find.speech_view import DASHES, View
from marsad.languages.ar.speech import find_affixes, find_words
from marsad.text.normal import normalise

_SIDES, _NEAR = 12, 700  # mentions, and characters, before an office in which its state is looked for
_NAME = 4  # tokens of a name after a title


def place_speaker(view: View, speaker: Speaker, words: tuple[int, int], memory: Memory) -> Speaker:
    """Return a speaker whose mention tells no state with what the words beside it, or those before, tell."""
    if speaker.mention is not None and speaker.mention.role == "expert" and speaker.mention.kind == "BODY":
        return speaker  # a society of no state
    near = codes_near(view, words[0], words[1])
    back = _find_back(view, speaker, words, near, memory)
    if back is not None:
        return back
    mention = speaker.mention
    assert mention is not None
    codes = near or _find_codes(view, speaker, words, memory)
    if codes and mention.kind == "UNNAMED" and mention.label:
        memory.groups[mention.label] = codes
    return replace(speaker, codes=codes or UNKNOWN)


def _find_back(
    view: View, speaker: Speaker, words: tuple[int, int], near: tuple[str, ...], memory: Memory
) -> Speaker | None:
    """Return the outlet, the earlier speaker or the person described before for whom a mention stands."""
    mention = speaker.mention
    assert mention is not None
    kind, head, last = mention.kind, view.words[words[0]], view.index(mention.end)
    if kind == "UNNAMED":
        employer = _find_employer(view, mention, words, memory)
        if employer is not None:
            return replace(employer, plural=speaker.plural)
    if kind == "PERSON" or not is_bare(view, last):
        return None
    if head in find_words("coreferring"):
        back = recall_noun(memory, head, near, speaker.feminine, speaker.plural)
        if back is not None:
            return back
    if near or kind != "UNNAMED" or memory.groups.get(mention.label or ""):
        return None
    named = _find_namesake(view, mention, memory)
    return replace(named, feminine=speaker.feminine) if named is not None else None


def _find_codes(view: View, speaker: Speaker, words: tuple[int, int], memory: Memory) -> tuple[str, ...]:
    """Return the codes that what was said before tells, or the document as a whole."""
    mention = speaker.mention
    assert mention is not None
    kind, last = mention.kind, view.index(mention.end)
    grouped = memory.groups.get(mention.label or "", ()) if kind == "UNNAMED" else ()
    if grouped:
        return grouped
    opening = codes_of_opening(view, words[0])
    if opening and kind != "PERSON" and memory.recall_name(speaker.names) is None:
        return opening
    if find_words("american") & set(view.words[words[0] : last + 1]):
        return ("USA",)
    ministry = _find_ministry(view, words[0], mention, memory)
    if ministry:
        return ministry
    if _speaks_at_home(view, kind, (words[0], last)) and memory.home:
        return memory.home
    told = _look_up(view, speaker, words, memory)
    told = told or memory.local or (memory.dominant if kind == "PERSON" else ())
    return told or _find_side(mention, memory) or (_home_of_outlet(view, words[0]) if kind == "OFFICE" else ())


def _home_of_outlet(view: View, first: int) -> tuple[str, ...]:
    """Return the state of the media that report what an office without a state says: "Japanese media said"."""
    before = (view.heads[index] for index in reversed(view.order) if index < first)
    return next((mention.home for mention in before if mention.home), ())


def _find_ministry(view: View, first: int, mention: ActorMention, memory: Memory) -> tuple[str, ...]:
    """Return the state whose ministry was named before with the department of a minister without a state."""
    if mention.kind != "OFFICE" or view.words[first] not in find_words("ministers"):
        return ()
    department = f" {view.word(first + 1)}"
    last = bisect_right(memory.mentions, mention.start - 1, key=_start_of)
    for other in reversed(memory.mentions[:last]):
        if other.kind == "BODY" and len(other.codes) == 1 and department in view.text[other.start : other.end]:
            return other.codes
    return ()


def _find_side(mention: ActorMention, memory: Memory) -> tuple[str, ...]:
    """Return the state that an office without one mostly belongs to: the last that acted before."""
    if mention.kind not in ("OFFICE", "PERSON") or not mention.post:
        return ()
    last = bisect_right(memory.mentions, mention.start - 1, key=_start_of)
    for other in reversed(memory.mentions[max(0, last - _SIDES) : last]):
        acting = other.kind in ("STATE", "BODY", "OFFICE", "PERSON") and not other.prefix and not other.located
        if mention.start - other.start < _NEAR and acting and len(other.codes) == 1 and other.codes != UNKNOWN:
            return other.codes
    return ()


def codes_of_opening(view: View, first: int) -> tuple[str, ...]:
    """Return the state whose capital a sentence opens with, where it stands before token `first`: "in Beijing, …"."""
    place = view.cover.get(1)
    if place is None or first <= 1 or place.kind != "STATE" or view.words[0] not in find_words("opening_places"):
        return ()
    return place.codes if len(place.codes) == 1 else ()


def _look_up(view: View, speaker: Speaker, words: tuple[int, int], memory: Memory) -> tuple[str, ...]:
    """Return the codes of an earlier speaker of the name, or those with which the name or the role is introduced."""
    known = memory.recall_name(speaker.names)
    if known is not None and known.codes != UNKNOWN:
        return known.codes
    mention = speaker.mention
    if memory.whois is None or mention is None:
        return ()
    last = view.index(mention.end)
    end = words[1] if words[1] > last else _end_of_aside(view, last)
    told = memory.whois.find_codes(_name_words(view, speaker, words, last))
    return told or memory.whois.read_role(view.sentence.index, mention.start, view.offset(end))


def _find_namesake(view: View, mention: ActorMention, memory: Memory) -> Speaker | None:
    """Return the person described last with the same noun before, for "the writer" who has said nothing yet."""
    if mention.plural or not view.words[view.index(mention.start)].startswith(find_affixes("article")):
        return None
    last = bisect_right(memory.mentions, view.sentence.start, key=_start_of)
    alike = (other for other in reversed(memory.mentions[:last]) if _is_alike(other, mention))
    other = next(alike, None)
    if other is None:
        return None
    codes = other.codes or UNKNOWN
    if codes == UNKNOWN and memory.whois is not None:
        codes = memory.whois.read_role_at(other.start) or UNKNOWN
    named = codes != UNKNOWN or other.name_ar is not None
    return Speaker(name=other.name_ar or other.label, codes=codes, mention=other) if named else None


def _is_alike(other: ActorMention, mention: ActorMention) -> bool:
    """Tell whether an earlier mention is of one person with the same noun."""
    label = mention.label or ""
    return other.kind in ("PERSON", "UNNAMED") and label != "" and (other.label or "").endswith(label)


def _speaks_at_home(view: View, kind: str, words: tuple[int, int]) -> bool:
    """Tell whether a speaker of no named state is of the one that the document is about: an office, a military man."""
    first, last = words
    if kind == "UNNAMED":
        said = frozenset(view.words[first : last + 2])
        return view.words[first] in find_words("soldiers") or bool(said & find_words("official_adjectives"))
    return kind in ("OFFICE", "BODY") and view.words[first] not in find_words("legislators")


def _name_words(view: View, speaker: Speaker, words: tuple[int, int], last: int) -> list[str]:
    """Return the words of a speaker's name in order: those printed after a title, or the whole mention of a person."""
    mention = speaker.mention
    if mention is not None and mention.name_ar:
        return normalise(mention.name_ar).normal.split()
    if mention is not None and mention.kind == "PERSON":
        return view.words[words[0] : last]
    return [word for word in view.words[last : last + _NAME] if word in speaker.names]


def _end_of_aside(view: View, index: int) -> int:
    """Return where the words that describe a speaker end: at the next comma or dash."""
    closed = find_words("commas") | frozenset(DASHES)
    return next((at for at in range(index, len(view.words)) if view.words[at] in closed), len(view.words))


def is_bare(view: View, last: int) -> bool:
    """Tell whether a noun stands without a name: what follows it is no plain word."""
    word = view.word(last)
    closed = find_words("prepositions", "complementizers", "attached_complementizers", "adverbs")
    return not word.isalpha() or word in closed or last in view.heads or last in view.stances


def _find_employer(view: View, mention: ActorMention, words: tuple[int, int], memory: Memory) -> Speaker | None:
    """Return the outlet for which a correspondent, witness or source of its own speaks."""
    first, last = words[0], view.index(mention.end)
    outlet = find_issuing_outlet(view, first, max(words[1], last + 3))
    if view.words[first] in find_words("correspondents"):
        return make_outlet(view, outlet) if outlet is not None else memory.outlet
    inside = view.word(last) in find_words("places_lead") and view.cover.get(last + 1) is outlet
    return make_outlet(view, outlet) if outlet is not None and inside else None


def codes_near(view: View, first: int, last: int) -> tuple[str, ...]:
    """Return the codes of the first state or adjective among the tokens, channels and audiences left out."""
    for index in range(first, last):
        mention = view.cover.get(index)
        if mention is None or mention.codes in ((), UNKNOWN) or mention.kind in ("OUTLET", "PRONOUN", "PERSON"):
            continue
        dative = mention.prefix.endswith(find_affixes("dative"))
        issued = find_words("affiliations", "documents", "occasions")
        dative = dative and view.word(index - 1) not in issued
        if not dative and not _is_topic(view, index) and view.word(index - 1) not in find_words("not_home"):
            return mention.codes
    return ()


def _is_topic(view: View, index: int) -> bool:
    """Tell whether a comma and "about" lead to a mention: it is what is spoken of, not where the speaker belongs."""
    return view.word(index - 1) in find_words("about") and view.word(index - 2) in find_words("commas")


def _start_of(mention: ActorMention) -> int:
    return mention.start
