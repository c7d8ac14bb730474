"""Whether records that are said to be so sure are right so often."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import msgspec

from marsad.measure.annotation import Annotation, Document
from marsad.measure.count import divide
from marsad.measure.matching import match_signals
from marsad.measure.report import Report, Table, format_share
from marsad.measure.score import pair_documents

BANDS = 10
_EXACT = 9  # decimals; a tenth that binary fractions put a hair under its band belongs into it


class Chance(NamedTuple):
    """How sure a program was of a signal, and whether it was right."""

    confidence: float
    right: bool


class Band(msgspec.Struct, frozen=True, kw_only=True):
    """The signals whose confidence lies from `low` up to, and not at, `high` (the last band holds 1 as well)."""

    low: float
    high: float
    total: int
    right: int
    confidence: float

    @property
    def share(self) -> float:
        """The share of its signals that is right."""
        return self.right / self.total


class Reliability(msgspec.Struct, frozen=True, kw_only=True):
    """How well confidence tells the share of right signals; the figures are None where there is no signal.

    `error` is the expected calibration error: the gap between mean confidence and the share right, averaged over the
    bands by their signals (Naeini et al. 2015). `brier` is the mean squared error of confidence (Brier 1950).
    """

    bands: tuple[Band, ...]
    total: int
    error: float | None
    brier: float | None


def find_chances(
    documents: Sequence[Document], gold: Sequence[Annotation], pred: Sequence[Annotation]
) -> Iterator[Chance]:
    """Yield every predicted signal that has a confidence; soft ones are left out."""
    for ground, wanted, given in pair_documents(documents, gold, pred):
        matching = match_signals(ground, wanted.signals, given.signals)
        judged = [(pair.pred.note, True) for pair in matching.pairs] + [(item.note, False) for item in matching.false]
        yield from (Chance(note.confidence, right) for note, right in judged if note.confidence is not None)


def make_reliability(chances: Iterable[Chance]) -> Reliability:
    """Return the bands that hold signals, with the errors over all of them."""
    groups: dict[int, list[Chance]] = {}
    for chance in chances:
        groups.setdefault(_find_band(chance.confidence), []).append(chance)
    bands = tuple(_make_band(number, groups[number]) for number in sorted(groups))
    total = sum(band.total for band in bands)
    gaps = sum(abs(band.share - band.confidence) * band.total for band in bands)
    squares = sum((chance.confidence - chance.right) ** 2 for group in groups.values() for chance in group)
    return Reliability(bands=bands, total=total, error=divide(gaps, total), brier=divide(squares, total))


def make_reliability_report(reliability: Reliability, *, title: str = "Reliability of confidence") -> Report:
    """Return the table of bands, with the errors as remarks."""
    header = ("confidence", "records", "mean confidence", "share right", "gap")
    rows = tuple(
        (
            f"{band.low:.1f}–{band.high:.1f}",
            str(band.total),
            format_share(band.confidence),
            format_share(band.share),
            f"{band.share - band.confidence:+.3f}",
        )
        for band in reliability.bands
    )
    return Report(
        title=title,
        tables=(Table(title="Signals by confidence", header=header, rows=rows, numeric=frozenset({1, 2, 3, 4})),),
        remarks=(
            f"{reliability.total} signals with a confidence, soft ones left out",
            f"expected calibration error {format_share(reliability.error)}",
            f"Brier score {format_share(reliability.brier)}",
        ),
    )


def _find_band(confidence: float) -> int:
    return max(0, min(int(round(confidence * BANDS, _EXACT)), BANDS - 1))


def _make_band(number: int, chances: Sequence[Chance]) -> Band:
    return Band(
        low=number / BANDS,
        high=(number + 1) / BANDS,
        total=len(chances),
        right=sum(chance.right for chance in chances),
        confidence=sum(chance.confidence for chance in chances) / len(chances),
    )
