"""What is said with the words that report it, where it reads as its opposite without them."""

from collections.abc import Iterable, Iterator

import msgspec

from marsad.ledger import Ledger
from marsad.model import Article, Statement
from marsad.reconcile.material import Material
from marsad.reconcile.talks import is_denying


def add_reports(ledger: Ledger, material: Material) -> Material:
    """Return what a desk reads with the words of statements that are denied or refused, and the words that say so."""
    denied = [one for one in material.statements if one.frame and is_denying(one.frame.quote)]
    articles = ledger.articles_of(sorted({one.article for one in denied}))
    return msgspec.structs.replace(material, reports=dict(_cut(denied, articles)))


def _cut(statements: Iterable[Statement], articles: dict[str, Article]) -> Iterator[tuple[str, str]]:
    """Yield what stands from the first to the last of the words; where an article reads otherwise by now, nothing."""
    for one in statements:
        article, frame, span = articles.get(one.article), one.frame, one.span
        if article and frame and all(article.text[each.start : each.end] == each.quote for each in (frame, span)):
            yield one.id, article.text[min(frame.start, span.start) : max(frame.end, span.end)]
