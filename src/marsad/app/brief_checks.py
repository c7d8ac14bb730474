"""The pages of a brief's days held against the reference data."""

from collections.abc import Iterable, Iterator

from marsad.app.context import find_context
from marsad.app.factcheck import describe_fact
from marsad.brief.nouns import Checked, Witness
from marsad.ledger import ArticleHead, Ledger
from marsad.model import Check, DateMention, Figure, Reading, Signal
from marsad.reconcile.desks import check_reading

_MOST_FACTS = 2  # shown of a claim


def check_pages(ledger: Ledger, heads: Iterable[ArticleHead]) -> Iterator[Checked]:
    """Yield what the desks find on pages, as it is filed or else now; the same claim in the same words counts once."""
    seen = set[tuple[str, str, str]]()
    ours = [head for head in heads if not head.earlier and head.on_topic]
    filed = ledger.checks_of([head.id for head in ours])
    told_in = [head.id for head in ours if filed.get(head.id, True)]
    articles = ledger.articles_of(told_in)
    for head in sorted(ours, key=lambda one: (not one.counted, one.id)):
        for check in filed[head.id] if head.id in filed else check_reading(load_reading(ledger, head)):
            told = check.desk, check.claim, check.span.quote
            if told not in seen:
                seen.add(told)
                yield _make_checked(head, check, find_context(articles[head.id], check.span).sentence.strip())


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
