"""Who speaks by a verb: the subject found, or the one understood from what went before."""

from marsad.find.actor_mention import ActorMention
from marsad.find.speech_cues import Cue
from marsad.find.speech_left import find_mentions_before
from marsad.find.speech_memory import Memory, Speaker, fits
from marsad.find.speech_named import join_speakers, speaker_in_words, speaker_of
from marsad.find.speech_view import View, has_preposition
from marsad.languages.ar.speech import find_words

_EARLY = 2  # tokens before the subject of a sentence's first clause


def resolve_speaker(view: View, cue: Cue, before: list[tuple[Cue, Speaker]], memory: Memory) -> Speaker | None:
    """Return who speaks by a cue; `before` are the cues of the sentence that went before it."""
    named = _named_speaker(view, cue, memory)
    if named is not None:
        return named
    if _acts_upon(cue):
        return _other_speaker(view, cue, before, memory)
    if cue.form.shape == "participle":
        return _governing_speaker(view, cue, before, memory)
    if cue.form.shape == "masdar" and before:
        return before[-1][1]
    if not before and view.offset(cue.index) > view.sentence.start and cue.index > 3:
        topic = _topic(view, cue, memory)
        if topic is not None:
            return topic
    return _outer_speaker(cue, before) or memory.recall(cue.form.feminine, cue.form.plural) or _topic(view, cue, memory)


def _acts_upon(cue: Cue) -> bool:
    """Tell whether the one party beside a verb of accusing or urging is its object."""
    verb = cue.form.verb
    takes = verb.force in ("accusing", "demanding")
    return takes and cue.form.shape != "participle" and cue.complement.addressee is not None


def _other_speaker(view: View, cue: Cue, before: list[tuple[Cue, Speaker]], memory: Memory) -> Speaker | None:
    """Return the last speaker, or the sentence's topic, who is not the one acted upon."""
    assert cue.complement.addressee is not None
    codes = cue.complement.addressee.codes
    near = (_outer_speaker(cue, before), _topic(view, cue, memory) if cue.index > _EARLY else None)
    other = next((speaker for speaker in near if speaker is not None and not set(codes) & set(speaker.codes)), None)
    return other or memory.recall_other(codes, cue.form.feminine)


def _named_speaker(view: View, cue: Cue, memory: Memory) -> Speaker | None:
    complement, feminine = cue.complement, cue.form.feminine
    if "relays" in cue.form.verb.traits:
        return _relayed_speaker(view, cue, memory)
    mention = complement.subject or cue.left
    if mention is not None:
        speaker = speaker_of(view, mention, memory, _end_of_subject(view, cue, mention))
        others = [speaker_of(view, other, memory) for other in _joined_to(view, mention)]
        return join_speakers(speaker, others) if others else speaker
    words = complement.subject_words or cue.left_words
    if words is not None:
        return speaker_in_words(view, words, complement.index, memory, feminine)
    return None


def _end_of_subject(view: View, cue: Cue, mention: ActorMention) -> int:
    """Return where the words end that may tell a speaker's state: whom it is said to tells none."""
    whom = cue.complement.addressee
    if whom is None or whom.start < mention.end:
        return cue.complement.index
    return min(view.index(whom.start), cue.complement.index)


def _relayed_speaker(view: View, cue: Cue, memory: Memory) -> Speaker | None:
    """Return whom a verb of relaying names as the source of the words."""
    end = cue.complement.index
    for index in range(cue.index + 1, end):
        if view.words[index] not in find_words("relay_prepositions"):
            continue
        mention = view.cover.get(index + 1)
        if mention is not None and mention.kind != "ADJECTIVE":
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
    fitting = [(old, speaker) for old, speaker in before if fits(speaker, cue.form.feminine, cue.form.plural)]
    outer = [speaker for old, speaker in fitting if not old.nested]
    return outer[-1] if outer else None


def _governing_speaker(view: View, cue: Cue, before: list[tuple[Cue, Speaker]], memory: Memory) -> Speaker | None:
    beside = _subject_beside(view, cue, memory)
    outer = beside or _outer_speaker(cue, before)
    if outer is not None:
        return outer
    if before and not before[-1][0].nested:
        return before[-1][1]  # who speaks in the sentence, though the participle does not agree
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
        if speaker.outlet is None and fits(speaker, cue.form.feminine, cue.form.plural):
            return speaker
    return None


def _topic_in_words(view: View, cue: Cue, memory: Memory) -> Speaker | None:
    """Return the company, expert and the like that the sentence's first verb has for its subject."""
    nouns = find_words("coreferring", "people")
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
