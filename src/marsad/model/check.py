"""Checks: what a page says, held against a fact of the reference data."""

from enum import StrEnum

import msgspec

from marsad.model.span import Span


class CheckVerdict(StrEnum):
    """What came of holding a claim against the facts."""

    AGREES = "agrees"
    STALE = "stale"  # agrees with an older edition than the page could know
    NARROWED = "narrowed"  # the number of a limit, with a part of what it counts
    WRONG_NUMBER = "wrong_number"
    WRONG_DATE = "wrong_date"
    WRONG_ACT = "wrong_act"  # "withdrew" where it suspended, and the like
    OUTDATED = "outdated"  # was so, and no longer on the page's day
    OFF_BY = "off_by"  # nearest to a published figure, and not that
    MIXES_QUANTITIES = "mixes_quantities"  # the figure of another quantity than the one named
    IMPOSSIBLE = "impossible"
    NOT_CHECKABLE = "not_checkable"
    ROUTINE = "routine"  # of exercises
    EARLY = "early"
    LATE = "late"
    LARGER = "larger"
    UNANNOUNCED = "unannounced"
    DECLARED_RESPONSE = "declared_response"
    UNKNOWN_SERIES = "unknown_series"

    @property
    def is_wrong(self) -> bool:
        """Tell whether the page is at odds with the facts."""
        return self in _WRONG

    @property
    def is_unscheduled(self) -> bool:
        """Tell whether an exercise is outside its usual weeks, sudden or an answer."""
        return self in _UNSCHEDULED


_UNSCHEDULED = frozenset(
    {CheckVerdict.DECLARED_RESPONSE, CheckVerdict.EARLY, CheckVerdict.LATE, CheckVerdict.UNANNOUNCED}
)
_WRONG = frozenset(
    {
        CheckVerdict.STALE,
        CheckVerdict.NARROWED,
        CheckVerdict.WRONG_NUMBER,
        CheckVerdict.WRONG_DATE,
        CheckVerdict.WRONG_ACT,
        CheckVerdict.OUTDATED,
        CheckVerdict.OFF_BY,
        CheckVerdict.MIXES_QUANTITIES,
        CheckVerdict.IMPOSSIBLE,
    }
)


class Fact(msgspec.Struct, frozen=True, kw_only=True):
    """A row of the reference data as held against a claim: its id, what it says, by whom, and how sure.

    `basis` is verified, derived or memory.
    """

    id: str
    says: str
    basis: str
    source: str = ""


class Check(msgspec.Struct, frozen=True, kw_only=True):
    """One claim of a page and the facts that it was held against.

    `desk` is treaty, arsenal or exercise; `span` holds the page's words; `claim` and `because` tell in plain words what
    was understood and why it was judged so. `subject` is what it is about: the id of a treaty or a series of exercises,
    the code of a state; empty where none is known.
    """

    desk: str
    verdict: CheckVerdict
    span: Span
    claim: str
    because: tuple[str, ...] = ()
    facts: tuple[Fact, ...] = ()
    subject: str = ""
