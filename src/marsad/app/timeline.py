"""`marsad timeline`: signals by month and day, words beside acts."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from itertools import groupby, islice, zip_longest

import msgspec
from rich.console import Group
from rich.table import Table
from rich.text import Text

from marsad.app.errors import FINE, AppError
from marsad.app.labels import describe_parties, describe_story
from marsad.app.opening import open_ledger
from marsad.app.terminal import Screen
from marsad.coders.signals.rows import load_kinds
from marsad.ledger import LedgerPlace, SignalFilter, StoryFilter, TimelineRow
from marsad.model import Basis, Modality, Signal, SignalType, When
from marsad.model.kinds import Status

SNIPPET = 170  # characters of a quotation; `marsad show` gives the whole
BAR = 24  # columns of the longest bar
UNDATED = "undated"
WORDS, ACTS = "yellow", "cyan"
Months = dict[str, list[int]]


def make_filter(
    since: str | None,
    until: str | None,
    types: Sequence[SignalType] | None,
    actors: Sequence[str] | None,
    targets: Sequence[str] | None,
    modality: Sequence[Modality] | None,
    *,
    parties: Sequence[str] | None = None,
    outlets: Sequence[str] | None = None,
    status: Sequence[Status] | None = None,
    copies: bool = True,
    earlier: bool = False,
) -> SignalFilter:
    """Return the filter that a command's options ask for; raise AppError for a date that is none."""
    return SignalFilter(
        since=parse_day(since, "--since").start if since else None,
        until=parse_day(until, "--until").end if until else None,
        types=tuple(types or ()),
        actors=tuple(code.upper() for code in actors or ()),
        targets=tuple(code.upper() for code in targets or ()),
        parties=tuple(code.upper() for code in parties or ()),
        modality=tuple(modality or ()),
        outlets=tuple(outlets or ()),
        status=tuple(status or ()),
        copies=copies,
        earlier=earlier,
    )


def make_story_filter(since: str | None, until: str | None, outlets: int, limit: int) -> StoryFilter:
    """Return the choice of stories that a command's options ask for; raise AppError for a date that is none."""
    return StoryFilter(
        since=parse_day(since, "--since").start if since else None,
        until=parse_day(until, "--until").end if until else None,
        outlets=outlets,
        limit=limit,
    )


def parse_day(text: str, option: str) -> When:
    """Return the day, month or year that ISO 8601 `text` names; raise AppError."""
    shapes: dict[int, Callable[..., When]] = {1: _year, 2: _month, 3: _day}
    try:
        parts = [int(part) for part in text.strip().split("-")]
        return shapes[len(parts)](*parts)
    except (ValueError, KeyError):
        raise AppError(f"{option} {text}: not a date; write 2022, 2022-10 or 2022-10-13") from None


def _year(year: int) -> When:
    return When.year(year, Basis.GIVEN)


def _month(year: int, month: int) -> When:
    return When.month(year, month, Basis.GIVEN)


def _day(year: int, month: int, day: int) -> When:
    return When.day(date(year, month, day), Basis.GIVEN)


def run_timeline(screen: Screen, path: LedgerPlace, wanted: SignalFilter, *, limit: int, as_json: bool) -> int:
    """Print the signals that `wanted` lets through; return the exit code."""
    with open_ledger(path) as ledger:
        if as_json:
            for row in ledger.timeline(msgspec.structs.replace(wanted, limit=limit)):
                screen.raw(msgspec.json.encode(row).decode())
        else:
            print_timeline(screen, ledger.timeline(wanted), limit)
    return FINE


def print_timeline(screen: Screen, rows: Iterable[TimelineRow], limit: int) -> None:
    """Print the first `limit` signals by day, then the plot of all months."""
    months: Months = defaultdict(lambda: [0, 0])
    counted = _count(rows, months)
    for day, group in groupby(islice(counted, limit), find_day):
        _print_day(screen, day, list(group))
    hidden = sum(1 for _ in counted)
    if not months:
        screen.say("no signals; read more pages, or ask for less")
        return
    print_plot(screen, months)
    if hidden:
        screen.say(f"… and {hidden} more signals; narrow the choice, or raise --limit", style="dim")


def _count(rows: Iterable[TimelineRow], months: Months) -> Iterator[TimelineRow]:
    for row in rows:
        months[find_day(row).split("/")[0][:7]][not is_words(row.signal)] += 1
        yield row


def find_day(row: TimelineRow) -> str:
    """Return the ISO date under which a signal stands: its own as precise as it is, else the publication's."""
    when = row.signal.date or row.article.published
    return when.iso() if when else UNDATED


def is_words(signal: Signal) -> bool:
    """Tell words from acts: rhetoric from posture, arms control and diplomacy."""
    return load_kinds()[signal.type].family == "rhetoric"


def _print_day(screen: Screen, day: str, rows: Sequence[TimelineRow]) -> None:
    screen.out.rule(Text(day, style="bold"), align="left", style="dim")
    table = Table.grid(padding=(0, 2), expand=True)
    table.add_column(ratio=1)
    table.add_column(ratio=1)
    width = screen.out.width // 2 - 2
    words = [_make_cell(screen, row, width) for row in rows if is_words(row.signal)]
    acts = [_make_cell(screen, row, width) for row in rows if not is_words(row.signal)]
    for word, act in zip_longest(words, acts, fillvalue=Group()):
        table.add_row(word, act)
    screen.out.print(table)


def _make_cell(screen: Screen, row: TimelineRow, width: int) -> Group:
    signal = row.signal
    head = Text.assemble(
        (signal.type.value, f"bold {WORDS if is_words(signal) else ACTS}"),
        f" {describe_parties(signal.actors, signal.targets)} ",
        ("" if signal.modality is Modality.ACTUAL else signal.modality.value, "italic"),
    )
    quote = signal.span.quote
    short = quote if len(quote) <= SNIPPET else f"{quote[:SNIPPET].rsplit(None, 1)[0]} …"
    foot = screen.cell(" · ".join((signal.id, *_list_remarks(row))), width, "dim")
    return Group(head, screen.cell(short, width), foot, Text())


def _list_remarks(row: TimelineRow) -> Iterator[str]:
    if row.article.outlet:
        yield row.article.outlet
    if row.signal.date is None and row.article.published:
        yield "dated by its page"
    if row.signal.attributed_to:
        yield f"says {row.signal.attributed_to}"
    yield from describe_story(row.article)
    if row.article.earlier:
        yield "edited since"


def print_plot(screen: Screen, months: Months) -> None:
    """Print a bar for each month: words to the one side, acts to the other."""
    most = max(max(pair) for pair in months.values())
    table = Table(title="Signals by month", title_justify="left", box=None, header_style="dim")
    table.add_column("month")
    table.add_column("words", justify="right", style=WORDS)
    table.add_column("acts", style=ACTS)
    for month, (words, acts) in sorted(months.items()):
        table.add_row(month, f"{words} {_bar(words, most)}", f"{_bar(acts, most)} {acts}")
    screen.out.print(table)


def _bar(count: int, most: int) -> str:
    return "█" * max(int(count > 0), round(BAR * count / most))
