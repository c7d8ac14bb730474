"""The speaker whom words name, with the state that the words themselves do not tell."""

from bisect import bisect_right
from collections.abc import Iterable

from msgspec.structs import replace

from marsad.find.actor_mention import ActorMention
from marsad.find.actor_whois import family_name
from marsad.find.speech_memory import UNKNOWN, Memory, Speaker, may_be_called, recall_noun
from marsad.find.speech_papers import find_issuing_outlet, make_outlet
from marsad.find.speech_place import codes_near, codes_of_opening, is_bare, place_speaker
from marsad.find.speech_reader import find_gender
from marsad.find.speech_several import find_several
from marsad.find.speech_view import View
from marsad.languages.ar.speech import find_affixes, find_words

_LETTERS = 4  # names of fewer letters are too often parts of other words
_NAME = 4  # tokens of a name after a title
_COUNTED = 12  # mentions among which two are counted whom a dual noun means later


def speaker_of(view: View, mention: ActorMention, memory: Memory, end: int = 0) -> Speaker:
    """Return the speaker whom a mention names, with the codes it lacks taken from the words up to token `end`."""
    if mention.kind == "OUTLET":
        return make_outlet(view, mention)
    first, last = view.index(mention.start), view.index(mention.end)
    words = frozenset(view.words[first:last])
    names = words - find_words("people", "coreferring", "prepositions")
    feminine, name = find_gender(view, mention), mention.person or mention.label or mention.name_ar
    names = names if mention.kind == "PERSON" else _names_after(view, last) | _noun_of(view, first, mention)
    plural = mention.plural or bool(words & find_words("plurals"))
    speaker = Speaker(
        name=name, codes=mention.codes or UNKNOWN, mention=mention, feminine=feminine, plural=plural, names=names
    )
    if speaker.codes == UNKNOWN:
        return place_speaker(view, speaker, (first, max(last, end)), memory)
    return _link_expert(view, speaker, (first, last), memory)


def _link_expert(view: View, speaker: Speaker, words: tuple[int, int], memory: Memory) -> Speaker:
    """Return the last speaker of unknown state where "the Iranian researcher" can only be he, else the speaker."""
    head = view.words[words[0]]
    mention = speaker.mention
    if mention is None or mention.kind != "UNNAMED" or head not in find_words("coreferring"):
        return speaker
    last = memory.speakers[0] if memory.speakers and is_bare(view, words[1]) else None
    if last is None or last.codes != UNKNOWN or not may_be_called(last, head):
        return speaker
    return replace(last, codes=speaker.codes)


def _noun_of(view: View, first: int, mention: ActorMention) -> frozenset[str]:
    """Return the noun with which an institution is called later on: "the observatory", "the institute"."""
    (article,) = find_words("article")
    word = view.words[first]
    noun = word if word.startswith(article) else article + word
    return frozenset({noun}) if mention.kind == "BODY" and noun in find_words("institutions") else frozenset()


def _names_after(view: View, last: int) -> frozenset[str]:
    """Return the plain words after a title, which are its holder's name."""
    index = last
    while index < last + _NAME and not is_bare(view, index) and index not in view.forms:
        index += 1
    return frozenset(view.words[last:index])


def speaker_in_words(
    view: View, words: tuple[int, int], end: int, memory: Memory, feminine: bool | None, head: str = ""
) -> Speaker:
    """Return the speaker whom words that are no known actor name: somebody named before, or a new one.

    `head` is the first word without a preposition written onto it.
    """
    first, last = words
    head = head or view.words[first]
    named = next((view.heads[index] for index in range(first + 1, last) if index in view.heads), None)
    if named is not None and named.kind == "PERSON" and not named.prefix:
        return speaker_of(view, named, memory, end)  # a title that no list has, then a name that one has
    codes = codes_near(view, first, max(last, end))
    back = _find_earlier(view, head, words, end, codes, memory, feminine)
    if back is not None:
        return back
    said = frozenset((head, *view.words[first + 1 : last]))
    names = said - find_words("people", "coreferring", "prepositions")
    if head in find_words("institutions") or head in find_words("documents"):
        names = frozenset()
    codes = codes or _find_state(view, head, words, end, memory, names)
    name = " ".join((head, view.quote_words(first + 1, last))).strip()
    return Speaker(name=name, codes=codes or UNKNOWN, feminine=feminine, names=names)


def _find_earlier(
    view: View,
    head: str,
    words: tuple[int, int],
    end: int,
    codes: tuple[str, ...],
    memory: Memory,
    feminine: bool | None,
) -> Speaker | None:
    """Return the speaker of the name, the outlet or the paper's issuer, or the last one whom a noun can mean."""
    first, last = words
    roles = find_words("people", "institutions", "coreferring")
    alone = last == first + 1 and head in find_words("institutions") and head.startswith(find_affixes("article"))
    short = {family_name((head, *view.words[first + 1 : last])), "" if head in roles and not alone else head}
    known = memory.recall_name(frozenset(short - {""}))
    own = codes_near(view, first, last)
    if known is not None and (not own or set(own) & set(known.codes)):
        return known
    paper = _paper_of(view, head, first, end, memory) or _unknown_outlet(view, head, words, memory, feminine)
    if paper is not None or head not in find_words("coreferring"):
        return paper
    plural = bool(find_words("plurals") & {head, *view.words[first + 1 : last]})
    return recall_noun(memory, head, codes, feminine, plural)


def _find_state(
    view: View, head: str, words: tuple[int, int], end: int, memory: Memory, names: frozenset[str]
) -> tuple[str, ...]:
    """Return the state of an office, of a name by its introduction, of a role or institution by its place."""
    first, last = words
    several = _find_two(view, memory) if head in find_words("two_people") else find_several(view, first, head, memory)
    if several:
        return several
    opening = codes_of_opening(view, first)
    if opening and (head in find_words("authorities") or head in find_words("governors")):
        return opening
    if memory.home and (head in find_words("authorities") or head in find_words("governors")):
        return memory.home
    told: tuple[str, ...] = ()
    if memory.whois is not None:
        told = memory.whois.find_codes((head, *view.words[first + 1 : last]))
        if not told and head in find_words("placed"):
            told = memory.whois.read_role(view.sentence.index, view.tokens[first].start, view.offset(end))
    if told or head not in names:
        return told
    return _find_introduction(view, names, memory) or memory.dominant


def _find_two(view: View, memory: Memory) -> tuple[str, ...]:
    """Return the state of the two whom a document counted before: "two Russians" of "the two men"."""
    last = bisect_right(memory.mentions, view.sentence.start, key=_start_of)
    for mention in reversed(memory.mentions[max(0, last - _COUNTED) : last]):
        if view.text[mention.end :].lstrip().startswith(find_affixes("two")):
            return mention.codes
    return ()


def _paper_of(view: View, head: str, first: int, end: int, memory: Memory) -> Speaker | None:
    """Return who issued the report or runs the outlet that a noun means."""
    if head not in find_words("documents") and head not in find_words("press"):
        return None
    outlet = find_issuing_outlet(view, first, end)
    if outlet is not None:
        return make_outlet(view, outlet)
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
        if before is not None and near and before.kind == "ADJECTIVE" and before.codes != UNKNOWN:
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
