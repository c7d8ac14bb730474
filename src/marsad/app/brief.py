"""`marsad brief`: what is new, who said what, acts, disputes, talks, and what it all rests on."""

import re
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import msgspec

from marsad.app.brief_holdings import load_holdings
from marsad.app.errors import FINE, AppError
from marsad.app.exporting import open_output
from marsad.app.opening import open_ledger
from marsad.app.settings import BriefFormat
from marsad.app.terminal import Screen
from marsad.app.timeline import parse_day
from marsad.brief import Brief, make_brief, publish
from marsad.brief.language import Language
from marsad.brief.page import Page, make_page
from marsad.brief.render import MissingError, render_html, render_markdown, render_pdf
from marsad.ledger import LedgerPlace

_SPAN = re.compile(r"(\d{1,4})([hd])")
_HOURS = {"h": 1, "d": 24}


_RENDERERS: Mapping[BriefFormat, Callable[[Page], str | bytes]] = {
    BriefFormat.MARKDOWN: render_markdown,
    BriefFormat.HTML: render_html,
    BriefFormat.PDF: render_pdf,
}


def run_brief(
    screen: Screen,
    path: LedgerPlace,
    since: str,
    until: str | None,
    language: Language,
    form: BriefFormat,
    out: Path | None,
    now: datetime | None = None,
) -> int:
    """Write the brief of a period and return the exit code; a file is replaced whole or not at all."""
    first, last = find_period(since, until, now or datetime.now(UTC))
    if form is BriefFormat.PDF and out is None and screen.out.is_terminal:
        raise AppError("a PDF does not go to a terminal; name a file with --out")
    with open_ledger(path) as ledger:
        made = make_brief(load_holdings(screen, ledger, first, last), first, last)
    content = render(made, language, form)
    with open_output(out) as stream:
        stream.write(content)
    if out:
        screen.note(f"brief of {first} to {last} written to {out}")
    return FINE


def render(made: Brief, language: Language, form: BriefFormat) -> bytes:
    """Return a brief in a language and format; raise AppError where something for it is not installed."""
    if form is BriefFormat.JSON:
        return msgspec.json.encode(publish(made)) + b"\n"
    try:
        content = _RENDERERS[form](make_page(made, language))
    except MissingError as error:
        raise AppError(f"--format {form.value}: {error}; --format md needs neither") from None
    return content.encode() if isinstance(content, str) else content


def find_period(since: str, until: str | None, now: datetime) -> tuple[date, date]:
    """Return the first and last day of a period; raise AppError.

    `since` is a date, or a time such as 24h or 7d back from `now`, or from the end of `until` where that is given. The
    last day counts in full, since pages tell no hours.
    """
    last = parse_day(until, "--until").end if until else now.date()
    end = datetime.combine(last + timedelta(days=1), time(), UTC) if until else now
    if found := _SPAN.fullmatch(since.strip()):
        hours = int(found[1]) * _HOURS[found[2]]
        if not hours:
            raise AppError(f"--since {since}: no time at all; write 24h, 7d or a date")
        first = (end - timedelta(hours=hours)).date()
    else:
        try:
            first = parse_day(since, "--since").start
        except AppError:
            raise AppError(
                f"--since {since}: neither a time nor a date; write 24h, 7d, 2022-10 or 2022-10-13"
            ) from None
    if first > last:
        raise AppError(f"--since {since} is after {last}; name an earlier day, or a later --until")
    return first, last
