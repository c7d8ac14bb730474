"""Reported speech: what is said, by whom, to whom, through whom, quoted or not."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence

from msgspec.structs import replace

from marsad.find.actor_mention import ActorMention
from marsad.find.actor_whois import Whois
from marsad.find.quotes import find_quotes
from marsad.find.scan import Scan
from marsad.find.speech_beside import state_clause, state_heading, state_lead_before, state_leads, state_quoted
from marsad.find.speech_channels import find_channels, is_platform, name_of
from marsad.find.speech_cues import Cue, find_cues
from marsad.find.speech_extent import Extent, find_extents
from marsad.find.speech_headlines import drop_repeated
from marsad.find.speech_leads import Lead, find_leads
from marsad.find.speech_left import find_mentions_before
from marsad.find.speech_medium import carry_medium
from marsad.find.speech_memory import UNKNOWN, Memory, Speaker
from marsad.find.speech_named import speaker_of
from marsad.find.speech_papers import note_papers
from marsad.find.speech_speakers import resolve_speaker
from marsad.find.speech_statement import FoundStatement, Reading, make_statement, remember
from marsad.find.speech_view import View, make_view
from marsad.languages.ar.actors import PlaceName
from marsad.languages.ar.speech import find_affixes, find_words
from marsad.reference.states import load_organisations

_MUCH, _MOST = 0.4, 0.6  # share of a document's mentions by which it is about a state
_AHEAD = 1.25  # times by which a state leads the next
_FEW, _FEW_ALONE = 3, 2  # mentions at least, places at least where no state is named
_WRITER = "journalist"
_RECENT = 8  # cues of a sentence that can tell who speaks by the next

__all__ = ["FoundStatement", "find_speech"]


def find_speech(scan: Scan, actors: Sequence[ActorMention]) -> tuple[FoundStatement, ...]:
    """Return the statements of an article's body in the order of their content."""
    reading = Reading(scan, find_quotes(scan.aligned.normal), _make_memory(scan, actors), [])
    text = scan.aligned.normal
    starts = [mention.start for mention in actors]
    for sentence in scan.sentences:
        inside = actors[bisect_left(starts, sentence.start) : bisect_left(starts, sentence.end)]
        _read_sentence(reading, make_view(sentence, inside, reading.quotes, text))
    named = carry_medium(scan, actors, _fill_codes(_name_writer(_name_first_speakers(reading.statements))))
    kept = drop_repeated(scan, named)
    return tuple(sorted(kept, key=lambda found: (found.start, found.end)))


def _name_first_speakers(statements: list[FoundStatement]) -> list[FoundStatement]:
    """Give statements that an excerpt begins with, before it names anybody, to the first speaker named."""
    first = next((number for number, found in enumerate(statements) if found.speaker is not None), 0)
    if not first or first > 3:
        return statements
    known = statements[first]
    given = [
        replace(found, speaker=known.speaker, codes=known.codes, speaker_mention=known.speaker_mention)
        for found in statements[:first]
    ]
    return given + statements[first:]


def _name_writer(statements: list[FoundStatement]) -> list[FoundStatement]:
    """Give "the writer" of no known state the name that only a later sentence tells, where it names one writer."""
    named = {found.speaker: found for found in statements if _writes(found, "PERSON") and found.codes != UNKNOWN}
    if len(named) != 1:
        return statements
    (known,) = named.values()
    return [
        replace(found, speaker=known.speaker, codes=known.codes, speaker_mention=known.speaker_mention)
        if found.codes == UNKNOWN and _writes(found, "UNNAMED")
        else found
        for found in statements
    ]


def _writes(found: FoundStatement, kind: str) -> bool:
    """Tell whether a speaker of a kind is one writer by his role or the noun for him."""
    mention = found.speaker_mention
    if mention is None or mention.kind != kind or mention.plural:
        return False
    return mention.role == _WRITER or (mention.label or "").endswith(_WRITER)


def _fill_codes(statements: list[FoundStatement]) -> list[FoundStatement]:
    """Give a speaker everywhere the codes that only a later mention tells ("the Iranian researcher")."""
    told = (found for found in statements if found.codes not in ((), UNKNOWN) and _is_person(found))
    known = {found.speaker: found.codes for found in told}
    return [
        replace(found, codes=known[found.speaker]) if found.codes == UNKNOWN and found.speaker in known else found
        for found in statements
    ]


def _is_person(found: FoundStatement) -> bool:
    """Tell whether a speaker's name is that of one person, not a description many could answer to."""
    mention = found.speaker_mention
    return found.speaker is not None and (mention is None or mention.kind == "PERSON")


def _make_memory(scan: Scan, actors: Sequence[ActorMention]) -> Memory:
    """Return a memory that knows which state a document is about, by its mentions and its places."""
    counts = Counter(code for mention in actors if len(mention.codes) == 1 for code in mention.codes)
    counts.pop("XXX", None)
    memory = Memory(mentions=actors, whois=Whois(scan))
    if not counts:
        memory.home = _lead_by_places(scan, counts, _FEW_ALONE)
        return memory
    code, number = counts.most_common(1)[0]
    if number >= _MOST * counts.total() and number >= _FEW:
        memory.dominant = (code,)
        memory.local = (code,) if code in load_organisations()["LAS"].members else ()
    memory.home = _lead_by_places(scan, counts) or ((code,) if number >= _MUCH * counts.total() else ())
    return memory


def _lead_by_places(scan: Scan, counts: Counter[str], least: int = _FEW) -> tuple[str, ...]:
    """Return the state that mentions and places together put clearly first, or none."""
    hits = (hit.item for sentence in scan.sentences for hit in sentence.of(PlaceName))
    places = Counter(item.state for item in hits if isinstance(item, PlaceName))
    places.pop("XXX", None)
    (first, most), (_, second) = [*(counts + places).most_common(2), ("", 0), ("", 0)][:2]
    return (first,) if most >= least and most >= _AHEAD * second else ()


def _read_sentence(reading: Reading, view: View) -> None:
    cues = find_cues(view)
    leads = find_leads(view, reading.memory)
    spoken: list[tuple[Cue, Speaker]] = []
    for cue in cues:
        speaker = resolve_speaker(view, cue, spoken[-_RECENT:], reading.memory) or Speaker(name=None, codes=UNKNOWN)
        if speaker.outlet is not None:
            speaker = _find_quoted_source(cue, leads) or speaker
        spoken.append((cue, speaker))
        remember(reading.memory, cue, speaker)
    found = _state_cues(reading, view, spoken, leads)
    if found:
        found += state_lead_before(reading, view, cues, leads)
    else:
        found = _state_beside(reading, view, leads)
    reading.statements.extend(found)
    _note_topic(reading, view)
    _note_others(reading, view)
    note_papers(view, reading.memory)


def _state_beside(reading: Reading, view: View, leads: list[Lead]) -> list[FoundStatement]:
    """Return what a sentence without a verb before its content reports."""
    told = state_quoted(reading, view) or state_heading(reading, view) or state_clause(reading, view)
    return told or state_leads(reading, view, leads)


def _find_quoted_source(cue: Cue, leads: list[Lead]) -> Speaker | None:
    """Return whom an outlet cites between its verb and what it reports ("quoting officials, that …")."""
    within = (lead.speaker for lead in leads if cue.index < lead.first < cue.complement.index)
    return next((speaker for speaker in within if speaker is not None), None)


def _state_cues(
    reading: Reading, view: View, spoken: list[tuple[Cue, Speaker]], leads: list[Lead]
) -> list[FoundStatement]:
    if not spoken:
        return []
    cues = [cue for cue, _ in spoken]
    extents = find_extents(view, cues, leads)
    found: list[FoundStatement] = []
    begin = 0
    for number, ((cue, speaker), extent) in enumerate(zip(spoken, extents, strict=True)):
        if _only_passes_on(view, spoken, extents, number):
            continue
        near = spoken[max(0, number - _RECENT) : number]
        via = _channels(reading, view, cue, begin, leads, near, speaker)
        if extent.start < extent.end:
            found.append(make_statement(reading, view, cue, speaker, extent, via))
        begin = cue.complement.index
    return found


def _only_passes_on(view: View, spoken: list[tuple[Cue, Speaker]], extents: list[Extent], number: int) -> bool:
    """Tell whether all that an outlet reports is what somebody else says, so that the outlet is only the channel."""
    if spoken[number][1].outlet is None or number + 1 == len(spoken) or not spoken[number + 1][0].nested:
        return False
    return view.index(extents[number + 1].frame_start) <= view.index(extents[number].start)


def _channels(
    reading: Reading,
    view: View,
    cue: Cue,
    begin: int,
    leads: list[Lead],
    spoken: list[tuple[Cue, Speaker]],
    speaker: Speaker,
) -> tuple[str, ...]:
    """Return the outlets named with a statement, or those of the same speaker's last one in an interview."""
    named = find_channels(view, cue, begin, leads)
    relay = cue.complement.subject or cue.left
    passed_on = relay is not None and relay.kind == "OUTLET" and relay is not speaker.mention
    names = (*named, name_of(relay) if relay is not None and passed_on else None, _outer_outlet(spoken, cue))
    told = tuple(dict.fromkeys(name for name in names if name and name != speaker.outlet))
    return _carry_channel(reading, view, cue, speaker, told)


def _carry_channel(reading: Reading, view: View, cue: Cue, speaker: Speaker, named: tuple[str, ...]) -> tuple[str, ...]:
    """Return the outlets named, or those of the interview or article in which the speaker still goes on."""
    if named:
        words = view.words[: cue.complement.index]
        reading.interview = (speaker.name, named) if any(word in find_words("interviews") for word in words) else None
        return named
    if reading.interview is not None and reading.interview[0] == speaker.name:
        return reading.interview[1]
    return ()


def _outer_outlet(spoken: list[tuple[Cue, Speaker]], cue: Cue) -> str | None:
    """Return the outlet within whose words a nested statement stands."""
    before = [speaker for other, speaker in spoken if other.index < cue.index and not other.nested]
    return before[-1].outlet if cue.nested and before else None


def _note_topic(reading: Reading, view: View) -> None:
    """Remember the first actor of a sentence that can be a subject, for a verb that names none."""
    for mention in find_mentions_before(view, len(view.words)):
        speaker = speaker_of(view, mention, reading.memory)
        if speaker.outlet is None and mention.codes:
            before = view.word(view.index(mention.start) - 1)
            if mention.kind == "PERSON" and before.endswith(find_affixes("past_feminine")):
                speaker = replace(speaker, feminine=True)
            reading.memory.topics = [speaker, *reading.memory.topics][:3]
            return


def _note_others(reading: Reading, view: View) -> None:
    """Remember the outlet and the unnamed groups of a sentence, for "the newspaper" and "the officials"."""
    for mention in map(view.heads.__getitem__, view.order):
        if mention.kind == "UNNAMED" and mention.label and mention.codes not in ((), UNKNOWN):
            reading.memory.groups[mention.label] = mention.codes
        elif mention.kind == "OUTLET" and not is_platform(view, mention):
            reading.memory.outlet = speaker_of(view, mention, reading.memory)
