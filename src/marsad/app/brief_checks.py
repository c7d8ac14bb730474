"""The pages of a brief's days held against the reference data."""

from collections.abc import Iterable, Iterator
from datetime import date

from marsad.app.context import find_context
from marsad.app.factcheck import describe_fact
from marsad.brief.nouns import Checked, Witness
from marsad.ledger import ArticleHead, Ledger
from marsad.model import Check, DateMention, Figure, Reading, Signal
from marsad.reconcile.desks import check_reading

_MOST_FACTS = 2  # shown of a claim


def check_pages(ledger: Ledger, heads: Iterable[ArticleHead], since: date, until: date) -> Iterator[Checked]:
    """Yield what the desks find on the pages of a period; the same claim in the same words counts once."""
    seen = set[tuple[str, str, str]]()
    ours = (head for head in heads if head.published and since <= head.published.end <= until and not head.earlier)
    for head in sorted(ours, key=lambda one: (not one.counted, one.id)):
        reading = load_reading(ledger, head)
        for check in check_reading(reading) if head.on_topic else ():
            told = check.desk, check.claim, check.span.quote
            if told not in seen:
                seen.add(told)
                yield _make_checked(head, check, find_context(reading.article, check.span).sentence.strip())


def load_reading(ledger: Ledger, head: ArticleHead) -> Reading:
    """Return an article with its standing records as the reading that they came from."""
    records = [entry.record for entry in ledger.entries(article=head.id)]
    return Reading(
        article=ledger.article(head.id),
        on_topic=head.on_topic,
        topic="",
        signals=tuple(one for one in records if isinstance(one, Signal)),
        figures=tuple(one for one in records if isinstance(one, Figure)),
        dates=tuple(one for one in records if isinstance(one, DateMention)),
        version=ledger.reader(head.id),
        codebook="",
    )


def _make_checked(head: ArticleHead, check: Check, sentence: str) -> Checked:
    return Checked(
        desk=check.desk,
        verdict=check.verdict.value,
        is_wrong=check.verdict.is_wrong,
        claim=check.claim,
        because=check.because,
        facts=tuple(map(describe_fact, check.facts[:_MOST_FACTS])),
        witness=Witness(
            record=head.id,
            article=head.id,
            quote=sentence,
            origin=head.origin,
            url=head.url,
            outlet=head.outlet,
            outlets=head.outlets,
            title=head.title,
            published=head.published.iso() if head.published else "",
        ),
    )
