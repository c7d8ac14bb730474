"""All numbers of arsenals on a page, checked."""

from collections.abc import Collection, Iterator
from contextlib import suppress
from itertools import pairwise

from marsad.languages.ar.numbers import load_marks
from marsad.model import Check, CheckVerdict, Reading, Span
from marsad.reconcile.arsenals.claim import find_arsenal_claims
from marsad.reconcile.arsenals.judge import judge_arsenal
from marsad.reconcile.desk import Line, Page, make_page
from marsad.reconcile.desk.facts import cite, format_number
from marsad.reference.arsenals import load_arsenals


def check_arsenals(reading: Reading, page: Page | None = None, taken: Collection[Span] = ()) -> tuple[Check, ...]:
    """Return the checks of a page's numbers of warheads, in order; pure.

    `page` spares a second look at the text; `taken` are numbers that another desk has judged.
    """
    page = page or make_page(reading)
    claims = (claim for claim in find_arsenal_claims(page) if claim.figure.span not in taken)
    judged = [(claim, judge_arsenal(claim)) for claim in claims]
    found = [check for claim, check in judged if claim.is_sure or check.verdict is CheckVerdict.AGREES]
    found += _check_shares(page)
    return tuple(sorted(found, key=lambda one: (one.span.start, one.span.end)))


def _check_shares(page: Page) -> Iterator[Check]:
    """Yield a check of each percentage that is in truth a change in warheads."""
    changes = [row for row in load_arsenals() if row.kind.endswith("_change")]
    known = [row for row in changes if page.published is None or row.year <= page.published.year]
    for line in page.lines:
        counts = any(figure.unit == "warheads" for _, figure in line.figures)
        for value, span in _find_percents(line) if counts and line.of("change") else ():
            for row in known:
                if row.value == value:
                    yield Check(
                        desk="arsenal",
                        verdict=CheckVerdict.MIXES_QUANTITIES,
                        span=span,
                        claim=f"a change of {format_number(value)} percent",
                        because=(f"the change was {row.value} warheads, not percent",),
                        facts=(cite(row, f"{row.value} warheads more than the year before ({row.series} {row.year})"),),
                        subject=row.state,
                    )


def _find_percents(line: Line) -> Iterator[tuple[float, Span]]:
    """Yield the numbers beside a percent sign."""
    tokens, marks = line.sentence.tokens, load_marks()
    for one, other in pairwise(tokens):
        first, second = (one, other) if marks.get(other.text) == "percent" else (other, one)
        if marks.get(second.text) == "percent" and second.text != first.text:
            with suppress(ValueError):
                yield float(first.text), line.span(one.start, other.end)
