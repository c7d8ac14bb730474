"""Records: one document says one thing, with where and by what rule it was read."""

import msgspec

from marsad.model.kinds import Modality, SignalType
from marsad.model.span import Span
from marsad.model.when import When


class Provenance(msgspec.Struct, frozen=True, kw_only=True):
    """Which rule of which coder made a record, under which codebook.

    coder: name of the coder
    version: version of the coder, with a fingerprint of its rules and word lists where it gives one
    codebook: version of the codebook
    rule: stable id of the rule, found in the coder's data
    cue: place whose words set the rule off
    because: the reading in short steps, for an analyst
    """

    coder: str
    version: str
    codebook: str
    rule: str
    cue: Span | None = None
    because: tuple[str, ...] = ()


class Statement(msgspec.Struct, frozen=True, kw_only=True):
    """One quoted or reported content span and who said it, through whom, to whom.

    id: id of the record
    article: id of the article
    span: place of what was said
    speaker: who said it, as the page names them
    actor: codes spoken for; several for a joint statement, none for an outlet in its own name
    direct: whether most of it stands in quotation marks
    provenance: which rule of which coder made the record
    frame: place of the reporting words
    via: chain of outlets through which it came, the nearest first
    addressee: whom it was said to, where named
    """

    id: str
    article: str
    span: Span
    speaker: str | None
    actor: tuple[str, ...]
    direct: bool
    provenance: Provenance
    frame: Span | None = None
    via: tuple[str, ...] = ()
    addressee: str | None = None


class Signal(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that actors do, say or are reported to do that bears on the standoff.

    id: id of the record; the same words of the same page give the same id
    article: id of the article
    span: place of the sentence that tells it
    type: type of the codebook
    actors: codes of those who do it
    modality: whether it happened, is planned, hangs on a condition, and so on
    provenance: which rule of which coder made the record
    targets: codes of those it is directed at
    date: day of the act as the text gives it, never the publication's
    place: where it is done, by usual English name
    attributed_to: code of the party that asserts an act which the text does not assert itself
    person: who does or says it, by usual English name
    role: set where the person is an expert or a former official
    background: whether it is told as something from before
    confidence [share]: how likely type and actors are right, 0 to 1, by the coder's calibration
    """

    id: str
    article: str
    span: Span
    type: SignalType
    actors: tuple[str, ...]
    modality: Modality
    provenance: Provenance
    targets: tuple[str, ...] = ()
    date: When | None = None
    place: str | None = None
    attributed_to: str | None = None
    person: str | None = None
    role: str | None = None  # expert | former
    background: bool = False
    confidence: float | None = None


class Figure(msgspec.Struct, frozen=True, kw_only=True):
    """A number with its unit, holder and kind.

    id: id of the record
    article: id of the article
    span: place of the number with its noun
    value [see unit]: the number as printed, or the lower bound of a range
    unit: what is counted
    kind: limit, stockpile, count, distance, share, duration or money
    provenance: which rule of which coder made the record
    high [see unit]: upper bound of a range
    holder: code of whose it is
    as_of: ISO date for which it holds, where told
    """

    id: str
    article: str
    span: Span
    value: float
    unit: str
    kind: str
    provenance: Provenance
    high: float | None = None
    holder: str | None = None
    as_of: str | None = None


class DateMention(msgspec.Struct, frozen=True, kw_only=True):
    """A calendar or relative expression.

    id: id of the record
    article: id of the article
    span: place of the expression
    when: the days that it means; none where they cannot be told
    provenance: which rule of which coder made the record
    """

    id: str
    article: str
    span: Span
    when: When | None
    provenance: Provenance


class SourceMention(msgspec.Struct, frozen=True, kw_only=True):
    """An outlet or agency that the text names as its source or as a statement's channel.

    id: id of the record
    article: id of the article
    span: place of the name
    name: usual English name
    provenance: which rule of which coder made the record
    """

    id: str
    article: str
    span: Span
    name: str
    provenance: Provenance


class Abstention(msgspec.Struct, frozen=True, kw_only=True):
    """A cue that a coder saw and did not code, with the reason."""

    coder: str
    rule: str
    reason: str
    span: Span
