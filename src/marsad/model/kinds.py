"""Kinds that the command line offers as choices: enumerations alone, so that its help loads nothing else."""

from enum import StrEnum


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


class Status(StrEnum):
    """How surely an episode happened, by who says so; derived from its tellings, never set by hand."""

    CLAIMED = "claimed"  # one side, or one upstream source
    CONFIRMED = "confirmed"  # independent upstream sources, or the other side too
    DISPUTED = "disputed"  # denied or told otherwise
    CORRECTED = "corrected"  # taken back by the source that had it
    CANCELLED = "cancelled"  # planned, and called off or put off
