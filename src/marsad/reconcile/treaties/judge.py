"""A claimed act on a treaty held against what is known to have happened."""

from collections.abc import Sequence
from datetime import date

import msgspec

from marsad.model import Check, CheckVerdict, Fact, Span
from marsad.reconcile.desk.facts import cite
from marsad.reconcile.treaties.acts import Claim
from marsad.reference.days import first_day, last_day
from marsad.reference.states import name_code
from marsad.reference.treaties import TreatyEvent, find_events, load_treaties
from marsad.text.normal import normalise

_FITS: dict[str, tuple[str, ...]] = {
    "sign": ("signed",),
    "ratify": ("ratified",),
    "deratify": ("deratified", "deratification_voted"),
    "enter": ("in_force",),
    "extend": ("extended",),
    "suspend": ("suspended", "suspension_announced", "suspension_voted"),
    "withdraw": ("withdrawn", "notice", "withdrawal_voted"),
    "expire": ("expired", "ended"),
    "halt_inspections": ("inspections_halted", "inspections_refused", "notifications_withheld"),
    "postpone_session": ("session_postponed",),
}
_SAYS = {
    "sign": "signed",
    "ratify": "ratified",
    "deratify": "ratification withdrawn",
    "enter": "in force",
    "extend": "extended",
    "suspend": "suspended",
    "withdraw": "withdrew",
    "expire": "ended",
    "halt_inspections": "inspections halted",
    "postpone_session": "session postponed",
}
_ONE_SIDED = ("suspend", "withdraw", "deratify", "ratify")
_BY_ONE = (*_ONE_SIDED, "halt_inspections", "postpone_session")
_ONLY_DATED = ("sign", "ratify", "enter")  # told in passing everywhere; worth a line where a date is told
_INSTEAD = ("suspend", "withdraw", "expire")  # often taken for one another


def judge_claim(claim: Claim, span: Span, published: date | None) -> Check | None:
    """Return the check of a claim; None where nothing is known that could speak for or against it."""
    events = find_events(claim.treaty)
    fitting = _find_fitting(claim, events)
    dated = _judge_date(claim, span, fitting, published) if claim.is_told else None
    if dated is not None and dated.verdict is CheckVerdict.AGREES:
        return dated
    scheduled = _judge_schedule(claim, span, events, published) if claim.act == "expire" else None
    if scheduled is not None or not claim.is_told:
        return scheduled
    if dated is not None or claim.act in _ONLY_DATED:
        return dated
    known = [event for event in fitting if published is None or first_day(event.date) <= published]
    if known:
        return _make(claim, span, CheckVerdict.AGREES, known, _explain_many(known))
    return _judge_other(claim, span, events, published)


def _judge_date(claim: Claim, span: Span, fitting: Sequence[TreatyEvent], published: date | None) -> Check | None:
    """Return the check of the day that the page gives for an act; None where it gives none that can be held."""
    when = claim.when.when if claim.when else None
    if when is None:
        return None
    dated = [event for event in fitting if _overlaps(event, when.start, when.end)]
    if dated:
        return _make(claim, span, CheckVerdict.AGREES, dated, _explain_many(dated))
    if fitting and claim.is_close and _names_year(claim) and _covers(fitting, published):
        because = f"the page dates it {when.iso()}; it was {_list_days(fitting)}"
        return _make(claim, span, CheckVerdict.WRONG_DATE, fitting, [because])
    return None


def _judge_schedule(claim: Claim, span: Span, events: Sequence[TreatyEvent], published: date | None) -> Check | None:
    """Return the check of a day on which a treaty is to end, as it was known on the page's day."""
    when = claim.when.when if claim.when else None
    known = [event for event in events if event.until and (published is None or first_day(event.date) <= published)]
    if when is None or not known:
        return None
    last = known[-1]
    if first_day(last.until) <= when.end and when.start <= last_day(last.until):
        return _make(claim, span, CheckVerdict.AGREES, [last], [f"it was to run until {last.until}"])
    if claim.is_close and _names_year(claim) and when.start > last_day(last.date):
        because = f"the page dates it {when.iso()}; it was to run until {last.until}"
        over = when.start < first_day(last.until) and claim.is_told
        return None if over else _make(claim, span, CheckVerdict.WRONG_DATE, [last], [because])
    return None


def _find_fitting(claim: Claim, events: Sequence[TreatyEvent]) -> list[TreatyEvent]:
    """Return the acts of the kind claimed, by those named where they did any."""
    kinds = _FITS.get(claim.act, ())
    fitting = [event for event in events if event.kind in kinds]
    if claim.act in _ONE_SIDED and claim.actors:
        fitting = [event for event in fitting if set(claim.actors) & set(event.codes)]
    return fitting


def _names_year(claim: Claim) -> bool:
    """Tell whether the words of the date hold its year: one taken from the words around may be another's."""
    mention = claim.when
    if mention is None or mention.when is None:
        return False
    return str(mention.when.start.year) in normalise(mention.span.quote).normal


def _overlaps(event: TreatyEvent, start: date, end: date) -> bool:
    return first_day(event.date) <= end and start <= last_day(event.date)


def _covers(events: Sequence[TreatyEvent], published: date | None) -> bool:
    """Tell whether the page could know of one of the acts."""
    return published is None or any(first_day(event.date) <= published for event in events)


def _judge_other(claim: Claim, span: Span, events: Sequence[TreatyEvent], published: date | None) -> Check | None:
    """Return a wrong act where the named party, or all, did something else that it is taken for."""
    if claim.act not in _INSTEAD:
        return None
    others: list[TreatyEvent] = []
    for act in (*_INSTEAD, "deratify"):
        if act != claim.act:
            others += _find_fitting(msgspec.structs.replace(claim, act=act), events)
    known = [event for event in others if published is None or first_day(event.date) <= published]
    if not known:
        return None
    done = sorted(known, key=lambda event: event.date)
    because = [
        f"the page says {_SAYS[claim.act]}; that is not known to have happened",
        f"what was done: {done[-1].event}",
    ]
    return _make(claim, span, CheckVerdict.WRONG_ACT, done, because)


def _list_days(events: Sequence[TreatyEvent]) -> str:
    return ", ".join(dict.fromkeys(event.date for event in events))


def _explain_many(events: Sequence[TreatyEvent]) -> list[str]:
    if len({event.date for event in events}) > 1:
        return [f"it came in steps, and each day is right: {_list_days(events)}"]
    return []


def _make(
    claim: Claim, span: Span, verdict: CheckVerdict, events: Sequence[TreatyEvent], because: Sequence[str]
) -> Check:
    treaty = load_treaties()[claim.treaty]
    known = {code for event in find_events(claim.treaty) for code in event.codes}
    told = [name_code(code) for code in claim.actors if code in known and claim.act in _BY_ONE]
    who = " and ".join(told)
    day = claim.when.when if claim.when else None
    fits = day is not None and any(_overlaps(event, day.start, day.end) for event in events)
    when = f", {day.iso()}" if day and (fits or verdict is CheckVerdict.WRONG_DATE) else ""
    return Check(
        desk="treaty",
        verdict=verdict,
        span=span,
        claim=f"{treaty.name}: {_SAYS[claim.act]}{f' by {who}' if who else ''}{when}",
        because=tuple(because),
        facts=tuple(_cite(event) for event in events),
        subject=claim.treaty,
    )


def _cite(event: TreatyEvent) -> Fact:
    return cite(event, f"{load_treaties()[event.treaty].name}, {event.date}: {event.event}")
