"""What programs ask of records, as conditions in SQL."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from marsad.ledger.errors import QuestionError
from marsad.ledger.query import COUNTED
from marsad.ledger.wanted import Place, RecordFilter


class Asked(NamedTuple):
    """Conditions joined by AND, with the values of their marks."""

    where: list[str]
    values: list[object]

    def any(self, condition: str, wanted: Sequence[object]) -> None:
        """Add a condition that ends in IN, where something is wanted."""
        if wanted:
            self.where.append(condition.replace("IN ?", f"IN ({', '.join('?' * len(wanted))})"))
            self.values.extend(str(value) for value in wanted)

    def one(self, condition: str, value: object) -> None:
        """Add a condition, where there is a value for it."""
        if value is not None:
            self.where.append(condition)
            self.values.append(value.isoformat() if isinstance(value, date) else value)

    def beyond(self, order: str, width: int, place: Place | None) -> None:
        """Go on after a place, in an order of so many columns."""
        if place is not None:
            if len(place) != width:
                raise QuestionError("the cursor is of another list")
            self.where.append(f"({order}) > ({', '.join('?' * len(place))})")
            self.values.extend(place)

    def __str__(self) -> str:
        return " AND ".join(self.where)


def choose_records(asked: Asked, wanted: RecordFilter) -> None:
    """Add what a filter, its article by the whole id, asks of record r and article a."""
    asked.one("r.article = ?", wanted.article)
    for column, chosen in (("layer", wanted.layers), ("type", wanted.types), ("modality", wanted.modality)):
        asked.any(f"r.{column} IN ?", chosen)
    for sides, codes in (
        ("'actor'", wanted.actors),
        ("'target'", wanted.targets),
        ("'actor', 'target'", wanted.parties),
    ):
        asked.any(f"r.key IN (SELECT record FROM party WHERE side IN ({sides}) AND code IN ?)", codes)
    asked.any("coalesce(r.person, CASE WHEN r.layer = 'statement' THEN r.name END) IN ?", wanted.persons)
    asked.any("a.outlet IN ?", wanted.outlets)
    asked.any("r.place IN ?", wanted.places)
    asked.one("r.background = ?", None if wanted.background is None else int(wanted.background))
    asked.one("coalesce(r.date_end, a.published_end) >= ?", wanted.since)
    asked.one("coalesce(r.date_start, a.published_start) <= ?", wanted.until)
    if not wanted.copies:
        asked.where.append(f"CASE WHEN a.trace IS NULL THEN a.copy_of IS NULL ELSE {COUNTED} END")
    if not wanted.earlier:
        asked.where.append("a.earlier = 0")
