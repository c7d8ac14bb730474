"""`marsad show`: one record with everything that an analyst must see to believe it."""

from collections.abc import Iterator

import msgspec
from rich.text import Text

from marsad.app.context import Context, find_context
from marsad.app.errors import FINE
from marsad.app.labels import describe_record, describe_speaker
from marsad.app.opening import open_ledger
from marsad.app.rows import Row, print_rows
from marsad.app.scale import describe_level, make_level_json
from marsad.app.stories import list_story
from marsad.app.terminal import Screen, clean_words
from marsad.ledger import Entry, Ledger, LedgerPlace
from marsad.measure.levels import Level, find_level
from marsad.model import Article, Signal, Statement
from marsad.reconcile.episodes import make_plain_telling


def run_show(screen: Screen, path: LedgerPlace, name: str, *, as_json: bool) -> int:
    """Print the record whose id is or begins with `name`; return the exit code."""
    with open_ledger(path) as ledger:
        entry = ledger.get(name)
        article = ledger.article_of(entry)
        chain = find_chain(entry, find_statement(ledger, entry))
        level = grade_entry(entry)
        revisions = len(ledger.history(entry.record.id))
        story = ledger.story_of(entry.article.id)
        members = {each: ledger.head(each) for each in (story.members if story else ())}
    context = find_context(article, entry.record.span)
    if as_json:
        told = {"entry": entry, "context": context, "chain": chain, "story": story}
        told["level"] = make_level_json(level) if level else None
        screen.raw(msgspec.json.encode(told).decode())
        return FINE
    screen.out.rule(
        Text(f"{entry.record.id}  {describe_record(entry.record)}", style="bold"), align="left", style="dim"
    )
    print_context(screen, context)
    graded = [("level", describe_level(level))] if level else []
    rows = [*_list_facts(entry, chain), *graded, *_list_provenance(entry, revisions), *_list_article(entry, article)]
    if story and len(members) > 1:
        rows += list_story(story, members)
    print_rows(screen, rows)
    return FINE


def find_statement(ledger: Ledger, entry: Entry) -> Statement | None:
    """Return the statement that a signal's words stand in, the shortest such."""
    signal = entry.record
    if not isinstance(signal, Signal):
        return signal if isinstance(signal, Statement) else None
    ours = ledger.entries("statement", article=entry.article.id)
    statements = (other.record for other in ours if isinstance(other.record, Statement))
    around = [one for one in statements if one.span.start < signal.span.end and signal.span.start < one.span.end]
    return min(around, key=lambda one: one.span.end - one.span.start, default=None)


def find_chain(entry: Entry, statement: Statement | None) -> tuple[str, ...]:
    """Return through whom the words came, from the one who said them to the page."""
    page = entry.article.outlet or entry.article.url or entry.article.origin
    said = (describe_speaker(statement), *reversed(statement.via)) if statement else ()
    asserted = getattr(entry.record, "attributed_to", None)
    first = (asserted,) if asserted and not said else ()
    return (*first, *said, page)


def grade_entry(entry: Entry) -> Level | None:
    """Return the level of a signal on the scale of escalation; None where the scale does not speak of it."""
    signal = entry.record
    return find_level(make_plain_telling(signal, entry.article.published)) if isinstance(signal, Signal) else None


def print_context(screen: Screen, context: Context) -> None:
    """Print the sentence before, the sentence, and the one after.

    Where lines are put into visual order a part of a line cannot be picked out, so the sentence is highlighted whole.
    """
    if context.previous:
        screen.quote(context.previous, style="dim")
    if screen.reorder:
        screen.quote(context.sentence, style="bold yellow")
    else:
        parts = ((context.before, "bold"), (context.words, "bold yellow underline"), (context.after, "bold"))
        text = Text.assemble(*((clean_words(part) + _gap(part), style) for part, style in parts))
        screen.styled(text)
    if context.next:
        screen.quote(context.next, style="dim")


def _gap(part: str) -> str:
    return " " if part[-1:].isspace() else ""


def _list_facts(entry: Entry, chain: tuple[str, ...]) -> Iterator[Row]:
    record = entry.record
    if isinstance(record, Signal):
        yield "date", record.date.iso() + f" ({record.date.basis.value})" if record.date else "not told"
        if record.confidence is not None:
            yield "confidence", f"{record.confidence:.2f}"
        for field in ("place", "person", "role", "attributed_to"):
            if value := getattr(record, field):
                yield field.replace("_", " "), str(value)
    if isinstance(record, Statement) and record.addressee:
        yield "said to", record.addressee
    yield "chain", " → ".join(chain)


def _list_provenance(entry: Entry, revisions: int) -> Iterator[Row]:
    made = entry.record.provenance
    yield "rule", f"{made.rule} (coder {made.coder} {made.version}, codebook {made.codebook})"
    if made.cue:
        yield "cue", made.cue.quote
    for step in made.because:
        yield "because", step
    standing = "standing" if entry.to_run is None else f"superseded in run {entry.to_run}"
    yield "revision", f"{standing}; {revisions} in all; read in run {entry.from_run}"


def _list_article(entry: Entry, article: Article) -> Iterator[Row]:
    head, when = entry.article, entry.article.published
    yield "article", head.id + ("" if head.counted else " (a copy within its story)")
    for name, value in (("title", head.title), ("outlet", head.outlet), ("url", head.url), ("file", head.origin)):
        if value:
            yield name, value
    if head.earlier:
        yield "edited", f"the page reads otherwise by now; see marsad edits {head.id}"
    yield "published", f"{when.iso()} ({when.basis.value})" if when else "not told"
    yield "characters", f"{entry.record.span.start}–{entry.record.span.end}"
    for note in article.notes:
        yield "note", note
