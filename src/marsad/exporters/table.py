"""A signal with its article as one flat row, for tables."""

from datetime import date as Day
from typing import Literal

import msgspec

from marsad.exporters.base import ExportedArticle
from marsad.model import Basis, Modality, Signal, SignalType, When


class SignalRow(msgspec.Struct, frozen=True, kw_only=True):
    """A signal, with what is to be known of its article.

    id: id of the record; the same words of the same page give the same id
    type: type of the codebook
    modality: whether it happened, is planned, hangs on a condition, and so on
    actors: codes of those who do it: ISO 3166-1 alpha-3 for states, else the codebook's
    targets: codes of those it is directed at
    date: ISO day, month, year or interval of the act as the text gives it
    date_start: first day of the act
    date_end: last day of the act
    date_basis: what the date rests on
    place: where it is done
    person: who does or says it, by usual English name
    role: set where the person is an expert or a former official
    attributed_to: code of the party that asserts an act which the text does not assert itself
    background: whether it is told as something from before
    quote: the sentence that tells it, exactly as printed
    start [code points]: where the quote begins in the article's text
    end [code points]: where the quote ends, that character not included
    article: id of the article
    outlet: who published it
    published: ISO day of publication
    title: headline
    url: address of the page
    copy_of: id of the article whose body it repeats word for word
    digest: SHA-256 of the bytes captured
    coder: name of the coder
    version: version of the coder
    codebook: version of the codebook
    rule: stable id of the rule that made the record
    confidence [share]: how likely type and actors are right, 0 to 1, by the coder's calibration
    earlier: whether the page was edited since and reads otherwise now
    story: id of the story that the article tells, alone or with others
    counted: whether the article counts for its story, and is no copy within it
    """

    # New fields are only ever added at the end: other people's scripts count on the order.
    id: str
    type: SignalType
    modality: Modality
    actors: tuple[str, ...]
    targets: tuple[str, ...]
    date: str | None
    date_start: Day | None
    date_end: Day | None
    date_basis: Basis | None
    place: str | None
    person: str | None
    role: Literal["expert", "former"] | None
    attributed_to: str | None
    background: bool
    quote: str
    start: int
    end: int
    article: str
    outlet: str | None
    published: str | None
    title: str | None
    url: str | None
    copy_of: str | None
    digest: str
    coder: str
    version: str
    codebook: str
    rule: str
    confidence: float | None
    earlier: bool
    story: str | None
    counted: bool


def make_signal_row(signal: Signal, article: ExportedArticle) -> SignalRow:
    """Return a signal as a row."""
    when, made = signal.date, signal.provenance
    return SignalRow(
        id=signal.id,
        type=signal.type,
        modality=signal.modality,
        actors=signal.actors,
        targets=signal.targets,
        date=_iso(when),
        date_start=when.start if when else None,
        date_end=when.end if when else None,
        date_basis=when.basis if when else None,
        place=signal.place,
        person=signal.person,
        role=signal.role,  # type: ignore[arg-type]  # the codebook has these two
        attributed_to=signal.attributed_to,
        background=signal.background,
        quote=signal.span.quote,
        start=signal.span.start,
        end=signal.span.end,
        article=article.id,
        outlet=article.outlet,
        published=_iso(article.published),
        title=article.title,
        url=article.url,
        copy_of=article.copy_of,
        digest=article.digest,
        coder=made.coder,
        version=made.version,
        codebook=made.codebook,
        rule=made.rule,
        confidence=signal.confidence,
        earlier=article.earlier,
        story=article.story,
        counted=article.counted,
    )


def _iso(when: When | None) -> str | None:
    return when.iso() if when else None
