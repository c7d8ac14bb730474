"""Meetings and open conditions in words."""

from collections.abc import Iterator

from marsad.brief.language import Words
from marsad.brief.nouns import Meeting, Talks, Want
from marsad.brief.page.entry import make_source
from marsad.brief.page.nouns import Block, Entry, Group, Note, Text
from marsad.text.clean import clean_words


def list_talks(words: Words, talks: Talks, days: str) -> Iterator[Block]:
    """Yield meetings by what came of them, then the conditions that are open."""
    for state in dict.fromkeys(one.state for one in talks.meetings):
        entries = tuple(_make_meeting(words, one) for one in talks.meetings if one.state == state)
        yield Group(heading=words.label(f"session.{state}"), entries=entries)
    if talks.left_out:
        count = words.count("lines", talks.left_out)
        yield Text(text=words.label("line.left_out", count=count), faint=True, command=f"marsad talks {days}")
    if talks.conditions:
        entries = tuple(_make_condition(words, one) for one in talks.conditions)
        count = words.count("lines", talks.conditions_left_out)
        left_out = words.label("line.left_out", count=count) if talks.conditions_left_out else ""
        heading = words.label("talks.conditions")
        yield Group(heading=heading, entries=entries, left_out=left_out, command="marsad talks --open")
    if not talks.meetings and not talks.conditions:
        yield Group(heading="", entries=(), empty=words.label("empty.talks"))


def _make_meeting(words: Words, meeting: Meeting) -> Entry:
    where = words.label("talks.place", place=words.place(meeting.place)) if meeting.place else ""
    form = words.format(meeting.format) if meeting.format else ""
    what = words.list((form, where))
    parties = words.parties(meeting.parties)
    notes = [Note(text=words.row(map(words.phrase, meeting.because)))]
    notes += [_make_want(words, one) for one in meeting.wants]
    for one in meeting.accounts:
        party = words.label("talks.tells", party=words.short(one.party))
        text = words.list((party, words.person(one.person) if one.person else ""))
        source = make_source(words, one.witness)
        notes.append(Note(text=text, quote=clean_words(one.witness.quote), source=source))
    return Entry(
        id=meeting.id,
        gist=words.label("gist.plain", actors=parties, what=what) if what else parties,
        sources=tuple(make_source(words, one) for one in meeting.witnesses),
        day=words.enclose(meeting.day) if meeting.dated else words.label("line.told", day=meeting.day),
        chips=(words.label(f"status.{meeting.status.value}"),),
        quote=clean_words(meeting.witnesses[0].quote) if meeting.witnesses else "",
        notes=tuple(note for note in notes if note.text),
    )


def _make_want(words: Words, want: Want) -> Note:
    source = make_source(words, want.witness)
    return Note(text=_tell_want(words, want), quote=clean_words(want.condition or want.witness.quote), source=source)


def _tell_want(words: Words, want: Want) -> str:
    """Return whose want it is, of what kind, towards whom, and what became of it."""
    stance = words.label(f"stance.{want.stance}")
    standing = words.label(f"standing.{want.standing}") if want.standing else ""
    what = words.list((stance, standing))
    parties, towards = words.parties(want.parties), words.parties(want.towards)
    if not want.towards:
        return words.label("gist.plain", actors=parties, what=what)
    return words.label("gist.towards", actors=parties, targets=towards, what=what)


def _make_condition(words: Words, want: Want) -> Entry:
    notes = (Note(text=words.label("talks.condition"), quote=clean_words(want.condition)),) if want.condition else ()
    return Entry(
        id="",
        gist=_tell_want(words, want),
        sources=(make_source(words, want.witness),),
        day=words.label("talks.said", day=want.day.isoformat()) if want.day else "",
        speaker=words.person(want.person) if want.person else "",
        chips=(words.label("chip.strict"),) if want.strict else (),
        quote=clean_words(want.witness.quote),
        notes=notes,
    )
