"""`marsad edits`: pages changed after they were captured first, and what the change did to text and records."""

from collections import Counter, defaultdict, deque
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

import msgspec
from rich.table import Table
from rich.text import Text

from marsad.app.errors import FINE, AppError
from marsad.app.evidencing import tell_time
from marsad.app.labels import describe_record
from marsad.app.opening import open_ledger
from marsad.app.terminal import Screen, clean_words
from marsad.app.timeline import parse_day
from marsad.ledger import Edit, Ledger, LedgerError, LedgerPlace, Record
from marsad.model import Article, BlockKind
from marsad.text.difference import Change, ChangeKind, find_changes
from marsad.text.normal import normalise
from marsad.text.segment import find_sentences

READ = (BlockKind.TITLE, BlockKind.BODY)  # what an edit is looked for in
UNLIKE = "read by two versions of marsad: the difference may be theirs"
_STYLES = {ChangeKind.REMOVED: "red strike", ChangeKind.ADDED: "bold green", ChangeKind.SAME: ""}


class Difference(msgspec.Struct, frozen=True, kw_only=True):
    """An edit with all that it did: to sentences, and to the records that were read from the page.

    `reworded` pairs records that say the same in other words than before; `lost` and `gained` have none of these.
    """

    edit: Edit
    changes: tuple[Change, ...]
    lost: tuple[Record, ...]
    gained: tuple[Record, ...]
    reworded: tuple[tuple[Record, Record], ...]


def run_list(screen: Screen, path: LedgerPlace, since: str | None, *, limit: int, as_json: bool) -> int:
    """Print the edits of all pages, the newest last; return the exit code."""
    after = _parse_since(since) if since else None
    found = 0
    with open_ledger(path) as ledger:
        for edit in ledger.edits(after):
            found += 1
            if found <= limit and as_json:
                screen.raw(msgspec.json.encode(edit).decode())
            elif found <= limit:
                _print_edit(screen, edit)
    if not as_json and not found:
        screen.say("no page was edited after its first capture")
    elif not as_json and found > limit:
        screen.say(f"… and {found - limit} more; name a day by --since, or raise --limit", style="dim")
    return FINE


def run_difference(screen: Screen, path: LedgerPlace, name: str, *, as_json: bool) -> int:
    """Print what the edits of one page changed; `name` is an article's or a record's id, or an address."""
    with open_ledger(path) as ledger:
        edits = find_edits(ledger, name)
        for edit in edits:
            difference = find_difference(ledger, edit)
            if as_json:
                screen.raw(msgspec.json.encode(difference).decode())
            else:
                _print_difference(screen, difference)
    if not edits and not as_json:
        screen.say("this page was not edited between its captures")
    return FINE


def _parse_since(text: str) -> datetime:
    day = parse_day(text, "--since").start
    return datetime(day.year, day.month, day.day, tzinfo=UTC)


def find_edits(ledger: Ledger, name: str) -> tuple[Edit, ...]:
    """Return the edits of a page named by its address, an article of it or a record of one; raise AppError."""
    if "://" in name:
        return tuple(ledger.edits(url=name))
    try:
        article = ledger.article(name)
    except LedgerError:
        try:
            article = ledger.article(ledger.get(name).article.id)
        except LedgerError:
            raise AppError(f"no one article or record begins with {name[:100]!r}; see marsad edits") from None
    return tuple(ledger.edits(url=article.url)) if article.url else ()


def find_difference(ledger: Ledger, edit: Edit) -> Difference:
    """Return what an edit changed."""
    before, after = ledger.article(edit.before.id), ledger.article(edit.after.id)
    old, new = _list_records(ledger, before.id), _list_records(ledger, after.id)
    lost, gained = _subtract(old, new), _subtract(new, old)
    reworded = tuple(_pair_reworded(lost, gained))
    return Difference(
        edit=edit,
        changes=find_changes(cut_sentences(before), cut_sentences(after)),
        lost=tuple(record for record in lost if record not in [pair[0] for pair in reworded]),
        gained=tuple(record for record in gained if record not in [pair[1] for pair in reworded]),
        reworded=reworded,
    )


def cut_sentences(article: Article) -> tuple[str, ...]:
    """Return the sentences of an article's title and body, as printed."""
    blocks = (article.text[block.start : block.end] for block in article.blocks if block.kind in READ)
    return tuple(sentence for block in blocks for sentence in _cut(block))


def _cut(text: str) -> Iterator[str]:
    aligned = normalise(text)
    for start, end in find_sentences(aligned.normal):
        first, last = aligned.to_original(start, end)
        yield text[first:last]


def _list_records(ledger: Ledger, article: str) -> tuple[Record, ...]:
    return tuple(entry.record for entry in ledger.entries(article=article))


def _subtract(records: Sequence[Record], others: Sequence[Record]) -> tuple[Record, ...]:
    """Return the records that say something in words in which none of the others says it."""
    left, out = Counter(map(_make_key, others)), list[Record]()
    for record in records:
        key = _make_key(record)
        left[key] -= 1
        if left[key] < 0:
            out.append(record)
    return tuple(out)


def _pair_reworded(lost: Sequence[Record], gained: Sequence[Record]) -> Iterator[tuple[Record, Record]]:
    waiting = defaultdict[str, deque[Record]](deque)
    for record in gained:
        waiting[describe_record(record)].append(record)
    for record in lost:
        if same := waiting[describe_record(record)]:
            yield record, same.popleft()


def _make_key(record: Record) -> tuple[str, str]:
    return describe_record(record), " ".join(normalise(record.span.quote).normal.split())


def _print_edit(screen: Screen, edit: Edit) -> None:
    screen.say(Text(f"{tell_time(edit.at)}  {clean_words(edit.after.url or edit.item)}", style="bold"))
    if edit.after.title:
        screen.quote(edit.after.title)
    told = f"{edit.before.id} → {edit.after.id} · last seen as before {tell_time(edit.seen)}"
    screen.say(Text(told + ("" if edit.alike else f" · {UNLIKE}"), style="dim"))


def _print_difference(screen: Screen, found: Difference) -> None:
    edit = found.edit
    screen.out.rule(Text(f"{edit.before.id} → {edit.after.id}", style="bold"), align="left", style="dim")
    screen.say(Text(clean_words(edit.after.url or edit.item)))
    screen.say(Text(f"changed between {tell_time(edit.seen)} and {tell_time(edit.at)}", style="dim"))
    if not edit.alike:
        screen.say(UNLIKE, style="dim")
    for change in found.changes:
        _print_change(screen, change)
    now = tuple(pair[1] for pair in found.reworded)
    for name, records in (("lost", found.lost), ("gained", found.gained), ("reworded", now)):
        if records:
            screen.say(f"records {name}", style="bold")
            _print_records(screen, records)


def _print_change(screen: Screen, change: Change) -> None:
    """Print a sentence; one that was changed once as it was and once as it is, the words that differ marked."""
    screen.say(Text(change.kind.value, style="dim"))
    for text, kind in ((change.before, ChangeKind.REMOVED), (change.after, ChangeKind.ADDED)):
        if text is None:
            continue
        sign = "−" if kind is ChangeKind.REMOVED else "+"
        shown = [piece for piece in change.words if piece.kind in (ChangeKind.SAME, kind)]
        if shown and screen.out.is_terminal and not screen.reorder:
            parts = [(f"{clean_words(piece.text)} ", _STYLES[piece.kind]) for piece in shown]
            screen.styled(Text.assemble((f"{sign} ", "dim"), *parts))
        else:
            words = " ".join(piece.text if piece.kind is ChangeKind.SAME else f"[{piece.text}]" for piece in shown)
            screen.quote(f"{sign} {words or text}", style=_STYLES[kind])


def _print_records(screen: Screen, records: Sequence[Record]) -> None:
    table = Table.grid(padding=(0, 2))
    width = max(20, screen.out.width - 50)
    for record in records:
        table.add_row(f"{record.id}\n{describe_record(record)}", screen.cell(record.span.quote, width))
    screen.out.print(table)
