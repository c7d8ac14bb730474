"""What the ledger writes of a reading beside its records, made by whoever reads pages: it has but one writer."""

from collections.abc import Callable
from hashlib import blake2b

import msgspec

from marsad.ledger.index import Passage, make_passages
from marsad.ledger.rows import list_records
from marsad.model import Article, Capture, Check, Reading
from marsad.model.episode import Telling
from marsad.reconcile.episodes import make_telling
from marsad.reconcile.facts import find_version
from marsad.reconcile.stories import TracedReading, normalise_body, trace_reading


class PreparedReading(TracedReading, frozen=True, kw_only=True):
    """A reading with the trace of its article, and what of it the ledger writes beside the records.

    passages: those of the search index
    body_hash: that of its body, None where there is none
    checks: what the desks find where the page is held against the facts; none for a page off topic
    facts: the version of these facts
    tellings: its signals as they are compared with others'
    """

    passages: tuple[Passage, ...]
    body_hash: str | None
    checks: tuple[Check, ...]
    facts: str
    tellings: tuple[Telling, ...]


def prepare_reading(reading: Reading) -> PreparedReading:
    """Return a reading ready to be written; one that is so already as it is."""
    if isinstance(reading, PreparedReading):
        return reading
    from marsad.reconcile.desks import check_reading  # noqa: PLC0415 (it brings the finders)

    spans = [(record.span.start, record.span.end) for record in list_records(reading)]
    return PreparedReading(
        **msgspec.structs.asdict(trace_reading(reading)),
        passages=make_passages(reading.article, spans),
        body_hash=make_body_hash(reading.article),
        checks=check_reading(reading) if reading.on_topic else (),
        facts=find_version(),
        tellings=make_tellings(reading),
    )


def make_tellings(reading: Reading) -> tuple[Telling, ...]:
    """Return the signals of a reading made ready for comparison."""
    published, statements = reading.article.published, reading.statements
    return tuple(make_telling(signal, published, statements) for signal in reading.signals)


def read_prepared(read: Callable[[Capture], Reading], capture: Capture) -> Reading:
    """Return what `read` reads from a capture, ready to be written; may be run by other processes."""
    return prepare_reading(read(capture))


def make_body_hash(article: Article) -> str | None:
    """Return a hash of the body's words in normal form, None where there is no body."""
    words = " ".join(normalise_body(article).split())
    return blake2b(words.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest() if words else None
