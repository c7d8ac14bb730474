"""A statement, and how it is put together from what was found of it."""

from dataclasses import dataclass

import msgspec
from msgspec.structs import replace

from marsad.find.actor_mention import ActorMention
from marsad.find.quotes import Quote
from marsad.find.scan import Scan
from marsad.find.speech_channels import find_addressee
from marsad.find.speech_cues import Cue
from marsad.find.speech_extent import Extent, is_direct, trim_end
from marsad.find.speech_memory import Memory, Speaker
from marsad.find.speech_view import View
from marsad.languages.ar.speech import Stance, Verb

_ACTING = frozenset({"demanding", "accusing", "denying", "threatening", "warning"})  # verbs that act whatever follows

_DOING = _ACTING | {"condemning", "pledging", "rejecting"}


class FoundStatement(msgspec.Struct, frozen=True, kw_only=True):
    """One content span with its speaker; all offsets are normal.

    `start:end` is the content, `frame_start:frame_end` the reporting words. `codes` is empty for an outlet in its own
    name. `force` is what is done by saying it: the verb's, or that of a noun of stance that the verb only carries.
    `rule` names how the content was led; `because` tells the reading in short steps.
    """

    start: int
    end: int
    frame_start: int
    frame_end: int
    speaker: str | None
    codes: tuple[str, ...]
    direct: bool
    via: tuple[str, ...] = ()
    addressee: str | None = None
    verb: Verb | None = None
    force: str = "neutral"
    negated: bool = False
    nested: bool = False
    rule: str
    speaker_mention: ActorMention | None = None
    addressee_mention: ActorMention | None = None
    because: tuple[str, ...] = ()


@dataclass(slots=True)
class Reading:
    """The reading of one article so far; `interview` is who goes on speaking, and through which outlets.

    `memory` and `statements` grow from sentence to sentence.
    """

    scan: Scan
    quotes: tuple[Quote, ...]
    memory: Memory
    statements: list[FoundStatement]
    interview: tuple[str | None, tuple[str, ...]] | None = None


def make_statement(
    reading: Reading, view: View, cue: Cue, speaker: Speaker, extent: Extent, via: tuple[str, ...]
) -> FoundStatement:
    """Return the statement that a reporting word makes."""
    verb, rule = cue.form.verb, cue.complement.rule
    addressee, whom = find_addressee(view, cue)
    stance = view.stances.get(view.index(extent.start))
    carries = "stance" in verb.frames
    carried = stance is not None and rule in ("object", "stance", "preposition")
    carried = carried and (carries or verb.force not in _ACTING)
    if stance is None and carries and rule == "that":
        stance = _find_carried(view, cue)
        carried = stance is not None
    return FoundStatement(
        start=extent.start,
        end=extent.end,
        frame_start=extent.frame_start,
        frame_end=extent.frame_end,
        speaker=speaker.name,
        codes=speaker.codes,
        direct=is_direct(reading.quotes, extent.start, extent.end),
        via=via,
        addressee=addressee,
        verb=verb,
        force=stance.force if stance is not None and carried else verb.force,
        negated=cue.negated,
        nested=cue.nested,
        rule=f"speech.{cue.form.shape}.{rule}",
        speaker_mention=speaker.mention,
        addressee_mention=whom,
        because=(f"{cue.form.shape} of {verb.lemma}", f"content led by {rule}", f"speaker {speaker.name}"),
    )


def _find_carried(view: View, cue: Cue) -> Stance | None:
    """Return the noun that does something by being said between a verb and its content: "issued a threat to … that"."""
    between = (view.stances[index] for index in range(cue.index + 1, cue.complement.index) if index in view.stances)
    return next((stance for stance in between if stance.force in _DOING), None)


def make_bare(
    reading: Reading,
    view: View,
    start: int,
    end: int,
    frame: tuple[int, int],
    speaker: Speaker,
    via: tuple[str, ...],
    rule: str,
) -> FoundStatement:
    """Make the statement of a sentence that no verb of saying reports."""
    quote = view.opens_quote(view.index(start))
    if quote is not None:
        start = quote.inner_start
        end = quote.inner_end if quote.end >= end - 2 or view.index(quote.end) >= frame[0] - 1 else end
    return FoundStatement(
        start=start,
        end=trim_end(view, start, end),
        frame_start=view.offset(frame[0]),
        frame_end=view.offset(frame[1]),
        speaker=speaker.name,
        codes=speaker.codes,
        direct=is_direct(reading.quotes, start, end),
        via=via,
        rule=f"speech.{rule}",
        speaker_mention=speaker.mention,
        because=(f"source named by {rule}", f"speaker {speaker.name}"),
    )


def remember(memory: Memory, cue: Cue, speaker: Speaker) -> None:
    """Note who spoke by a cue, with the gender that the verb shows."""
    known = cue.form.shape == "perfect" and not cue.form.plural and cue.complement.subject is not None
    if known:
        speaker = replace(speaker, feminine=cue.form.feminine)
    if not cue.nested:
        memory.note(speaker)
