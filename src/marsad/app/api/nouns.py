"""What the API gives, beside the nouns of the house."""

from datetime import date
from typing import Annotated, Any, Generic, TypeVar

import msgspec

from marsad.ledger import ArticleHead, RecordRow
from marsad.measure.levels import Level
from marsad.model import Check, DateMention, Figure, Signal, SourceMention, Statement
from marsad.model.episode import Episode, Link, Telling
from marsad.reference.treaties import Treaty

Item = TypeVar("Item")
LAYERS = (Statement, Signal, Figure, DateMention, SourceMention)
_ANY = {"anyOf": [{"$ref": f"#/components/schemas/{layer.__name__}"} for layer in LAYERS]}


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """A record with its article; `since` and `until` are its own days, or else the publication's."""

    layer: str
    record: Annotated[Any, msgspec.Meta(extra_json_schema=_ANY)]
    article: ArticleHead
    since: date | None = None
    until: date | None = None


class FlatRow(msgspec.Struct, frozen=True, kw_only=True):
    """A record as one row of a table; what its layer does not have is empty.

    `person` is who speaks or stands behind it, `start:end` the place of `quote` in the article's text.
    """

    id: str
    layer: str
    type: str | None
    modality: str | None
    actors: tuple[str, ...]
    targets: tuple[str, ...]
    since: date | None
    until: date | None
    place: str | None
    person: str | None
    value: float | None
    high: float | None
    unit: str | None
    kind: str | None
    holder: str | None
    name: str | None
    background: bool | None
    confidence: float | None
    quote: str
    start: int
    end: int
    article: str
    url: str | None
    outlet: str | None
    title: str | None
    published: str | None
    story: str | None
    counted: bool
    earlier: bool
    rule: str
    coder: str
    version: str
    codebook: str


class PageOf(msgspec.Struct, Generic[Item], frozen=True, kw_only=True):
    """A page of a list; `next` is the cursor that the following page is asked for with, None at the end."""

    items: tuple[Item, ...]
    next: str | None


class RecordDetail(msgspec.Struct, frozen=True, kw_only=True):
    """A record with the sentence that it stands in, its episode, and what other records are to it."""

    row: Row
    sentence: str
    episode: str | None
    links: tuple[Link, ...]


class ArticleDetail(msgspec.Struct, frozen=True, kw_only=True):
    """An article with its text as it was read last."""

    head: ArticleHead
    text: str
    language: str | None
    byline: str | None
    place: str | None


class TellingRow(msgspec.Struct, frozen=True, kw_only=True):
    """One article's telling of an episode: the words, their level, where they stand, and the upstream source."""

    telling: Telling
    quote: str
    level: Level | None
    article: ArticleHead
    source: str


class EpisodeDetail(msgspec.Struct, frozen=True, kw_only=True):
    """An episode with its tellings and with all links from and to them."""

    episode: Episode
    tellings: tuple[TellingRow, ...]
    links: tuple[Link, ...]


class SeriesPoint(msgspec.Struct, frozen=True, kw_only=True):
    """A period of one track, as `marsad measure` has it.

    `form` tells whether maxima and `counts` are levels or classes of levels; `episode` is the gravest one. `weighted`
    counts an episode once for every upstream source, `carrying` of `on_topic` articles tell one as news; `stand_out`
    are the days on which more is told than is usual.
    """

    track: str
    period: str
    start: date
    end: date
    form: str
    maximum: str | None
    maximum_confirmed: str | None
    episode: str | None
    episodes: int
    weighted: int
    counts: dict[str, int]
    repeats: int
    retold: int
    carrying: int
    on_topic: int
    share: float | None
    stand_out: tuple[date, ...]


class TreatyRow(msgspec.Struct, frozen=True, kw_only=True):
    """A treaty with its status on a day."""

    treaty: Treaty
    on: date
    status: str


class Checked(msgspec.Struct, frozen=True, kw_only=True):
    """What the desks find in an article; `wrong` counts the claims at odds with the facts."""

    article: ArticleHead
    wrong: int
    checks: tuple[Check, ...]


class Index(msgspec.Struct, frozen=True, kw_only=True):
    """What there is: how much the ledger holds, the number of the newest record, and the addresses."""

    version: str
    holds: dict[str, int]
    newest: int
    addresses: tuple[str, ...]


class Problem(msgspec.Struct, frozen=True, kw_only=True):
    """What went wrong, by RFC 9457."""

    type: str
    title: str
    status: int
    detail: str


def make_row(row: RecordRow) -> Row:
    """Return a ledger's row as the API gives it."""
    return Row(layer=row.layer, record=row.record, article=row.article, since=row.since, until=row.until)


def flatten_row(row: Row) -> FlatRow:
    """Return a row of a table."""
    record, article = row.record, row.article
    when = article.published
    return FlatRow(
        id=record.id,
        layer=row.layer,
        type=getattr(record, "type", None),
        modality=getattr(record, "modality", None),
        actors=getattr(record, "actors", ()) or getattr(record, "actor", ()),
        targets=getattr(record, "targets", ()),
        since=row.since,
        until=row.until,
        place=getattr(record, "place", None),
        person=getattr(record, "person", None) or getattr(record, "speaker", None),
        value=getattr(record, "value", None),
        high=getattr(record, "high", None),
        unit=getattr(record, "unit", None),
        kind=getattr(record, "kind", None),
        holder=getattr(record, "holder", None),
        name=getattr(record, "name", None),
        background=getattr(record, "background", None),
        confidence=getattr(record, "confidence", None),
        quote=record.span.quote,
        start=record.span.start,
        end=record.span.end,
        article=article.id,
        url=article.url,
        outlet=article.outlet,
        title=article.title,
        published=when.iso() if when else None,
        story=article.story,
        counted=article.counted,
        earlier=article.earlier,
        rule=record.provenance.rule,
        coder=record.provenance.coder,
        version=record.provenance.version,
        codebook=record.provenance.codebook,
    )
