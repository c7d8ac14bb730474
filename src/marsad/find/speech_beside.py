"""Statements that no verb reports before their content: a source beside them, a name and a colon, a verb after them."""

from msgspec.structs import replace

from marsad.find.speech_channels import find_channels, find_outlets
from marsad.find.speech_cues import Cue
from marsad.find.speech_extent import Extent, find_extents, trim_end
from marsad.find.speech_leads import Lead, find_heading
from marsad.find.speech_memory import UNKNOWN, Speaker
from marsad.find.speech_quoted import find_clause_before, find_quote_before
from marsad.find.speech_speakers import resolve_speaker
from marsad.find.speech_statement import FoundStatement, Reading, make_bare, make_statement, remember
from marsad.find.speech_view import View
from marsad.languages.ar.speech import find_words

_NEAR = 12  # statements among which one of the same quotation would be
_CLAUSE = 4  # tokens that make a clause of its own


def state_quoted(reading: Reading, view: View) -> list[FoundStatement]:
    """Return the statement of a quotation that stands before its verb."""
    found = find_quote_before(view, reading.scan.aligned.normal)
    if found is None:
        return []
    cue, quote = found
    if any(quote.inner_start == old.start for old in reading.statements[-_NEAR:]):
        return []
    speaker = resolve_speaker(view, cue, [], reading.memory) or Speaker(name=None, codes=UNKNOWN)
    remember(reading.memory, cue, speaker)
    extent = Extent(quote.inner_start, quote.inner_end, view.offset(cue.index), view.sentence.end)
    return [make_statement(reading, view, cue, speaker, extent, find_channels(view, cue, 0, []))]


def state_clause(reading: Reading, view: View) -> list[FoundStatement]:
    """Return the statement of a clause without quotation marks that stands before its verb."""
    cue = find_clause_before(view)
    speaker = resolve_speaker(view, cue, [], reading.memory) if cue is not None else None
    if cue is None or speaker is None:
        return []
    remember(reading.memory, cue, speaker)
    start, verb = cue.complement.content, view.offset(cue.index)
    extent = Extent(start, trim_end(view, start, verb), verb, view.sentence.end)
    return [make_statement(reading, view, cue, speaker, extent, find_channels(view, cue, 0, []))]


def state_heading(reading: Reading, view: View) -> list[FoundStatement]:
    """Return the statement of a line that begins with a name and a colon."""
    if view.inside_quote(0) is not None:
        return []
    heading = find_heading(view, reading.memory)
    if heading is None or heading[0] + 1 >= len(view.words):
        return []
    colon, speaker = heading
    reading.memory.note(speaker)
    return [make_bare(reading, view, view.offset(colon + 1), view.sentence.end, (0, colon), speaker, (), "heading")]


def state_leads(reading: Reading, view: View, leads: list[Lead]) -> list[FoundStatement]:
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
        start = _after_commas(view, _skip_description(view, first.last))
    end = view.offset(lead.first) if lead.last >= len(view.words) - 1 and lead.first > 1 else view.sentence.end
    made = make_bare(reading, view, start, end, (lead.first, lead.last), speaker, via, "lead")
    return [replace(made, force=lead.force)]


def state_lead_before(reading: Reading, view: View, cues: list[Cue], leads: list[Lead]) -> list[FoundStatement]:
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
    made = make_bare(reading, view, start, end, (lead.first, lead.last), lead.speaker, (), "lead")
    return [replace(made, force=lead.force)]


def _clause_begin(view: View, index: int) -> int:
    """Return where the words before a source begin: after the last comma, if few stand between, else the sentence."""
    for current in range(index - 1, -1, -1):
        if view.words[current] in find_words("commas") and index - current <= 2:
            return current + 1 if current + 1 == index and current < _CLAUSE else 0
    return 0 if index >= _CLAUSE else index


def _skip_description(view: View, index: int) -> int:
    """Return where a source's description ends: at a comma a few words on, else where it is."""
    for current in range(index, min(index + _CLAUSE, len(view.words))):
        if view.words[current] in find_words("commas"):
            return current
    return index


def _after_commas(view: View, index: int) -> int:
    """Return where a clause begins after its source: past commas and the particle that takes it up."""
    passed = find_words("commas", "resuming")
    while index < len(view.words) and (view.words[index] in passed or _closes_name(view, index)):
        index += 1
    return view.offset(index)


def _closes_name(view: View, index: int) -> bool:
    """Tell whether a mark closes the quotation marks around a source's name."""
    quote = view.quote(index)
    return quote is not None and quote.closed and quote.inner_end == view.offset(index)


def _is_only_lead(view: View, leads: list[Lead]) -> bool:
    goes_on = (find_words("commas", "resuming")) & set(view.words)
    whole = leads[0].first == 0 and len(view.words) - leads[-1].last < _CLAUSE and not goes_on
    rest = "" if whole else "".join(view.words[: leads[0].first]) + "".join(view.words[leads[-1].last :])
    return not any(letter.isalnum() for letter in rest)


def _attach_outlets(reading: Reading, leads: list[Lead]) -> None:
    """Give the outlets of a sentence that names nothing else to the statement before it."""
    outlets = tuple(lead.outlet for lead in leads if lead.outlet)
    if outlets and reading.statements:
        last = reading.statements[-1]
        reading.statements[-1] = replace(last, via=tuple(dict.fromkeys((*outlets, *last.via))))
