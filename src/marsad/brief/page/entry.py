"""Lines of a brief in words: gist, remarks, sources."""

from collections.abc import Iterator

from marsad.brief.language import Words
from marsad.brief.nouns import Beside, Gist, Line, Tie, Witness
from marsad.brief.page.grades import tell_grade, tell_sign
from marsad.brief.page.nouns import Entry, Note, Source
from marsad.measure.levels import Level
from marsad.model.episode import Novelty
from marsad.reconcile.episodes.family import is_spoken
from marsad.text.clean import clean_words, shorten

_MOST_QUOTED, _MOST_NAMED = 800, 100  # characters
_MARKS = frozenset('"\u00ab\u00bb\u201c\u201d')  # quotation marks that a quote may have already


def make_entry(words: Words, line: Line, *, brief: bool = False) -> Entry:
    """Return a line in words; `brief` leaves away what the fuller sections tell."""
    return Entry(
        id=line.id,
        gist=tell_gist(words, line.gist),
        sources=tuple(make_source(words, one) for one in line.witnesses),
        day=words.enclose(line.day) if line.dated or not line.day else words.label("line.told", day=line.day),
        track=line.track,
        level=tell_sign(line.level.value) if line.level else "",
        grade=tell_grade(words, line.level.value) if line.level else "",
        speaker=tell_speaker(words, line.gist),
        chips=tuple(_list_chips(words, line, brief)),
        quote=tell_quote(line.witnesses[0].quote if brief else line.words),
        exact=line.direct and not brief and not _MARKS & {*line.words},
        notes=() if brief else tuple(_list_notes(words, line)),
    )


def tell_quote(text: str) -> str:
    """Return words of a page to be quoted; JSON has the whole of what is too long for reading."""
    return shorten(text, _MOST_QUOTED)


def tell_gist(words: Words, gist: Gist) -> str:
    """Return who does or says what to whom: RUS → NATO: threat, conditional."""
    modality = words.label(f"modality.{gist.modality.value}")
    what = words.list((words.label(f"type.{gist.type.value}"), modality))
    actors = words.parties(gist.actors)
    if not gist.targets:
        return words.label("gist.plain", actors=actors, what=what)
    return words.label("gist.towards", actors=actors, targets=words.parties(gist.targets), what=what)


def tell_speaker(words: Words, gist: Gist) -> str:
    """Return who speaks in person, with what role beside an office."""
    name = words.person(gist.person) if gist.person else ""
    role = words.label(f"role.{gist.role}") if gist.role in ("expert", "former") else ""
    return " \u00b7 ".join(part for part in (name, role) if part)


def make_source(words: Words, witness: Witness) -> Source:
    """Return where a sentence stands."""
    outlet = shorten(witness.outlet or witness.origin, _MOST_NAMED)
    unnamed = words.label("source.agencies") if witness.upstream == "" else ""
    other = shorten(witness.upstream or unnamed, _MOST_NAMED)
    return Source(
        outlet=outlet,
        day=words.enclose(witness.published) or words.label("source.undated"),
        record=witness.record,
        origin=clean_words(witness.origin),
        url=witness.url,
        upstream=words.label("source.by", name=other) if other not in ("", outlet) else "",
        carried=words.label("source.carried", count=words.count("outlets", witness.outlets))
        if witness.outlets > 1
        else "",
        title=shorten(witness.title or "", _MOST_QUOTED),
    )


def _list_chips(words: Words, line: Line, brief: bool) -> Iterator[str]:
    yield words.label(f"status.{line.status.value}")
    if line.beside and line.beside.novelty is not Novelty.NEW:
        yield words.label(f"novelty.{line.beside.novelty.value}")
    if not brief and is_spoken(line.gist.type):
        yield words.label("chip.direct" if line.direct else "chip.reported")
    if line.told_before:
        yield words.label("chip.told_before")
    if line.level and line.level.flagged:
        yield words.label("chip.flagged")


def _list_notes(words: Words, line: Line) -> Iterator[Note]:
    yield Note(text=words.row((*map(words.phrase, line.because), tell_why(words, line.level) if line.level else "")))
    if line.beside and line.beside.novelty is not Novelty.NEW:
        yield _tell_beside(words, line.beside)
    yield from (_tell_tie(words, tie) for tie in line.ties)
    if line.more:
        yield Note(text=words.label("line.more", count=words.count("tellings", line.more)))


def tell_why(words: Words, level: Level) -> str:
    """Return a level with the marks that it rests on, and what capped it."""
    why = words.list(dict.fromkeys(map(words.mark, level.because)))
    text = words.label("line.level", level=tell_grade(words, level.value), why=why)
    return text if level.capped_from is None else f"{text}. {words.label('guide.capped')}"


def _tell_beside(words: Words, beside: Beside) -> Note:
    why = words.list(map(words.phrase, beside.why))
    said = words.label(f"novelty.{beside.novelty.value}") + (f": {why}" if why else "")
    if beside.first:
        times = words.label("line.times", day=beside.first.isoformat(), count=words.count("times", beside.times))
        said = words.row((said, times))
    if beside.earlier is None:
        return Note(text=said)
    day = beside.earlier.published or words.label("source.undated")
    text = f"{said}. {words.label('line.earlier', day=day)}"
    return Note(text=text, quote=tell_quote(beside.earlier.quote), source=make_source(words, beside.earlier))


def _tell_tie(words: Words, tie: Tie) -> Note:
    label = words.label(f"link.{tie.kind.value}.{'out' if tie.outgoing else 'in'}")
    text = f"{label} {words.enclose(tell_gist(words, tie.gist))}"
    return Note(text=text, quote=tell_quote(tie.witness.quote), source=make_source(words, tie.witness))
