"""Records: one document says one thing, with where and by what rule it was read."""

from enum import StrEnum

import msgspec

from marsad.model.span import Span
from marsad.model.when import When


class SignalType(StrEnum):
    """The codebook's types, in its order."""

    THREAT = "threat"
    WARNING = "warning"
    DEMAND = "demand"
    ACCUSATION = "accusation"
    DENIAL = "denial"
    ASSURANCE = "assurance"
    PLEDGE = "pledge"
    OFFER = "offer"
    REJECTION = "rejection"
    ASSESSMENT = "assessment"
    DOCTRINE = "doctrine"
    DEPLOYMENT = "deployment"
    WITHDRAWAL = "withdrawal"
    ALERT = "alert"
    EXERCISE = "exercise"
    TEST = "test"
    CAPABILITY = "capability"
    MOBILIZATION = "mobilization"
    ARMS_TRANSFER = "arms_transfer"
    USE_OF_FORCE = "use_of_force"
    INCIDENT = "incident"
    ANNEXATION = "annexation"
    TREATY_COMMITMENT = "treaty_commitment"
    TREATY_SUSPENSION = "treaty_suspension"
    INSPECTION = "inspection"
    TALKS = "talks"
    BACKCHANNEL = "backchannel"
    AGREEMENT = "agreement"
    ALIGNMENT = "alignment"
    SANCTION = "sanction"


class Modality(StrEnum):
    """Whether a signal's act happened, is planned, hangs on a condition, and so on."""

    ACTUAL = "actual"
    PLANNED = "planned"
    CONDITIONAL = "conditional"
    POSSIBLE = "possible"
    DENIED = "denied"
    HALTED = "halted"


class Provenance(msgspec.Struct, frozen=True, kw_only=True):
    """Which rule of which coder made a record, under which codebook.

    `rule` is a stable id found in the coder's data; `cue` is the place whose words set the rule off;
    `because` tells the reading in short steps for an analyst.
    """

    coder: str
    version: str
    codebook: str
    rule: str
    cue: Span | None = None
    because: tuple[str, ...] = ()


class Statement(msgspec.Struct, frozen=True, kw_only=True):
    """One quoted or reported content span and who said it, through whom, to whom.

    `actor` holds codes (several for a joint statement, none for an outlet in its own name). `frame` is the
    span of the reporting words. `chain` in `via` runs from the nearest outlet outwards.
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

    `confidence` is how likely type and actors are right, 0 to 1, as the coder's calibration has it; None where the
    coder does not tell.
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
    """A number with its unit, holder and kind; `high` is the upper bound of a range."""

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
    """A calendar or relative expression; `when` is None where it cannot be resolved."""

    id: str
    article: str
    span: Span
    when: When | None
    provenance: Provenance


class SourceMention(msgspec.Struct, frozen=True, kw_only=True):
    """An outlet or agency that the text names as its source or as a statement's channel."""

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
