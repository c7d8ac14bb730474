"""Reported speech: what is said, by whom, to whom, through whom, quoted or not."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from marsad.find.actor_mention import ActorMention
from marsad.find.quotes import Quote, find_quotes
from marsad.find.scan import Scan
from marsad.find.speech_channels import find_addressee, find_channels, find_outlets, is_platform, name_of
from marsad.find.speech_cues import Cue, find_cues, find_mentions_before
from marsad.find.speech_extent import Extent, find_extents, is_direct, trim_end
from marsad.find.speech_headlines import drop_repeated
from marsad.find.speech_leads import Lead, find_heading, find_leads
from marsad.find.speech_quoted import find_quote_before
from marsad.find.speech_speakers import UNKNOWN, Memory, Speaker, resolve_speaker, speaker_of
from marsad.find.speech_view import View, kind_of, make_view
from marsad.languages.ar.speech import Verb, find_words

_SHORT = 10  # tokens of a sentence that only names a source
_CLAUSE = 4  # tokens that make a clause of its own


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundStatement:
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
class _Reading:
    scan: Scan
    quotes: tuple[Quote, ...]
    memory: Memory
    statements: list[FoundStatement]
    interview: tuple[str | None, tuple[str, ...]] | None = None


def find_speech(scan: Scan, actors: Sequence[ActorMention]) -> tuple[FoundStatement, ...]:
    """Return the statements of an article's body in the order of their content."""
    reading = _Reading(scan, find_quotes(scan.aligned.normal), _make_memory(actors), [])
    text = scan.aligned.normal
    starts = [mention.start for mention in actors]
    for sentence in scan.sentences:
        inside = actors[bisect_left(starts, sentence.start) : bisect_left(starts, sentence.end)]
        _read_sentence(reading, make_view(sentence, inside, reading.quotes, text))
    kept = drop_repeated(scan, _fill_codes(_name_first_speakers(reading.statements)))
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


def _fill_codes(statements: list[FoundStatement]) -> list[FoundStatement]:
    """Give a speaker everywhere the codes that only a later mention tells ("the Iranian researcher")."""
    known = {found.speaker: found.codes for found in statements if found.codes not in ((), UNKNOWN) and _is_person(found)}
    return [
        replace(found, codes=known[found.speaker]) if found.codes == UNKNOWN and found.speaker in known else found
        for found in statements
    ]


def _is_person(found: FoundStatement) -> bool:
    """Tell whether a speaker's name is that of one person, not a description many could answer to."""
    mention = found.speaker_mention
    return found.speaker is not None and (mention is None or kind_of(mention) == "PERSON")


def _make_memory(actors: Sequence[ActorMention]) -> Memory:
    """Return a memory that knows which state a document is about: two fifths of its mentions, or three."""
    counts = Counter(code for mention in actors if len(mention.codes) == 1 for code in mention.codes)
    counts.pop("XXX", None)
    if not counts:
        return Memory(mentions=actors)
    code, number = counts.most_common(1)[0]
    much, most = number >= 0.4 * counts.total(), number >= 0.6 * counts.total() and number >= 3
    return Memory(home=(code,) if much else (), dominant=(code,) if most else (), mentions=actors)


def _read_sentence(reading: _Reading, view: View) -> None:
    cues = find_cues(view)
    leads = find_leads(view, reading.memory)
    spoken: list[tuple[Cue, Speaker]] = []
    for cue in cues:
        speaker = resolve_speaker(view, cue, spoken, reading.memory) or Speaker(name=None, codes=UNKNOWN)
        if speaker.outlet is not None:
            speaker = _find_quoted_source(cue, leads) or speaker
        spoken.append((cue, speaker))
        _remember(reading.memory, cue, speaker)
    found = _state_cues(reading, view, spoken, leads)
    if found:
        found += _state_lead_before(reading, view, cues, leads)
    else:
        found = _state_quoted(reading, view) or _state_heading(reading, view) or _state_leads(reading, view, leads)
    reading.statements.extend(found)
    _note_topic(reading, view)
    _note_others(reading, view)


def _find_quoted_source(cue: Cue, leads: list[Lead]) -> Speaker | None:
    """Return whom an outlet cites between its verb and what it reports ("quoting officials, that …")."""
    within = (lead.speaker for lead in leads if cue.index < lead.first < cue.complement.index)
    return next((speaker for speaker in within if speaker is not None), None)


def _remember(memory: Memory, cue: Cue, speaker: Speaker) -> None:
    known = cue.form.shape == "perfect" and not cue.form.plural and cue.complement.subject is not None
    if known:
        speaker = replace(speaker, feminine=cue.form.feminine)
    if not cue.nested:
        memory.note(speaker)


def _state_cues(
    reading: _Reading, view: View, spoken: list[tuple[Cue, Speaker]], leads: list[Lead]
) -> list[FoundStatement]:
    cues = [cue for cue, _ in spoken]
    extents = find_extents(view, cues, leads)
    found: list[FoundStatement] = []
    begin = 0
    for number, ((cue, speaker), extent) in enumerate(zip(spoken, extents, strict=True)):
        if _only_passes_on(view, spoken, extents, number):
            continue
        found.append(_make_statement(reading, view, cue, speaker, extent, _channels(reading, view, cue, begin, leads, spoken, speaker)))
        begin = cue.complement.index
    return found


def _only_passes_on(view: View, spoken: list[tuple[Cue, Speaker]], extents: list[Extent], number: int) -> bool:
    """Tell whether all that an outlet reports is what somebody else says, so that the outlet is only the channel."""
    if spoken[number][1].outlet is None or number + 1 == len(spoken) or not spoken[number + 1][0].nested:
        return False
    return view.index(extents[number + 1].frame_start) <= view.index(extents[number].start)


def _channels(
    reading: _Reading,
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
    passed_on = relay is not None and ("relays" in cue.form.verb.traits or kind_of(relay) == "OUTLET")
    if relay is not None and passed_on and relay is not speaker.mention:
        name = name_of(relay)
        named = tuple(dict.fromkeys((*named, *((name,) if name else ()))))
    outer = _outer_outlet(spoken, cue)
    if outer is not None:
        named = tuple(dict.fromkeys((*named, outer)))
    return _carry_channel(reading, view, cue, speaker, named)


def _carry_channel(
    reading: _Reading, view: View, cue: Cue, speaker: Speaker, named: tuple[str, ...]
) -> tuple[str, ...]:
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


def _make_statement(
    reading: _Reading, view: View, cue: Cue, speaker: Speaker, extent: Extent, via: tuple[str, ...]
) -> FoundStatement:
    verb, rule = cue.form.verb, cue.complement.rule
    addressee, whom = find_addressee(view, cue)
    stance = view.stances.get(view.index(extent.start))
    carried = stance is not None and rule in ("object", "stance", "preposition")
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


def _state_quoted(reading: _Reading, view: View) -> list[FoundStatement]:
    """Return the statement of a quotation that stands before its verb."""
    found = find_quote_before(view, reading.scan.aligned.normal)
    if found is None:
        return []
    cue, quote = found
    if any(quote.inner_start == old.start for old in reading.statements):
        return []
    speaker = resolve_speaker(view, cue, [], reading.memory) or Speaker(name=None, codes=UNKNOWN)
    _remember(reading.memory, cue, speaker)
    extent = Extent(quote.inner_start, quote.inner_end, view.offset(cue.index), view.sentence.end)
    return [_make_statement(reading, view, cue, speaker, extent, find_channels(view, cue, 0, []))]


def _state_heading(reading: _Reading, view: View) -> list[FoundStatement]:
    """Return the statement of a line that begins with a name and a colon."""
    if view.inside_quote(0) is not None:
        return []
    heading = find_heading(view, reading.memory)
    if heading is None or heading[0] + 1 >= len(view.words):
        return []
    colon, speaker = heading
    reading.memory.note(speaker)
    return [_make_bare(reading, view, view.offset(colon + 1), view.sentence.end, (0, colon), speaker, (), "heading")]


def _make_bare(
    reading: _Reading,
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


def _state_leads(reading: _Reading, view: View, leads: list[Lead]) -> list[FoundStatement]:
    """Return the statement of a sentence whose source stands beside it."""
    if not leads:
        return []
    if _is_only_lead(view, leads):
        _attach_outlets(reading, leads)
        return []
    outlets = tuple(lead.outlet for lead in leads if lead.outlet)
    lead = next((lead for lead in leads if lead.speaker is not None), leads[0])
    speaker = lead.speaker or Speaker(name=lead.outlet, codes=())
    via = (*outlets, *find_outlets(view, lead.last)) if lead.speaker is not None else outlets[1:]
    reading.memory.note(speaker)
    first, start = leads[0], view.sentence.start
    if first.first <= 1:
        start = _after_commas(view, first.last)
    end = view.offset(lead.first) if lead.last >= len(view.words) - 1 and lead.first > 1 else view.sentence.end
    return [_make_bare(reading, view, start, end, (lead.first, lead.last), speaker, via, "lead")]


def _state_lead_before(reading: _Reading, view: View, cues: list[Cue], leads: list[Lead]) -> list[FoundStatement]:
    """Return the statement of a clause with a source beside it that goes before the sentence's first verb of saying."""
    lead = next((lead for lead in leads if lead.speaker is not None), None)
    if lead is None or lead.speaker is None or lead.last > cues[0].index or view.inside_quote(0) is not None:
        return []
    begin = _clause_begin(view, lead.first)
    start, end = view.offset(begin), view.offset(lead.first)
    if lead.first - begin < _CLAUSE:
        nested = cues[0].left is not None or cues[0].left_words is not None
        end = view.sentence.end if nested else find_extents(view, cues[:1], [])[0].frame_start
        start = _after_commas(view, lead.last)
    if view.index(end) - view.index(start) < _CLAUSE:
        return []
    return [_make_bare(reading, view, start, end, (lead.first, lead.last), lead.speaker, (), "lead")]


def _clause_begin(view: View, index: int) -> int:
    """Return where the words before a source begin: after the last comma, if few stand between, else the sentence."""
    for current in range(index - 1, -1, -1):
        if view.words[current] in find_words("commas") and index - current <= 2:
            return current + 1 if current + 1 == index and current < _CLAUSE else 0
    return 0 if index >= _CLAUSE else index


def _after_commas(view: View, index: int) -> int:
    while index < len(view.words) and view.words[index] in find_words("commas"):
        index += 1
    return view.offset(index)


def _is_only_lead(view: View, leads: list[Lead]) -> bool:
    whole = leads[0].first == 0 and len(view.words) <= _SHORT and not find_words("commas") & set(view.words)
    rest = "" if whole else "".join(view.words[: leads[0].first]) + "".join(view.words[leads[-1].last :])
    return not any(letter.isalnum() for letter in rest)


def _attach_outlets(reading: _Reading, leads: list[Lead]) -> None:
    """Give the outlets of a sentence that names nothing else to the statement before it."""
    outlets = tuple(lead.outlet for lead in leads if lead.outlet)
    if outlets and reading.statements:
        last = reading.statements[-1]
        reading.statements[-1] = replace(last, via=tuple(dict.fromkeys((*outlets, *last.via))))


def _note_topic(reading: _Reading, view: View) -> None:
    """Remember the first actor of a sentence that can be a subject, for a verb that names none."""
    for mention in find_mentions_before(view, len(view.words)):
        speaker = speaker_of(view, mention, reading.memory)
        if speaker.outlet is None and mention.codes:
            reading.memory.topics = [speaker, *reading.memory.topics][:3]
            return


def _note_others(reading: _Reading, view: View) -> None:
    """Remember the outlet and the unnamed groups of a sentence, for "the newspaper" and "the officials"."""
    for head in sorted(view.heads, reverse=True):
        mention = view.heads[head]
        if kind_of(mention) == "UNNAMED" and mention.label and mention.codes not in ((), UNKNOWN):
            reading.memory.groups[mention.label] = mention.codes
    for head in sorted(view.heads, reverse=True):
        mention = view.heads[head]
        if kind_of(mention) == "OUTLET" and not is_platform(view, mention):
            reading.memory.outlet = speaker_of(view, mention, reading.memory)
            return
