"""A number of warheads held against published figures: which edition it agrees with, or what it is off by."""

from collections.abc import Iterator, Sequence
from datetime import date

import msgspec

from marsad.model import Check, CheckVerdict
from marsad.reconcile.arsenals.claim import ArsenalClaim
from marsad.reconcile.arsenals.match import Match, Published, describe, find_matches, find_nearest, list_published
from marsad.reconcile.desk.facts import format_number
from marsad.reference.arsenals import load_series
from marsad.reference.states import name_code

_WORLD = "WORLD"
_SUMMED = ("total_inventory", "military_stockpile", "deployed")
_ROUND = 10  # numbers that many may have
_NEAR = 0.005  # off a published figure, as slips and other counts of the same year are
_FAR = 1.5  # times the largest arsenal of the tables
_FITTING = (CheckVerdict.AGREES, CheckVerdict.MIXES_QUANTITIES)
_LARGE, _PART = 1000, 0.2  # an arsenal beside which a number can only be of a part
_TOTAL = "total_inventory"


def judge_arsenal(claim: ArsenalClaim) -> Check:
    """Return the check of a number; pure."""
    if claim.rules_out:
        return _refuse(claim, claim.rules_out)
    if not claim.states:
        return _judge_unowned(claim)
    found = _judge_for(claim, claim.states[0])
    if found.verdict is not CheckVerdict.AGREES and claim.pair:
        found = _judge_sum(claim) or found
    for state in claim.states[1:]:
        if found.verdict.is_wrong and claim.value % _ROUND:
            other = _judge_for(msgspec.structs.replace(claim, states=(state,)), state)
            found = other if other.verdict in _FITTING else found
    return found


def _judge_for(claim: ArsenalClaim, state: str) -> Check:
    rows = [row for row in list_published(claim.unit) if row.state == state]
    if not rows:
        return _refuse(claim, f"no figures for {_name(state)} here")
    named = [row for row in rows if row.kind in claim.quantities] if claim.quantities else rows
    matches = find_matches(claim, named)
    if matches:
        return _judge_age(claim, matches, rows)
    others = find_matches(msgspec.structs.replace(claim, approx=""), [row for row in rows if row not in named])
    exact = [match for match in others if match.is_exact]
    if claim.quantities and exact:
        because = f"said of {_list_kinds(claim.named)}; it is the number for {_list_kinds([exact[0].row.kind])}"
        return _make(claim, CheckVerdict.MIXES_QUANTITIES, exact[:3], [because])
    if not claim.is_whole:
        return _refuse(claim, "the words do not say that it is the whole arsenal, and no published figure equals it")
    if claim.year is not None and claim.year < min(row.year for row in rows):
        return _refuse(claim, f"said of {claim.year}; the tables here begin with {min(row.year for row in rows)}")
    return _judge_far(claim, named, rows, state)


def _judge_age(claim: ArsenalClaim, matches: Sequence[Match], rows: Sequence[Published]) -> Check:
    """Tell whether the edition agreed with is the one that the page could know, or the one that it speaks of."""
    of_year = [match for match in matches if match.row.year == claim.year]
    current = [match for match in matches if is_current(match.row, rows, claim.known_by)]
    if of_year or current or claim.known_by is None or claim.was:
        best = sorted(
            of_year or current or matches, key=lambda match: not _can_know(match.row, claim.known_by, early=1)
        )
        return _make(claim, CheckVerdict.AGREES, best[:3], [*_explain(claim, best)])
    coming = [match for match in matches if claim.known_by and match.row.printed > claim.known_by.year]
    if len(coming) == len(matches):
        return _make(claim, CheckVerdict.NOT_CHECKABLE, coming[:1], ["equals a figure published after the page"])
    old = max((match for match in matches if match not in coming), key=lambda match: (match.row.year, match.is_exact))
    newest = max((row for row in rows if _can_know(row, claim.known_by) and row.kind == old.row.kind), key=_age)
    because = [*_explain(claim, [old]), f"since then {describe(newest)}"]
    return _make(claim, CheckVerdict.STALE, [old, Match(row=newest, is_exact=False)], because)


def _age(row: Published) -> tuple[int, int, str]:
    return row.printed, row.year, row.date


def is_current(row: Published, rows: Sequence[Published], known_by: date | None) -> bool:
    """Tell whether a figure is of the newest edition of its series that had surely come out, or of a later one."""
    if known_by is None:
        return True
    same = [one for one in rows if one.kind == row.kind and one.series == row.series and _can_know(one, known_by)]
    newest = max((one.printed for one in same), default=row.printed)
    newer = [one for one in rows if one.kind == row.kind and _can_know(one, known_by) and one.printed > row.printed]
    return row.printed >= newest and row.printed <= known_by.year and (not newer or row.series == "New START")


def _can_know(row: Published, known_by: date | None, early: int = 0) -> bool:
    """Tell whether an edition had surely come out; with months `early`, whether it may have."""
    if known_by is None:
        return True
    if row.date:
        return row.date <= known_by.isoformat()
    return (row.printed, load_series()[row.series].month - early) <= (known_by.year, known_by.month)


def _judge_far(claim: ArsenalClaim, named: Sequence[Published], rows: Sequence[Published], state: str) -> Check:
    """Return the check of a number that no published figure fits."""
    whole = [row for row in rows if row.kind == _TOTAL and _can_know(row, claim.known_by)]
    newest = max(whole, key=_age, default=None)
    refused = newest and (_judge_impossible(claim, whole, newest) or _judge_part(claim, newest))
    if refused:
        return refused
    kinds = claim.quantities or (_TOTAL,)
    known = [row for row in rows if _can_know(row, claim.known_by)] or list(rows)
    known = [row for row in known if row.kind in kinds] or [row for row in known if not claim.quantities]
    if not known:
        return _refuse(claim, f"no figures on {_list_kinds(claim.named)} ones for {_name(state)} here")
    old = find_nearest(claim, known)
    if newest and abs(claim.value - old.value) <= old.value * _NEAR and old.printed < newest.printed:
        reasons = [f"near {describe(old)}, off by {claim.value - old.value:+,.0f}", f"since then {describe(newest)}"]
        return _make(claim, CheckVerdict.STALE, [_cite(old), _cite(newest)], reasons)
    recent = [row for row in known if row.year == claim.year]
    recent = recent or [row for row in known if is_current(row, rows, claim.known_by)] or known
    nearest = find_nearest(claim, recent)
    off = claim.value - (nearest.value if claim.value < nearest.value else nearest.top)
    reasons = [f"nearest: {describe(nearest)}; off by {off:+,.0f} ({off / max(nearest.value, 1):+.0%})"]
    reasons += [f"it is the figure of another: {describe(row)}" for row in _find_owners(claim, state)]
    return _make(claim, CheckVerdict.OFF_BY, [_cite(nearest)], reasons)


def _cite(row: Published) -> Match:
    return Match(row=row, is_exact=False)


def _judge_impossible(claim: ArsenalClaim, whole: Sequence[Published], newest: Published) -> Check | None:
    """Return the check of more warheads than the state has had in all the years of the tables, or has in all."""
    most = max(whole, key=lambda row: row.top)
    if claim.value > most.top * _FAR:
        because = f"{describe(newest)} at the latest, and at most {describe(most)} since {_since(whole)}"
        return _make(claim, CheckVerdict.IMPOSSIBLE, [_cite(most)], [because])
    if claim.quantities and _TOTAL not in claim.quantities and claim.value > newest.top:
        because = f"more {_list_kinds(claim.named)} warheads than there are in all: {describe(newest)}"
        return _make(claim, CheckVerdict.IMPOSSIBLE, [_cite(newest)], [because])
    return None


def _judge_part(claim: ArsenalClaim, newest: Published) -> Check | None:
    """Return a refusal where a number is so small beside a large arsenal that it can only be of a part of it."""
    if newest.value >= _LARGE and claim.value < newest.value * _PART and not claim.quantities:
        return _refuse(claim, f"too few for a whole arsenal: {describe(newest)}")
    return None


def _find_owners(claim: ArsenalClaim, state: str) -> list[Published]:
    """Return the figure of another state that a number, not a round one, equals: numbers get swapped."""
    rows = [row for row in list_published(claim.unit) if row.state != state and row.kind == _TOTAL]
    same = [row for row in rows if row.value == claim.value and row.value % 100 and _can_know(row, claim.known_by)]
    return same[-1:]


def _since(rows: Sequence[Published]) -> int:
    return min(row.year for row in rows)


def _judge_sum(claim: ArsenalClaim) -> Check | None:
    """Return agreement where the number is that of two arsenals together, whose states are named together."""
    rows = sorted(list_published(claim.unit), key=_age, reverse=True)
    rows = [row for row in rows if _can_know(row, claim.known_by)]
    rows = [row for row in rows if row.kind in (claim.quantities or _SUMMED)]
    for first in (row for row in rows if row.state == claim.pair[0]):
        for second in (row for row in rows if row.state == claim.pair[1] and row.kind == first.kind):
            same = (first.series, first.year, first.date) == (second.series, second.year, second.date)
            both = msgspec.structs.replace(first, value=first.value + second.value, high=None)
            if same and find_matches(claim, [both]):
                because = f"{_name(first.state)} and {_name(second.state)} together: {format_number(both.value)}"
                whole = msgspec.structs.replace(claim, states=claim.pair, is_sum=True)
                return _make(whole, CheckVerdict.AGREES, [_cite(first), _cite(second)], [because])
    return None


def _judge_unowned(claim: ArsenalClaim) -> Check:
    """Return agreement where the number, not a round one, is that of one state alone."""
    rows = [row for row in list_published(claim.unit) if not claim.quantities or row.kind in claim.quantities]
    exact = [match for match in find_matches(claim, rows) if match.is_exact]
    if claim.value >= 1000 and claim.value % 100 and len({match.row.state for match in exact}) == 1:
        return _make(
            claim,
            CheckVerdict.AGREES,
            exact[:3],
            [f"the page does not say whose; equals only {describe(exact[0].row)}"],
        )
    return _refuse(claim, "the page does not say whose it is")


def _explain(claim: ArsenalClaim, matches: Sequence[Match]) -> Iterator[str]:
    match = matches[0]
    how = "the very figure" if match.is_exact else "rounded, as the press does"
    yield f"{how}: {match.row.series} {match.row.year}"
    if not claim.quantities and len({one.row.kind for one in matches}) == 1 and match.row.kind != _TOTAL:
        yield f"the page does not say that it counts {_list_kinds([match.row.kind])}"
    named = [series for series in claim.series if series != "New START"]
    if named and match.row.series not in claim.series and match.row.series != "New START":
        yield f"the page names {' or '.join(named[:2])}"


def _list_kinds(kinds: Sequence[str]) -> str:
    return " and ".join(kind.replace("_", " ").replace("-", " ") for kind in kinds)


def _name(state: str) -> str:
    return "the world" if state == _WORLD else name_code(state)


def _refuse(claim: ArsenalClaim, why: str) -> Check:
    return _make(claim, CheckVerdict.NOT_CHECKABLE, [], [why])


def _make(claim: ArsenalClaim, verdict: CheckVerdict, matches: Sequence[Match], because: Sequence[str]) -> Check:
    high = f"–{format_number(claim.high)}" if claim.high is not None else ""
    states = claim.states[: 2 if claim.is_sum else 1]
    whose = f" of {' and '.join(map(_name, states))}" if states else ""
    kind = f", {_list_kinds(claim.named)}" if claim.named else ""
    year = f", in {claim.year}" if claim.year else ""
    return Check(
        desk="arsenal",
        verdict=verdict,
        span=claim.figure.span,
        claim=f"{format_number(claim.value)}{high} {claim.unit}{whose}{kind}{year}",
        because=tuple(because),
        facts=tuple(match.row.cite() for match in matches),
        subject=next(iter((*states, *(match.row.state for match in matches))), ""),
    )
