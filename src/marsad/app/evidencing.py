"""`marsad show --evidence`: what proves a record, for people."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import msgspec
from rich.text import Text

from marsad.app.errors import ASIDE, FINE
from marsad.app.evidence import Evidence, KeptPage, OtherCapture, find_evidence
from marsad.app.opening import open_ledger
from marsad.app.rows import Row, print_rows
from marsad.app.terminal import Screen
from marsad.ledger import LedgerPlace

SHOWN = 20  # captures told one by one


def run_evidence(screen: Screen, path: LedgerPlace, folder: Path, name: str, *, as_json: bool) -> int:
    """Print the evidence for the record whose id is or begins with `name`; return the exit code."""
    with open_ledger(path) as ledger:
        found = find_evidence(ledger, ledger.get(name), folder)
    if as_json:
        screen.raw(msgspec.json.encode(found).decode())
    else:
        _print_evidence(screen, found)
    return ASIDE if found.problems else FINE


def tell_time(at: datetime | None) -> str:
    """Return a time for people: UTC to the second."""
    return f"{at.astimezone(UTC):%Y-%m-%d %H:%M:%S} UTC" if at else "not known"


def _print_evidence(screen: Screen, found: Evidence) -> None:
    screen.out.rule(Text(f"{found.record}  evidence", style="bold"), align="left", style="dim")
    screen.quote(found.quote.sentence, style="bold")
    rows = list(_list_page(found.page, found.origin) if found.page else _list_nothing(found))
    print_rows(screen, [*rows, *_list_agreement(found), *_list_quote(found)])
    if found.captures:
        screen.say(f"captures of this page in the archive: {len(found.captures)}", style="dim")
        print_rows(screen, [_tell_capture(each, found) for each in found.captures[-SHOWN:]])
        if len(found.captures) > SHOWN:
            screen.say(f"… and {len(found.captures) - SHOWN} before; --json lists all", style="dim")


def _list_page(page: KeptPage, origin: str) -> Iterator[Row]:
    yield "address", page.url
    if origin != page.url:
        yield "read from", origin
    yield "captured", tell_time(page.at)
    yield "status", str(page.status)
    for name, value in page.headers:
        yield name.lower(), value
    yield "kept at", f"{page.file}:{page.offset}"
    yield "SHA-256 as sent", page.sent
    yield "SHA-256 decoded", page.decoded or "cannot be decoded"


def _list_nothing(found: Evidence) -> Iterator[Row]:
    if not found.problems:
        yield "evidence", f"none: the archive {found.archive} does not hold this page"
    yield "came from", found.origin
    if found.url:
        yield "address", found.url
    yield "SHA-256 when read", found.digest


def _list_agreement(found: Evidence) -> Iterator[Row]:
    for problem in found.problems:
        yield "DISAGREES", problem
    if found.page and not found.problems:
        yield "agrees", "the ledger names the same digests, and the quote stands in the article's text"


def _list_quote(found: Evidence) -> Iterator[Row]:
    quote = found.quote
    yield "quote", quote.quote
    yield "in the article", f"characters {quote.start}–{quote.end}"
    if found.page:
        place = f"bytes {quote.source[0]}–{quote.source[1]}" if quote.source else "cannot be told to the byte"
        yield "in the page", place


def _tell_capture(capture: OtherCapture, found: Evidence) -> Row:
    what = "not in the ledger"
    if capture.article:
        same = "same bytes" if capture.decoded == found.digest else "other furniture"
        what = f"this article, {same}" if capture.article == found.article else f"article {capture.article}"
    return tell_time(capture.at), f"{what} · {capture.file}:{capture.offset}"
