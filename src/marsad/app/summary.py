"""The table that closes `marsad read`."""

import shlex
from collections.abc import Iterator

from rich.table import Table

from marsad.app.settings import LEDGER
from marsad.app.tally import Tally
from marsad.app.terminal import Screen
from marsad.ledger import LedgerPlace

Row = tuple[str, str, str]


def print_summary(screen: Screen, tally: Tally, path: LedgerPlace) -> None:
    """Print what a run did, and what to look at next."""
    for line in tally.changes:
        screen.say(line)
    if more := tally.gained + tally.lost + tally.changed - len(tally.changes):
        screen.say(f"… and {more} more changes")
    table = Table(title=f"Ledger {path}", title_justify="left", show_header=False, pad_edge=False)
    table.add_column()
    table.add_column(justify="right")
    table.add_column(style="dim")
    for row in list_rows(tally):
        table.add_row(*row)
    screen.out.print(table)
    if tally.signals:
        screen.say(f"next: marsad timeline{_name_ledger(path)}", style="dim")


def _name_ledger(path: LedgerPlace) -> str:
    """Return what a command needs to find the ledger again."""
    return "" if str(path) == LEDGER else f" --ledger {shlex.quote(str(path))}"


def list_rows(tally: Tally) -> Iterator[Row]:
    """Yield name, number and remark of each line of the summary."""
    yield "read", str(tally.read), _list_counts(tally.status)
    yield "  on topic", str(tally.on_topic), ""
    yield "  off topic", str(tally.off_topic), ""
    yield "  duplicates", str(tally.duplicates), "same words or bytes as another page"
    if tally.edited:
        yield "  edited", str(tally.edited), "changed since their last capture; see marsad edits"
    for layer, count in tally.records.items():
        yield layer, str(count), _list_counts(tally.signals) if layer == "signals" else ""
    if tally.status["recoded"]:
        difference = f"gained {tally.gained}, lost {tally.lost}, changed {tally.changed}"
        yield "recoded", str(tally.status["recoded"]), difference
    yield "set aside", str(tally.set_aside.total()), _list_counts(tally.set_aside)


def _list_counts(counts: dict[str, int]) -> str:
    ranked = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    return ", ".join(f"{name} {count}" for name, count in ranked)
