"""What pages say of one desk's matters, as pages show it: the claim in its sentence, the verdict, the facts."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

import msgspec

from marsad.app.context import Context, find_context
from marsad.app.web.visits import Visit
from marsad.app.web.wishes import read_all, read_day, read_page
from marsad.ledger import Claim, ClaimFilter, Ledger
from marsad.model import CheckVerdict

AT_ONCE = 20  # claims on a page
_UNJUDGED = frozenset({CheckVerdict.NOT_CHECKABLE, CheckVerdict.UNKNOWN_SERIES})
_FINE = frozenset({CheckVerdict.AGREES, CheckVerdict.ROUTINE})


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """A claim with the sentence that it stands in; None where the article reads otherwise by now."""

    claim: Claim
    context: Context | None


class Tally(msgspec.Struct, frozen=True, kw_only=True):
    """How many claims about one subject were judged so, and how many of them are at odds with the facts."""

    verdicts: dict[CheckVerdict, int]

    @property
    def total(self) -> int:
        """All of them."""
        return sum(self.verdicts.values())

    @property
    def wrong(self) -> int:
        """Those at odds with the facts."""
        return sum(number for verdict, number in self.verdicts.items() if verdict.is_wrong)


def find_tone(verdict: CheckVerdict) -> str:
    """Return how a verdict is shown: as wrong, as fine, as open, or as out of the ordinary."""
    if verdict.is_wrong:
        return "wrong"
    return "open" if verdict in _UNJUDGED else "fine" if verdict in _FINE else "odd"


def count_subjects(visit: Visit, desk: str) -> dict[str, Tally]:
    """Return how the claims of a desk were judged, by subject."""
    found: dict[str, dict[CheckVerdict, int]] = {}
    for one in visit.ledger.count_claims(ClaimFilter(desk=desk)):
        found.setdefault(one.subject, {})[one.verdict] = one.count
    return {subject: Tally(verdicts=verdicts) for subject, verdicts in found.items()}


def list_claims(visit: Visit, desk: str, subjects: tuple[str, ...] = ()) -> dict[str, Any]:
    """Return the fields of the list of claims that the address asks for: about some subjects, or all of the desk's."""
    page = read_page(visit.params)
    every = ClaimFilter(
        desk=desk, subjects=subjects, since=read_day(visit.params, "since"), until=read_day(visit.params, "until")
    )
    counts: Counter[CheckVerdict] = Counter()
    for one in visit.ledger.count_claims(every):
        counts[one.verdict] += one.count
    chosen = read_all(visit.params, "verdict", CheckVerdict)
    wanted = msgspec.structs.replace(every, verdicts=chosen, limit=AT_ONCE + 1, offset=(page - 1) * AT_ONCE)
    claims = visit.ledger.claims(wanted)
    return {
        "told": make_told(visit.ledger, claims[:AT_ONCE]),
        "more": len(claims) > AT_ONCE,
        "page": page,
        "verdicts": [(verdict, counts[verdict]) for verdict in CheckVerdict if counts[verdict]],
        "chosen": chosen,
        "total": counts.total(),
    }


def make_told(ledger: Ledger, claims: Sequence[Claim]) -> tuple[Told, ...]:
    """Return claims with their sentences, in their order."""
    articles = ledger.articles_of([claim.article.id for claim in claims])
    found = []
    for claim in claims:
        article, span = articles[claim.article.id], claim.check.span
        stands = article.text[span.start : span.end] == span.quote
        found.append(Told(claim=claim, context=find_context(article, span) if stands else None))
    return tuple(found)
