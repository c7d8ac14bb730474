"""Findings into records: spans led back to the original text, with stable ids and provenance."""

from collections import Counter
from collections.abc import Iterable

from marsad.find.dates import FoundDate
from marsad.find.figures import FoundFigure
from marsad.find.scan import Scan
from marsad.find.sources import FoundSource
from marsad.find.speech import FoundStatement
from marsad.model import DateMention, Figure, Provenance, SourceMention, Span, Statement, make_record_id

VERSION = "1.0.0"


class RecordMaker:
    """Makes the finders' records of one article, counting equal quotes so that ids stay apart."""

    def __init__(self, scan: Scan, codebook: str) -> None:
        """Prepare for the article of `scan`."""
        self._scan = scan
        self._codebook = codebook
        self._seen: Counter[tuple[str, str, str]] = Counter()

    def make_statements(self, found: Iterable[FoundStatement]) -> tuple[Statement, ...]:
        """Return the statements as records."""
        return tuple(made for each in found if (made := self._statement(each)).span.quote)

    def make_figures(self, found: Iterable[FoundFigure]) -> tuple[Figure, ...]:
        """Return the figures as records."""
        return tuple(self._figure(each) for each in found)

    def make_dates(self, found: Iterable[FoundDate]) -> tuple[DateMention, ...]:
        """Return the date mentions as records."""
        return tuple(self._date(each) for each in found)

    def make_sources(self, found: Iterable[FoundSource]) -> tuple[SourceMention, ...]:
        """Return the source mentions as records."""
        return tuple(self._source(each) for each in found)

    def _statement(self, found: FoundStatement) -> Statement:
        span = self._scan.span(found.start, found.end)
        frame = self._scan.span(found.frame_start, found.frame_end) if found.frame_end > found.frame_start else None
        return Statement(
            id=self._id("statement", "", span),
            article=self._scan.article.id,
            span=span,
            speaker=found.speaker,
            actor=found.codes,
            direct=found.direct,
            provenance=self._provenance("speech", found.rule, frame, found.because),
            frame=frame,
            via=found.via,
            addressee=found.addressee,
        )

    def _figure(self, found: FoundFigure) -> Figure:
        span = self._scan.span(found.start, found.end)
        return Figure(
            id=self._id("figure", found.unit, span),
            article=self._scan.article.id,
            span=span,
            value=found.value,
            high=found.high,
            unit=found.unit,
            kind=found.kind,
            holder=found.holder,
            as_of=found.as_of,
            provenance=self._provenance("figures", found.rule),
        )

    def _date(self, found: FoundDate) -> DateMention:
        span = self._scan.span(found.start, found.end)
        return DateMention(
            id=self._id("date", "", span),
            article=self._scan.article.id,
            span=span,
            when=found.when,
            provenance=self._provenance("dates", found.rule),
        )

    def _source(self, found: FoundSource) -> SourceMention:
        span = self._scan.span(found.start, found.end)
        return SourceMention(
            id=self._id("source", found.name, span),
            article=self._scan.article.id,
            span=span,
            name=found.name,
            provenance=self._provenance("sources", "outlet"),
        )

    def _id(self, layer: str, label: str, span: Span) -> str:
        key = (layer, label, span.quote)
        self._seen[key] += 1
        return make_record_id(layer, self._scan.article.id, label, span.quote, self._seen[key] - 1)

    def _provenance(self, finder: str, rule: str, cue: Span | None = None, because: tuple[str, ...] = ()) -> Provenance:
        return Provenance(
            coder=f"find.{finder}", version=VERSION, codebook=self._codebook, rule=rule, cue=cue, because=because
        )
