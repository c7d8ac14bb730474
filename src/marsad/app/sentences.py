"""The sentences that records stand in, of many articles."""

from collections import defaultdict
from collections.abc import Mapping
from typing import NamedTuple

from marsad.app.context import find_context
from marsad.ledger import Ledger
from marsad.model import Span

_AT_ONCE = 200  # articles in memory


class Spot(NamedTuple):
    """Where a record stands."""

    article: str
    span: Span


def find_sentences(ledger: Ledger, spots: Mapping[str, Spot]) -> dict[str, str]:
    """Return the sentences of records, by id; one whose article reads otherwise by now has none."""
    records: defaultdict[str, list[str]] = defaultdict(list)
    for record, spot in spots.items():
        records[spot.article].append(record)
    names, found = sorted(records), dict[str, str]()
    for first in range(0, len(names), _AT_ONCE):
        for name, article in ledger.articles_of(names[first : first + _AT_ONCE]).items():
            for record in records[name]:
                span = spots[record].span
                if article.text[span.start : span.end] == span.quote:
                    found[record] = find_context(article, span).sentence.strip()
    return found
