"""Records in a few Latin words, for headings and lists."""

from collections.abc import Iterator, Sequence

from marsad.app.annotations import format_number
from marsad.ledger import ArticleHead, Record
from marsad.model import DateMention, Figure, Signal, SourceMention, Statement


def describe_count(number: int, noun: str) -> str:
    """Return a number of things: 1 page, 2,000 pages."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def describe_record(record: Record) -> str:
    """Return what kind of record it is and what it says, without the page's words."""
    match record:
        case Signal():
            return f"{record.type.value} {record.modality.value} {describe_parties(record.actors, record.targets)}"
        case Statement():
            return f"statement {'direct' if record.direct else 'reported'} by {describe_speaker(record)}"
        case Figure():
            return f"figure {describe_figure(record)}"
        case DateMention():
            return f"date {record.when.iso() if record.when else 'unresolved'}"
        case SourceMention():
            return f"source {record.name}"


def describe_parties(actors: Sequence[str], targets: Sequence[str]) -> str:
    """Return who acts, and upon whom where the text says so."""
    doers = "+".join(actors) or "unnamed"
    return f"{doers} → {'+'.join(targets)}" if targets else doers


def describe_story(article: ArticleHead) -> Iterator[str]:
    """Yield how many outlets carry an article's text, where several do, and whether another one counts for it."""
    if article.outlets > 1:
        yield f"×{article.outlets}"
    if not article.counted:
        yield "copy"


def describe_speaker(statement: Statement) -> str:
    """Return who speaks, and for whom."""
    codes = "+".join(statement.actor)
    name = statement.speaker or "unnamed"
    return f"{name} ({codes})" if codes else name


def describe_figure(figure: Figure) -> str:
    """Return number, unit, holder, kind and day."""
    high = f"–{format_number(figure.high):,}" if figure.high is not None else ""
    parts = (f"{format_number(figure.value):,}{high}", figure.unit, figure.kind, figure.holder, figure.as_of)
    return " ".join(part for part in parts if part)
