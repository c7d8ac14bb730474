"""`marsad check`: what pages say of treaties, arsenals and exercises, held against the reference data."""

from collections import Counter
from collections.abc import Sequence

import msgspec
from rich.table import Table
from rich.text import Text

from marsad.app.errors import ASIDE, FINE
from marsad.app.intake import read_places
from marsad.app.terminal import Screen
from marsad.model import Check, CheckVerdict, Fact, Reading
from marsad.pipeline import read_capture
from marsad.reconcile.desks import check_reading
from marsad.sources import SetAside

_WORDS = 30  # columns of a page's words beside what was found
_QUOTE = 160  # characters
_FACTS = 3  # shown of a claim that is wrong; the JSON form has all
_UNJUDGED = (CheckVerdict.NOT_CHECKABLE, CheckVerdict.UNKNOWN_SERIES)


def run_check(screen: Screen, pages: Sequence[str], *, jobs: int, limit: float | None, as_json: bool) -> int:
    """Check pages and print what was found; return the exit code."""
    code, counts = FINE, Counter[CheckVerdict]()
    for outcome in read_places(screen, pages, read_capture, jobs, limit):
        if isinstance(outcome, SetAside):
            code = ASIDE
            continue
        checks = check_reading(outcome)
        counts.update(check.verdict for check in checks)
        if as_json:
            screen.raw(msgspec.json.encode(to_json(outcome, checks)).decode())
        elif checks:
            print_checks(screen, outcome, checks)
    if not as_json:
        screen.say(_summarise(counts), style="bold")
    return ASIDE if any(verdict.is_wrong for verdict in counts) else code


def to_json(reading: Reading, checks: Sequence[Check]) -> dict[str, object]:
    """Return a page's checks for programs; `wrong` counts those at odds with the facts."""
    article = reading.article
    return {
        "page": article.origin,
        "article": article.id,
        "published": article.published.iso() if article.published else None,
        "wrong": sum(check.verdict.is_wrong for check in checks),
        "checks": checks,
    }


def print_checks(screen: Screen, reading: Reading, checks: Sequence[Check]) -> None:
    """Print a page's checks as a table: the verdict, what was understood and why, the page's words."""
    article = reading.article
    when = article.published.iso() if article.published else "undated"
    screen.out.rule(Text(f"{article.origin} · {when}", style="bold"), align="left", style="dim")
    table = Table.grid(padding=(0, 2), expand=True)
    table.add_column(no_wrap=True)
    table.add_column(ratio=1)
    table.add_column(width=_WORDS)
    for check in checks:
        table.add_row(_name(check.verdict), _tell(check), screen.cell(_shorten(check.span.quote), _WORDS))
    screen.out.print(table)


def _name(verdict: CheckVerdict) -> Text:
    style = "bold red" if verdict.is_wrong else "dim" if verdict in _UNJUDGED else "green"
    if verdict.is_wrong or verdict in (CheckVerdict.AGREES, CheckVerdict.ROUTINE, *_UNJUDGED):
        return Text(verdict.value.replace("_", " "), style=style)
    return Text(verdict.value.replace("_", " "), style="bold yellow")  # out of the ordinary, and no mistake


def _tell(check: Check) -> Text:
    text = Text(check.claim, style="bold")
    for reason in check.because:
        text.append(f"\n{reason}", style="not bold")
    for fact in check.facts[: _FACTS if check.verdict.is_wrong else 1]:
        text.append(f"\n{describe_fact(fact)}", style="not bold dim")
    return text.append("\n")


def describe_fact(fact: Fact) -> str:
    """Return a fact with its certainty and source."""
    source = f": {fact.source}" if fact.source else ""
    return f"{fact.says} [{fact.basis}{source}]"


def _shorten(quote: str) -> str:
    return quote if len(quote) <= _QUOTE else f"{quote[:_QUOTE].rsplit(None, 1)[0]} …"


def _summarise(counts: Counter[CheckVerdict]) -> str:
    if not counts:
        return "nothing to check: no claim about a known treaty, arsenal or exercise"
    told = ", ".join(f"{count} {verdict.value.replace('_', ' ')}" for verdict, count in sorted(counts.items()))
    return f"{counts.total()} check{'' if counts.total() == 1 else 's'}: {told}"
