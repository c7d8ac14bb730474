"""The speaker whom words name, with the state that the words themselves do not tell."""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import replace

from marsad.find.actor_mention import ActorMention
from marsad.find.speech_memory import UNKNOWN, Memory, Speaker, may_be_called, recall_noun
from marsad.find.speech_papers import find_issuing_outlet
from marsad.find.speech_reader import find_gender
from marsad.find.speech_view import DASHES, View, kind_of
from marsad.languages.ar.speech import find_words
from marsad.text.normal import normalise

_LETTERS = 4  # names of fewer letters are too often parts of other words
_NAME = 4  # tokens of a name after a title


def speaker_of(view: View, mention: ActorMention, memory: Memory, end: int = 0) -> Speaker:
    """Return the speaker whom a mention names, with the codes it lacks taken from the words up to token `end`."""
    first, last = view.index(mention.start), view.index(mention.end)
    words = frozenset(view.words[first:last])
    names = words - find_words("people") - find_words("coreferring") - find_words("prepositions")
    feminine, name = find_gender(view, mention), mention.person or mention.label or mention.name_ar
    if kind_of(mention) == "OUTLET":
        return Speaker(name=name, codes=(), mention=mention, feminine=feminine, names=names)
    names = names if kind_of(mention) == "PERSON" else _names_after(view, last)
    plural = mention.plural or bool(words & find_words("plurals"))
    speaker = Speaker(
        name=name, codes=mention.codes or UNKNOWN, mention=mention, feminine=feminine, plural=plural, names=names
    )
    if speaker.codes == UNKNOWN:
        return _place_speaker(view, speaker, (first, max(last, end)), memory)
    return _link_expert(view, speaker, (first, last), memory)


def _link_expert(view: View, speaker: Speaker, words: tuple[int, int], memory: Memory) -> Speaker:
    """Return the last speaker of unknown state where "the Iranian researcher" can only be he, else the speaker."""
    head = view.words[words[0]]
    mention = speaker.mention
    if mention is None or kind_of(mention) != "UNNAMED" or head not in find_words("coreferring"):
        return speaker
    last = memory.speakers[0] if memory.speakers and _is_bare(view, words[1]) else None
    if last is None or last.codes != UNKNOWN or not may_be_called(last, head):
        return speaker
    return replace(last, codes=speaker.codes)


def _place_speaker(view: View, speaker: Speaker, words: tuple[int, int], memory: Memory) -> Speaker:
    """Return a speaker whose mention tells no state with what the words beside it, or those before, tell."""
    mention = speaker.mention
    assert mention is not None
    codes = _codes_near(view, words[0], words[1])
    kind, head, last = kind_of(mention), view.words[words[0]], view.index(mention.end)
    if kind == "UNNAMED":
        employer = _find_employer(view, mention, words, memory)
        if employer is not None:
            return replace(employer, plural=speaker.plural)
    if kind != "PERSON" and head in find_words("coreferring") and _is_bare(view, last):
        back = recall_noun(memory, head, codes, speaker.feminine, speaker.plural)
        if back is not None:
            return back
    if not codes and kind == "UNNAMED":
        codes = memory.groups.get(mention.label or "", ())
    if not codes and find_words("american") & set(view.words[words[0] : last + 1]):
        codes = ("USA",)
    if not codes and _speaks_at_home(view, kind, (words[0], last)):
        codes = memory.home
    known = memory.recall_name(speaker.names)
    if not codes and known is not None and known.codes != UNKNOWN:
        codes = known.codes
    if not codes and memory.whois is not None:
        codes = memory.whois.find_codes(_name_words(view, speaker, words, last))
        end = words[1] if words[1] > last else _end_of_aside(view, last)
        codes = codes or memory.whois.read_role(view.sentence.index, mention.start, view.offset(end))
    codes = codes or memory.local or (memory.dominant if kind == "PERSON" else ())
    if codes and kind == "UNNAMED" and mention.label:
        memory.groups[mention.label] = codes
    return replace(speaker, codes=codes or UNKNOWN)


def _speaks_at_home(view: View, kind: str, words: tuple[int, int]) -> bool:
    """Tell whether a speaker of no named state is of the one that the document is about: an office, a military source."""
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
    if mention is not None and kind_of(mention) == "PERSON":
        return view.words[words[0] : last]
    return [word for word in view.words[last : last + _NAME] if word in speaker.names]


def _end_of_aside(view: View, index: int) -> int:
    """Return where the words that describe a speaker end: at the next comma or dash."""
    closed = find_words("commas") | frozenset(DASHES)
    return next((at for at in range(index, len(view.words)) if view.words[at] in closed), len(view.words))


def _is_bare(view: View, last: int) -> bool:
    """Tell whether a noun stands without a name: what follows it is no plain word."""
    word = view.word(last)
    closed = find_words("prepositions") | find_words("complementizers") | find_words("attached_complementizers")
    return not word.isalpha() or word in closed or word in find_words("adverbs") or last in view.heads


def _names_after(view: View, last: int) -> frozenset[str]:
    """Return the plain words after a title, which are its holder's name."""
    index = last
    while index < last + _NAME and not _is_bare(view, index) and index not in view.forms:
        index += 1
    return frozenset(view.words[last:index])


def _find_employer(view: View, mention: ActorMention, words: tuple[int, int], memory: Memory) -> Speaker | None:
    """Return the outlet for which a correspondent, witness or source of its own speaks."""
    first, last = words[0], view.index(mention.end)
    outlet = find_issuing_outlet(view, first, max(words[1], last + 3))
    head = view.words[first]
    if head not in find_words("correspondents"):
        inside = outlet is not None and view.word(last) in find_words("places_lead")
        return speaker_of(view, outlet, memory) if inside and outlet and view.cover.get(last + 1) is outlet else None
    return speaker_of(view, outlet, memory) if outlet is not None else memory.outlet


def _codes_near(view: View, first: int, last: int) -> tuple[str, ...]:
    """Return the codes of the first state or adjective among the tokens, channels and audiences left out."""
    for index in range(first, last):
        mention = view.cover.get(index)
        if mention is None or mention.codes in ((), UNKNOWN) or kind_of(mention) in ("OUTLET", "PRONOUN", "PERSON"):
            continue
        dative = mention.prefix.endswith(tuple(find_words("dative")))
        issued = find_words("affiliations") | find_words("documents") | find_words("occasions")
        dative = dative and view.word(index - 1) not in issued
        if not dative and view.word(index - 1) not in find_words("not_home"):
            return mention.codes
    return ()


def speaker_in_words(
    view: View, words: tuple[int, int], end: int, memory: Memory, feminine: bool | None, head: str = ""
) -> Speaker:
    """Return the speaker whom words that are no known actor name: somebody named before, or a new one.

    `head` is the first word without a preposition written onto it.
    """
    first, last = words
    head = head or view.words[first]
    said = frozenset((head, *view.words[first + 1 : last]))
    named = next((view.heads[index] for index in range(first + 1, last) if index in view.heads), None)
    if named is not None and kind_of(named) == "PERSON" and not named.prefix:
        return speaker_of(view, named, memory, end)  # a title that no list has, then a name that one has
    codes = _codes_near(view, first, max(last, end))
    known = memory.recall_name(said - find_words("people") - find_words("coreferring"))
    if known is not None and (not codes or set(codes) & set(known.codes)):
        return known
    paper = _paper_of(view, head, first, end, memory) or _unknown_outlet(view, head, (first, last), memory, feminine)
    if paper is not None:
        return paper
    if head in find_words("coreferring"):
        back = recall_noun(memory, head, codes, feminine, bool(said & find_words("plurals")))
        if back is not None:
            return back
    names = said - find_words("people") - find_words("coreferring") - find_words("prepositions")
    if head in find_words("institutions") or head in find_words("documents"):
        names = frozenset()
    if not codes and (head in find_words("authorities") or head in find_words("governors")):
        codes = memory.home
    if not codes and memory.whois is not None:
        start = view.tokens[first].start
        codes = memory.whois.find_codes((head, *view.words[first + 1 : last]))
        if not codes and head in find_words("placed"):
            codes = memory.whois.read_role(view.sentence.index, start, view.offset(end))
    if not codes and head in names:
        codes = _find_introduction(view, names, memory) or memory.dominant
    name = " ".join((head, view.quote_words(first + 1, last))).strip()
    return Speaker(name=name, codes=codes or UNKNOWN, feminine=feminine, names=names)


def _paper_of(view: View, head: str, first: int, end: int, memory: Memory) -> Speaker | None:
    """Return who issued the report or runs the outlet that a noun means."""
    if head not in find_words("documents") and head not in find_words("press"):
        return None
    outlet = find_issuing_outlet(view, first, end)
    if outlet is not None:
        return speaker_of(view, outlet, memory)
    if head in memory.papers:
        return memory.papers[head]
    return memory.outlet if head in find_words("press") else None


def _unknown_outlet(
    view: View, head: str, words: tuple[int, int], memory: Memory, feminine: bool | None
) -> Speaker | None:
    """Return an outlet that no list knows, by the word for newspaper, and reports of the press without a name."""
    first, last = words
    quote = view.opens_quote(last) if last < len(view.words) else None
    if head in find_words("outlet_nouns") and quote is not None:
        memory.outlet = Speaker(name=view.text[quote.inner_start : quote.inner_end], codes=(), feminine=feminine)
        return memory.outlet
    media = head in find_words("documents") and view.word(first + 1) in find_words("media_adjectives")
    news = head in find_words("outlet_nouns") and view.word(first + 1) in find_words("news_words")
    if not (media or news or (head in find_words("newspapers") and last > first + 1)):
        return None
    speaker = Speaker(name=view.quote_words(first, last), codes=(), feminine=feminine)
    memory.outlet = memory.outlet if media else speaker
    return speaker


def _find_introduction(view: View, names: frozenset[str], memory: Memory) -> tuple[str, ...]:
    """Return the state of the adjective before a name where it came up first ("the Turkish youth …")."""
    told = tuple(sorted(names, key=lambda word: (-len(word), word)))
    if told not in memory.introduced:
        memory.introduced[told] = _search_introduction(view, told, memory)
    return memory.introduced[told]


def _search_introduction(view: View, names: tuple[str, ...], memory: Memory) -> tuple[str, ...]:
    for name in names:
        place = view.text.find(" " + name)
        if len(name) < _LETTERS or not 0 <= place < view.sentence.start:
            continue
        number = bisect_right(memory.mentions, place + 1, key=_start_of) - 1
        before = memory.mentions[number] if number >= 0 else None
        if before is not None and before.start <= place + 1 < before.end and before.codes not in ((), UNKNOWN):
            return before.codes  # a short form of a longer name
        near = before is not None and view.text.count(" ", before.end, place) <= 2
        if before is not None and near and kind_of(before) == "ADJECTIVE" and before.codes != UNKNOWN:
            return before.codes
    return ()


def _start_of(mention: ActorMention) -> int:
    return mention.start


def join_speakers(first: Speaker, others: Iterable[Speaker]) -> Speaker:
    """Return the speaker that several are together."""
    codes = dict.fromkeys(first.codes)
    names = [first.name or ""]
    for other in others:
        codes.update(dict.fromkeys(other.codes))
        names.append(other.name or "")
    name = " and ".join(name for name in names if name)
    return Speaker(name=name or None, codes=tuple(codes), mention=first.mention, plural=True)
