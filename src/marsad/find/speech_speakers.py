"""Who speaks: the subject found, or the one understood from what went before."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from marsad.find.actor_mention import ActorMention
from marsad.find.speech_cues import Cue, find_mentions_before
from marsad.find.speech_reader import find_gender
from marsad.find.speech_view import View, has_preposition, kind_of
from marsad.languages.ar.speech import find_words

UNKNOWN = ("XXX",)
_REMEMBERED = 8
_LETTERS = 4  # names of fewer letters are too often parts of other words
_EARLY = 2  # tokens before the subject of a sentence's first clause


@dataclass(slots=True, frozen=True, kw_only=True)
class Speaker:
    """Who speaks: usual name or the words of the page, codes (none for an outlet), the mention if there is one."""

    name: str | None
    codes: tuple[str, ...]
    mention: ActorMention | None = None
    feminine: bool | None = None
    plural: bool = False
    names: frozenset[str] = frozenset()

    @property
    def outlet(self) -> str | None:
        """The name of the outlet that speaks, if it is one."""
        return self.name if self.mention is not None and kind_of(self.mention) == "OUTLET" else None


@dataclass(slots=True)
class Memory:
    """Those who have spoken in a document, the last first; and whom the last sentences were about.

    `home` is the state that much of the document is about, `dominant` the one that most of it is about, `groups` the
    codes of unnamed officials and the like by their description, `outlet` the last one named.
    """

    home: tuple[str, ...] = ()
    dominant: tuple[str, ...] = ()
    groups: dict[str, tuple[str, ...]] = field(default_factory=dict)
    outlet: Speaker | None = None
    mentions: Sequence[ActorMention] = ()
    speakers: list[Speaker] = field(default_factory=list)
    topics: list[Speaker] = field(default_factory=list)

    def note(self, speaker: Speaker) -> None:
        """Remember a speaker as the last one."""
        old = next((old for old in self.speakers if old.name == speaker.name), None)
        if old is not None and speaker.feminine is None:
            speaker = replace(speaker, feminine=old.feminine)
        self.speakers = [speaker, *(old for old in self.speakers if old.name != speaker.name)][:_REMEMBERED]

    def recall(self, feminine: bool | None, plural: bool) -> Speaker | None:
        """Return the last speaker that a verb of this gender and number can have."""
        for speaker in (*self.speakers, *self.topics):
            if _fits(speaker, feminine, plural):
                return speaker
        return self.speakers[0] if self.speakers else None

    def recall_name(self, words: frozenset[str]) -> Speaker | None:
        """Return the speaker whom one of these words named before."""
        return next((speaker for speaker in self.speakers if words & speaker.names), None)


def _fits(speaker: Speaker, feminine: bool | None, plural: bool) -> bool:
    if plural != speaker.plural and plural:
        return False
    return feminine is None or speaker.feminine is None or feminine == speaker.feminine


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
    if last is None or last.codes != UNKNOWN or not _may_be_called(last, head):
        return speaker
    return replace(last, codes=speaker.codes)


def _place_speaker(view: View, speaker: Speaker, words: tuple[int, int], memory: Memory) -> Speaker:
    """Return a speaker whose mention tells no state with what the words beside it, or those before, tell."""
    mention = speaker.mention
    assert mention is not None
    codes = _codes_near(view, words[0], words[1])
    kind, head, last = kind_of(mention), view.words[words[0]], view.index(mention.end)
    if kind != "PERSON" and head in find_words("coreferring") and _is_bare(view, last):
        back = _recall_noun(memory, head, codes, speaker.feminine, speaker.plural)
        if back is not None:
            return back
    if not codes and kind == "UNNAMED":
        if _speaks_for_outlet(view, mention, words):
            return replace(speaker, codes=())
        codes = memory.groups.get(mention.label or "", ())
    if not codes and kind in ("OFFICE", "BODY") and head not in find_words("legislators"):
        codes = memory.home
    known = memory.recall_name(speaker.names)
    if not codes and known is not None:
        codes = known.codes
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
    while index < last + 4 and not _is_bare(view, index) and index not in view.forms:
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


def speaker_in_words(view: View, words: tuple[int, int], end: int, memory: Memory, feminine: bool | None) -> Speaker:
    """Return the speaker whom words that are no known actor name: somebody named before, or a new one."""
    first, last = words
    said = frozenset(view.words[first:last])
    head = view.words[first]
    known = memory.recall_name(said - find_words("people") - find_words("coreferring"))
    if known is not None:
        return known
    if head in find_words("press") and memory.outlet is not None:
        return memory.outlet
    codes = _codes_near(view, first, max(last, end))
    if head in find_words("coreferring"):
        back = _recall_noun(memory, head, codes, feminine, bool(said & find_words("plurals")))
        if back is not None:
            return back
    names = said - find_words("people") - find_words("coreferring") - find_words("prepositions")
    if not codes and head in find_words("authorities"):
        codes = memory.home
    if not codes and head in names:
        codes = _find_introduction(view, names, memory) or memory.dominant
    return Speaker(name=view.quote_words(first, last), codes=codes or UNKNOWN, feminine=feminine, names=names)


def _find_introduction(view: View, names: frozenset[str], memory: Memory) -> tuple[str, ...]:
    """Return the state of the adjective before a name where the document brought it up first ("the Turkish youth …")."""
    for name in sorted(names, key=lambda word: (-len(word), word)):
        place = view.text.find(" " + name)
        if len(name) < _LETTERS or not 0 <= place < view.sentence.start:
            continue
        number = bisect_right(memory.mentions, place, key=_start_of) - 1
        before = memory.mentions[number] if number >= 0 else None
        near = before is not None and view.text.count(" ", before.end, place) <= 2
        if before is not None and near and kind_of(before) == "ADJECTIVE" and before.codes != UNKNOWN:
            return before.codes
    return ()


def _start_of(mention: ActorMention) -> int:
    return mention.start


def _recall_noun(
    memory: Memory, noun: str, codes: tuple[str, ...], feminine: bool | None, plural: bool
) -> Speaker | None:
    """Return the last speaker whom a definite noun such as "the minister" can mean."""
    for old in memory.speakers:
        agrees = old.plural == plural and (feminine is None or old.feminine in (None, feminine))
        if not agrees or not _may_be_called(old, noun):
            continue
        if not codes or set(codes) & set(old.codes):
            return old
        if old.codes == UNKNOWN:
            return replace(old, codes=codes)
    return None


def _may_be_called(speaker: Speaker, noun: str) -> bool:
    """Tell whether a noun for officials, experts or institutions fits what is known of a speaker."""
    mention = speaker.mention
    kind = kind_of(mention) if mention is not None else ""
    if noun in find_words("experts_only"):
        return kind in ("", "UNNAMED", "PERSON") and not (mention is not None and mention.post)
    if noun in find_words("persons_only"):
        return kind in ("", "UNNAMED", "PERSON", "OFFICE")
    return kind != "OUTLET"


def join_speakers(first: Speaker, others: Iterable[Speaker]) -> Speaker:
    """Return the speaker that several are together."""
    codes = dict.fromkeys(first.codes)
    names = [first.name or ""]
    for other in others:
        codes.update(dict.fromkeys(other.codes))
        names.append(other.name or "")
    name = " and ".join(name for name in names if name)
    return Speaker(name=name or None, codes=tuple(codes), mention=first.mention, plural=True)


def resolve_speaker(view: View, cue: Cue, before: list[tuple[Cue, Speaker]], memory: Memory) -> Speaker | None:
    """Return who speaks by a cue; `before` are the cues of the sentence that went before it."""
    named = _named_speaker(view, cue, memory)
    if named is not None:
        return named
    if cue.form.shape == "participle":
        return _governing_speaker(view, cue, before, memory)
    if cue.form.shape == "masdar" and before:
        return before[-1][1]
    if not before and view.offset(cue.index) > view.sentence.start and cue.index > 3:
        topic = _topic(view, cue, memory)
        if topic is not None:
            return topic
    return _outer_speaker(cue, before) or memory.recall(cue.form.feminine, cue.form.plural) or _topic(view, cue, memory)


def _named_speaker(view: View, cue: Cue, memory: Memory) -> Speaker | None:
    complement, feminine = cue.complement, cue.form.feminine
    if "relays" in cue.form.verb.traits:
        return _relayed_speaker(view, cue, memory)
    mention = complement.subject or cue.left
    if mention is not None:
        speaker = speaker_of(view, mention, memory, complement.index)
        others = [speaker_of(view, other, memory) for other in _joined_to(view, mention)]
        return join_speakers(speaker, others) if others else speaker
    words = complement.subject_words or cue.left_words
    if words is not None:
        return speaker_in_words(view, words, complement.index, memory, feminine)
    return None


def _relayed_speaker(view: View, cue: Cue, memory: Memory) -> Speaker | None:
    """Return whom a verb of relaying names as the source of the words."""
    end = cue.complement.index
    for index in range(cue.index + 1, end):
        if view.words[index] not in find_words("relay_prepositions"):
            continue
        mention = view.cover.get(index + 1)
        if mention is not None and kind_of(mention) != "ADJECTIVE":
            return speaker_of(view, mention, memory, end)
        last = next((at for at in range(index + 1, end) if view.words[at] in find_words("prepositions")), end)
        return speaker_in_words(view, (index + 1, max(last, index + 2)), end, memory, None)
    return None


def _joined_to(view: View, mention: ActorMention) -> list[ActorMention]:
    """Return the actors that stand joined to a subject by a conjunction."""
    found: list[ActorMention] = []
    following = view.heads.get(view.index(mention.end))
    while following is not None and following.prefix in find_words("conjunctions"):
        found.append(following)
        following = view.heads.get(view.index(following.end))
    return found


def _outer_speaker(cue: Cue, before: list[tuple[Cue, Speaker]]) -> Speaker | None:
    """Return the last speaker of the sentence that the verb's form fits, those inside another's words last."""
    fitting = [(old, speaker) for old, speaker in before if _fits(speaker, cue.form.feminine, cue.form.plural)]
    outer = [speaker for old, speaker in fitting if not old.nested]
    return outer[-1] if outer else None


def _governing_speaker(view: View, cue: Cue, before: list[tuple[Cue, Speaker]], memory: Memory) -> Speaker | None:
    beside = _subject_beside(view, cue, memory)
    outer = beside or _outer_speaker(cue, before)
    if outer is not None:
        return outer
    topic = _topic(view, cue, memory) or _topic_in_words(view, cue, memory)
    return topic or memory.recall(cue.form.feminine, cue.form.plural)


def _subject_beside(view: View, cue: Cue, memory: Memory) -> Speaker | None:
    """Return the actor that ends just before the word, where a finite verb stands right before that actor."""
    index = cue.index - 1
    while index >= 0 and view.words[index] in find_words("commas"):
        index -= 1
    mention = view.cover.get(index)
    if mention is None or has_preposition(mention):
        return None
    return speaker_of(view, mention, memory) if _follows_verb(view, view.index(mention.start)) else None


def _topic(view: View, cue: Cue, memory: Memory) -> Speaker | None:
    """Return the subject of the sentence's first clause, if the verb fits it."""
    for mention in find_mentions_before(view, cue.index):
        head = view.index(mention.start)
        governed = head > _EARLY or (head > 0 and _opens_with_preposition(view))
        if governed and not _follows_verb(view, head) and cue.form.shape != "participle":
            continue
        speaker = speaker_of(view, mention, memory)
        if speaker.outlet is None and _fits(speaker, cue.form.feminine, cue.form.plural):
            return speaker
    return None


def _topic_in_words(view: View, cue: Cue, memory: Memory) -> Speaker | None:
    """Return the company, expert and the like that the sentence's first verb has for its subject."""
    nouns = find_words("coreferring") | find_words("people")
    for index in range(min(_EARLY + 1, cue.index)):
        if view.words[index] in nouns:
            return speaker_in_words(view, (index, index + 1), index + 2, memory, cue.form.feminine)
    return None


def _opens_with_preposition(view: View) -> bool:
    word = view.words[0]
    bare = word[1:] if word[:1] in find_words("conjunctions") else word
    return word in find_words("prepositions") or bare in find_words("prepositions")


def _follows_verb(view: View, index: int) -> bool:
    hits = view.forms.get(index - 1, ())
    return any(getattr(hit.item, "shape", "") in ("perfect", "imperfect") for hit in hits)
