"""A brief put into words, section by section."""

from collections.abc import Iterator, Sequence

import msgspec

from marsad.brief.language import Language, Words
from marsad.brief.nouns import (
    Brief,
    Checked,
    Coverage,
    Dispute,
    Edited,
    Listing,
    NoChange,
    Party,
    Unusual,
    Witness,
)
from marsad.brief.page.entry import make_entry, make_source, tell_quote
from marsad.brief.page.figures import make_figures
from marsad.brief.page.grades import tell_classes, tell_number
from marsad.brief.page.nouns import Block, Columns, Entry, Group, Note, Page, Section, Sides, Source, Table, Text
from marsad.brief.page.talks import list_talks
from marsad.measure.levels import Track, load_scale
from marsad.text.clean import clean_words

_INTRODUCED = frozenset({"acts", "checks", "disputes", "edits", "news", "retold", "said"})


def make_page(brief: Brief, language: Language) -> Page:
    """Return a brief in the words of a language."""
    words = Words(language)
    since, until = brief.since.isoformat(), brief.until.isoformat()
    days = since if since == until else words.label("brief.days", since=since, until=until)
    lead = "brief.lead_day" if since == until else "brief.lead"
    return Page(
        language=language,
        title=f"{words.label('brief.title')} \u00b7 {days}",
        lead=words.label(lead, since=since, **({} if since == until else {"until": until})),
        sections=tuple(_make_sections(words, brief)),
        table_label=words.label("figure.table"),
        track_labels=(words.label("track.words"), words.label("track.acts")),
    )


def _make_sections(words: Words, brief: Brief) -> Iterator[Section]:
    days = f"--since {brief.since} --until {brief.until}"
    command = f"marsad episodes {days}"
    yield _section(words, "news", _list_news(words, brief, command))
    yield _section(words, "unusual", _list_unusual(words, brief))
    yield _section(words, "pictures", make_figures(words, brief))
    yield _section(words, "said", _list_said(words, brief, days))
    yield _section(words, "acts", _list_acts(words, brief, days))
    yield _section(words, "disputes", _list_disputes(words, brief, days))
    yield _section(words, "talks", list_talks(words, brief.talks, days))
    yield _section(words, "checks", _list_checks(words, brief))
    yield _section(words, "retold", [_make_listing(words, "", brief.retold, command)])
    yield _section(words, "edits", [_list_edits(words, brief.edits)])
    yield _section(words, "aside", _list_aside(words, brief))
    yield _section(words, "coverage", _list_coverage(words, brief.coverage))
    yield _section(words, "guide", _list_guide(words, brief))


def _section(words: Words, name: str, blocks: Sequence[Block] | Iterator[Block]) -> Section:
    section = Section(id=name, heading=words.label(f"section.{name}"), blocks=tuple(blocks))
    if name not in _INTRODUCED or section.is_bare:
        return section
    intro = Text(text=words.label(f"section_text.{name}"), faint=True)
    return msgspec.structs.replace(section, blocks=(intro, *section.blocks))


def _list_news(words: Words, brief: Brief, command: str) -> Iterator[Block]:
    both = ((Track.WORDS, brief.words), (Track.ACTS, brief.acts))
    groups = [
        _make_listing(words, words.label(f"track.{track.value}"), listing, command, track=track, short=True)
        for track, listing in both
    ]
    yield Columns(groups=tuple(groups))


def _make_listing(
    words: Words, heading: str, listing: Listing, command: str, *, track: Track | None = None, short: bool = False
) -> Group:
    """Return lines below a heading, with what was left out and where to find it."""
    count = words.count("lines", listing.left_out)
    return Group(
        heading=heading,
        entries=tuple(make_entry(words, line, brief=short) for line in listing.lines),
        track=track,
        left_out=words.label("line.left_out", count=count) if listing.left_out else "",
        command=command,
        empty=words.label("empty.lines"),
    )


def _make_empty(words: Words, name: str) -> Group:
    return Group(heading="", entries=(), empty=words.label(f"empty.{name}"))


def _list_said(words: Words, brief: Brief, days: str) -> Iterator[Block]:
    if not brief.said:
        yield _make_empty(words, "lines")
        return
    for party in brief.said:
        command = f"marsad said {party.code} {days}" if party.code else f"marsad episodes {days}"
        yield _make_listing(words, _name_party(words, party), party.said, command)
    if brief.parties_left_out:
        count = words.count("parties", brief.parties_left_out)
        yield Text(text=words.label("line.left_out", count=count), faint=True, command=f"marsad episodes {days}")


def _list_acts(words: Words, brief: Brief, days: str) -> Iterator[Block]:
    yield _make_listing(words, "", brief.done, f"marsad episodes {days}")
    if brief.calm:
        count = words.count("lines", brief.calm_left_out)
        yield Group(
            heading=words.label("calm.heading"),
            entries=tuple(_make_calm(words, one) for one in brief.calm),
            left_out=words.label("line.left_out", count=count) if brief.calm_left_out else "",
            command=f"marsad posture {days}",
        )


def _make_calm(words: Words, one: NoChange) -> Entry:
    what = words.label(f"calm.{one.kind}", about=words.parties(one.about))
    return Entry(
        id="",
        gist=words.label("gist.plain", actors=words.parties(one.by), what=what),
        sources=(make_source(words, one.witness),),
        speaker=words.person(one.person) if one.person else "",
        quote=tell_quote(one.witness.quote),
    )


def _name_party(words: Words, party: Party) -> str:
    return words.name(party.code) if party.code else words.label("gist.unnamed")


def _list_disputes(words: Words, brief: Brief, days: str) -> Iterator[Block]:
    if not brief.disputes:
        yield _make_empty(words, "disputes")
        return
    yield from (_make_sides(words, dispute) for dispute in brief.disputes)
    if brief.disputes_left_out:
        count = words.count("lines", brief.disputes_left_out)
        yield Text(text=words.label("line.left_out", count=count), faint=True, command=f"marsad disputes {days}")


def _make_sides(words: Words, dispute: Dispute) -> Sides:
    sides = (("dispute.holds", dispute.holds), ("dispute.against", dispute.against))
    groups = [
        Group(
            heading=words.label(label),
            entries=tuple(_quote(words, one) for one in side),
            empty=words.label("empty.lines"),
        )
        for label, side in sides
    ]
    entry = msgspec.structs.replace(make_entry(words, dispute.line), quote="", sources=())  # both sides follow
    return Sides(entry=entry, columns=Columns(groups=tuple(groups)))


def _quote(words: Words, witness: Witness) -> Entry:
    return Entry(id="", gist="", sources=(make_source(words, witness),), quote=tell_quote(witness.quote))


def _list_checks(words: Words, brief: Brief) -> Iterator[Block]:
    checks = brief.checks
    entries = tuple(_make_check(words, one) for one in checks.found)
    yield Group(heading="", entries=entries, empty=words.label("empty.checks"))
    if checks.left_out:
        count = words.count("lines", checks.left_out)
        yield Text(text=words.label("line.left_out", count=count), faint=True, command="marsad check")
    if checks.agreeing:
        desks = words.list(f"{words.label(f'desk.{desk}')} {count:,}" for desk, count in checks.agreeing)
        yield Text(text=words.label("checks.agreeing", desks=desks), faint=True)


def _make_check(words: Words, one: Checked) -> Entry:
    """Return a check as an entry; what the desk says and we have no words for is in English, and marked so."""
    notes = [_tell_check(words, "checks.understood", one.claim)]
    notes += [_tell_check(words, "checks.because", why) for why in one.because]
    notes += [_tell_check(words, "checks.fact", fact) for fact in one.facts]
    return Entry(
        id="",
        gist=f"{words.label(f'desk.{one.desk}')}: {words.label(f'verdict.{one.verdict}')}",
        sources=(make_source(words, one.witness),),
        chips=(words.label("checks.wrong"),) if one.is_wrong else (),
        quote=tell_quote(one.witness.quote),
        notes=tuple(notes),
    )


def _tell_check(words: Words, label: str, text: str) -> Note:
    if words.language is not Language.ARABIC:
        return Note(text=words.label(label), foreign=text)
    says, _, cited = text.partition(" [")
    told, left = words.tell(says)
    basis, source = ("", f"{left}{text.removeprefix(says)}") if left else _tell_cited(words, cited.removesuffix("]"))
    return Note(text=" ".join(filter(None, (words.label(label), told, basis))), foreign=source)


def _tell_cited(words: Words, cited: str) -> tuple[str, str]:
    """Return a fact's basis, with its source where there are words for that, else the source by itself."""
    basis, _, source = cited.partition(": ")
    sure = words.list(words.either(f"sure.{part}", part) for part in basis.split(", ") if part)
    told = words.source(source)
    if told != source:
        return f"({sure}: {words.enclose(told)})", ""
    return f"({sure})" if sure else "", source


def _list_unusual(words: Words, brief: Brief) -> Iterator[Block]:
    """Yield the days that stand out, with what was told on them, and how many could be judged at all."""
    for unusual in brief.unusual:
        for odd in unusual.days:
            told = {
                "day": odd.day.isoformat(),
                "count": f"{odd.count:,}",
                "expected": f"{odd.expected:.1f}",
                "threshold": str(odd.threshold),
                "rate": f"{odd.rate:.1%}",
            }
            entries = tuple(make_entry(words, line, brief=True) for line in odd.lines)
            heading = f"{words.label(f'track.{unusual.track.value}')} \u00b7 {words.label('unusual.day', **told)}"
            yield Group(heading=heading, entries=entries, track=unusual.track)
        yield Group(heading="", entries=(), empty=_tell_judged(words, unusual))
    if not brief.unusual:
        yield _make_empty(words, "unusual")


def _tell_judged(words: Words, unusual: Unusual) -> str:
    track = words.label(f"track.{unusual.track.value}")
    judged = words.label("unusual.judged", track=track, count=words.count("days", unusual.judged))
    if not unusual.not_judged:
        return judged
    return f"{judged} {words.label('unusual.not_judged', count=words.count('days', unusual.not_judged))}"


def _list_edits(words: Words, edits: Sequence[Edited]) -> Group:
    entries = tuple(_make_edit(words, edit) for edit in edits)
    return Group(heading="", entries=entries, empty=words.label("empty.edits"))


def _make_edit(words: Words, edit: Edited) -> Entry:
    seen, at = (time.isoformat(timespec="minutes") for time in (edit.seen, edit.at))
    notes = [Note(text=words.label("edit.seen", seen=seen, at=at))]
    if edit.title_before != edit.title_after:
        notes.append(Note(text=words.label("edit.title", before=""), quote=tell_quote(edit.title_before or "")))
    if not edit.alike:
        notes.append(Note(text=words.label("edit.unlike")))
    source = Source(
        outlet=clean_words(edit.outlet or edit.origin),
        day=words.enclose(at[:10]),
        record=edit.after,
        origin=clean_words(edit.origin),
        url=edit.url,
    )
    return Entry(
        id="", gist="", sources=(source,), quote=tell_quote(edit.title_after or edit.origin), notes=tuple(notes)
    )


def _list_aside(words: Words, brief: Brief) -> Iterator[Block]:
    if not brief.aside:
        yield _make_empty(words, "aside")
        return
    head = tuple(words.label(f"column.{name}") for name in ("reason", "count", "some"))
    rows = tuple(
        (words.reason(one.reason), f"{one.count:,}", " \u00b7 ".join(map(clean_words, one.origins)))
        for one in brief.aside
    )
    yield Table(caption=words.label("section_text.aside"), head=head, rows=rows, numbers=(1,))


def _list_coverage(words: Words, coverage: Coverage) -> Iterator[Block]:
    if not coverage.pages:
        yield Text(text=words.label("coverage.none"))
    else:
        pages, on_topic = words.count("pages", coverage.pages), words.count("on_topic", coverage.on_topic)
        outlets = words.count("outlets", len(coverage.outlets))
        signals, episodes = words.count("signals", coverage.signals), words.count("episodes", coverage.episodes)
        yield Text(
            text=words.label(
                "coverage.pages", pages=pages, on_topic=on_topic, outlets=outlets, signals=signals, episodes=episodes
            )
        )
    if coverage.copies:
        yield Text(text=words.label("coverage.copies", count=words.count("pages", coverage.copies)))
    if coverage.undated:
        yield Text(text=words.label("coverage.undated", count=words.count("pages", coverage.undated)))
    if coverage.outlets:
        head = words.label("column.outlet"), words.label("column.pages")
        rows = tuple((clean_words(outlet), f"{count:,}") for outlet, count in coverage.outlets)
        yield Table(caption=words.label("section.coverage"), head=head, rows=rows, numbers=(1,))


def _list_codes(words: Words, brief: Brief) -> Iterator[str]:
    """Yield the codes of the brief's lines with their names, where lines have codes."""
    listings = (brief.words, brief.acts, brief.done, brief.retold, *(party.said for party in brief.said))
    gists = [line.gist for listing in listings for line in listing.lines]
    codes = {code for gist in gists for code in (*gist.actors, *gist.targets)}
    yield from (f"{code} {words.name(code)}" for code in sorted(codes) if words.short(code) != words.name(code))


def _list_guide(words: Words, brief: Brief) -> Iterator[Block]:
    if codes := list(_list_codes(words, brief)):
        yield Text(text=words.label("guide.codes", codes=words.list(codes)))
    yield Text(text=f"{words.label('guide.rank')}: {words.label('rank.rule')}")
    yield Text(text=f"{words.label('guide.status')}: {words.label('guide.status_text')}")
    yield Text(text=words.label("guide.classes", classes=tell_classes(words)))
    head = tuple(words.label(label) for label in ("column.level", "track.words", "track.acts"))
    rows = tuple(
        (tell_number(value), words.rung(Track.WORDS, value), words.rung(Track.ACTS, value))
        for value in sorted(load_scale())
    )
    yield Table(caption=words.label("guide.levels"), head=head, rows=rows, numbers=(0,))
