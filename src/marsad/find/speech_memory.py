"""Who has spoken in a document so far, and whom a later word can mean."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import msgspec
from msgspec.structs import replace

from marsad.find.actor_mention import ActorMention
from marsad.find.actor_whois import Whois
from marsad.languages.ar.speech import find_words

UNKNOWN = ("XXX",)
_REMEMBERED = 8


class Speaker(msgspec.Struct, frozen=True, kw_only=True):
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
        return self.name if self.mention is not None and self.mention.kind == "OUTLET" else None


@dataclass(slots=True)
class Memory:
    """Those who have spoken in a document, the last first; and whom the last sentences were about.

    `home` is the state that much of the document is about, `dominant` the one that most of it is about, `local` that
    one where it is an Arab state, so that the page is home news and its experts are from there, `groups` the
    codes of unnamed officials and the like by their description, `outlet` the last one named, `introduced` what was
    told of names where they came up first, `papers` who issued what "the report" means; `whois` tells the state of
    a name by the words that introduce it.
    """

    home: tuple[str, ...] = ()
    dominant: tuple[str, ...] = ()
    local: tuple[str, ...] = ()
    groups: dict[str, tuple[str, ...]] = field(default_factory=dict)
    outlet: Speaker | None = None
    mentions: Sequence[ActorMention] = ()
    introduced: dict[tuple[str, ...], tuple[str, ...]] = field(default_factory=dict)
    papers: dict[str, Speaker] = field(default_factory=dict)
    whois: Whois | None = None
    speakers: list[Speaker] = field(default_factory=list)
    topics: list[Speaker] = field(default_factory=list)

    def note(self, speaker: Speaker) -> None:
        """Remember a speaker as the last one."""
        old = next((old for old in self.speakers if old.name == speaker.name), None)
        if old is not None:
            feminine = old.feminine if speaker.feminine is None else speaker.feminine
            speaker = replace(speaker, feminine=feminine, names=speaker.names | old.names)
        self.speakers = [speaker, *(old for old in self.speakers if old.name != speaker.name)][:_REMEMBERED]

    def recall(self, feminine: bool | None, plural: bool) -> Speaker | None:
        """Return the last speaker that a verb of this gender and number can have.

        An outlet does not go on where the last sentence told something of a person of the verb's gender.
        """
        for speaker in (*self.speakers, *self.topics):
            if fits(speaker, feminine, plural):
                return self._topic_person(feminine) or speaker if speaker.outlet else speaker
        return self.speakers[0] if self.speakers else None

    def _topic_person(self, feminine: bool | None) -> Speaker | None:
        """Return the person that the last sentence was about, if her verb there shows this gender."""
        topic = self.topics[0] if self.topics else None
        person = topic is not None and topic.mention is not None and topic.mention.kind == "PERSON"
        return topic if topic is not None and person and topic.feminine and feminine else None

    def recall_other(self, codes: tuple[str, ...], feminine: bool | None) -> Speaker | None:
        """Return the last speaker of other codes than these, one that the verb's gender fits first."""
        others = [speaker for speaker in (*self.speakers, *self.topics) if not set(codes) & set(speaker.codes)]
        return next((speaker for speaker in others if fits(speaker, feminine, False)), others[0] if others else None)

    def recall_name(self, words: frozenset[str]) -> Speaker | None:
        """Return the speaker whom one of these words named before."""
        return next((speaker for speaker in self.speakers if words & speaker.names), None)


def fits(speaker: Speaker, feminine: bool | None, plural: bool) -> bool:
    """Tell whether a verb of this gender and number can have the speaker for its subject."""
    if plural != speaker.plural and plural:
        return False
    return feminine is None or speaker.feminine is None or feminine == speaker.feminine


def recall_noun(
    memory: Memory, noun: str, codes: tuple[str, ...], feminine: bool | None, plural: bool
) -> Speaker | None:
    """Return the last speaker whom a definite noun such as "the minister" can mean."""
    for old in memory.speakers:
        agrees = old.plural == plural and (feminine is None or old.feminine in (None, feminine))
        if not agrees or not may_be_called(old, noun):
            continue
        if not codes or set(codes) & set(old.codes):
            return old
        if old.codes == UNKNOWN:
            return replace(old, codes=codes)
    return None


def may_be_called(speaker: Speaker, noun: str) -> bool:
    """Tell whether a noun for officials, experts or institutions fits what is known of a speaker."""
    mention = speaker.mention
    kind = mention.kind if mention is not None else ""
    if noun in find_words("experts_only"):
        return kind in ("", "UNNAMED", "PERSON") and not (mention is not None and mention.post)
    if noun in find_words("persons_only"):
        return kind in ("", "UNNAMED", "PERSON", "OFFICE")
    return kind != "OUTLET"
