"""The speaker whom words name, with the state that the words themselves do not tell."""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import replace

from marsad.find.actor_mention import ActorMention
from marsad.find.speech_memory import UNKNOWN, Memory, Speaker, may_be_called, recall_noun
from marsad.find.speech_reader import find_gender
from marsad.find.speech_view import View, kind_of
from marsad.languages.ar.speech import find_words

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
    if kind != "PERSON" and head in find_words("coreferring") and _is_bare(view, last):
        back = recall_noun(memory, head, codes, speaker.feminine, speaker.plural)
        if back is not None:
            return back
    if not codes and kind == "UNNAMED":
        if _speaks_for_outlet(view, mention, words):
            return replace(speaker, codes=())
        codes = memory.groups.get(mention.label or "", ())
    if not codes and find_words("american") & set(view.words[words[0] : last + 1]):
        codes = ("USA",)
    if not codes and kind in ("OFFICE", "BODY") and head not in find_words("legislators"):
        codes = memory.home
    known = memory.recall_name(speaker.names)
    if not codes and known is not None:
        codes = known.codes
    codes = codes or memory.local
    if codes and kind == "UNNAMED" and mention.label:
        memory.groups[mention.label] = codes
    return replace(speaker, codes=codes or UNKNOWN)


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


def _speaks_for_outlet(view: View, mention: ActorMention, words: tuple[int, int]) -> bool:
    near = (view.cover.get(index) for index in range(words[0], min(words[1], words[0] + 5)))
    return mention.label == "journalist" and any(other is not None and kind_of(other) == "OUTLET" for other in near)


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
    known = memory.recall_name(said - find_words("people") - find_words("coreferring"))
    if known is not None:
        return known
    if head in find_words("press") and memory.outlet is not None:
        return memory.outlet
    quote = view.opens_quote(last) if last < len(view.words) else None
    if head in find_words("outlet_nouns") and quote is not None:
        memory.outlet = Speaker(name=view.text[quote.inner_start : quote.inner_end], codes=(), feminine=feminine)
        return memory.outlet
    codes = _codes_near(view, first, max(last, end))
    if head in find_words("coreferring"):
        back = recall_noun(memory, head, codes, feminine, bool(said & find_words("plurals")))
        if back is not None:
            return back
    names = said - find_words("people") - find_words("coreferring") - find_words("prepositions")
    if head in find_words("institutions") or head in find_words("documents"):
        names = frozenset()
    if not codes and head in find_words("authorities"):
        codes = memory.home
    if not codes and head in names:
        codes = _find_introduction(view, names, memory) or memory.dominant
    name = " ".join((head, view.quote_words(first + 1, last))).strip()
    return Speaker(name=name, codes=codes or UNKNOWN, feminine=feminine, names=names)


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
