"""Whether the reference data is sound: dates, codes, sources, and figures that must add up."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from itertools import combinations, pairwise
from typing import Protocol

import msgspec

from marsad.lexicon import list_strays
from marsad.reference.arsenals import ArsenalFigure, load_arsenals, load_declared, load_series
from marsad.reference.days import first_day, last_day
from marsad.reference.exercises import load_exercises
from marsad.reference.formats import load_formats
from marsad.reference.horizon import load_horizons
from marsad.reference.officeholders import Tenure, load_tenures
from marsad.reference.outlets import load_outlets
from marsad.reference.places import load_locations
from marsad.reference.states import load_organisations, load_states
from marsad.reference.systems import load_systems
from marsad.reference.treaties import load_treaties, load_treaty_events, load_treaty_terms
from marsad.reference.treaty_state import STATUSES

_BASES = frozenset({"verified", "derived", "memory"})
_CERTAINTIES = frozenset({"high", "medium", "low"})
_PARTS = ("military_stockpile", "deployed", "deployed_strategic", "retired", "high_alert")
_ORDER = ("signed", "in_force", "extended", "ended", "expired")  # of the life of a treaty
_NOBODY = "XXX"
_POLE = 90  # degrees
_ANYWHERE = frozenset({_NOBODY, "WORLD"})


class Problem(msgspec.Struct, frozen=True, kw_only=True):
    """What is wrong with a row of a table."""

    table: str
    row: str
    says: str


class _Fact(Protocol):
    @property
    def id(self) -> str: ...
    @property
    def basis(self) -> str: ...
    @property
    def source(self) -> str: ...


def check_reference() -> Iterator[Problem]:
    """Yield every problem of the reference data, the user's own among it."""
    checks: tuple[Callable[[], Iterator[Problem]], ...] = (
        _check_own,
        _check_sources,
        _check_codes,
        _check_treaty_dates,
        _check_treaty_lives,
        _check_terms,
        _check_sums,
        _check_arsenals,
        _check_exercises,
        _check_formats,
        _check_places,
        _check_tenures,
        _check_holders,
    )
    for check in checks:
        yield from check()


def _check_own() -> Iterator[Problem]:
    """Every file of the user's own has the name of one of ours."""
    for path in list_strays():
        yield Problem(table="own", row=path.name, says=f"no such table; {path} is read by nobody")


def _check_sources() -> Iterator[Problem]:
    """A fact's certainty is one of the known ones, and what is called verified says by what."""
    tables: tuple[tuple[str, Iterable[_Fact]], ...] = (
        ("arsenals", load_arsenals()),
        ("declared", load_declared()),
        ("exercises", load_exercises()),
        ("formats", load_formats().values()),
        ("horizon", load_horizons().values()),
        ("places", load_locations().values()),
        ("series", load_series().values()),
        ("systems", load_systems().values()),
        ("treaties", load_treaties().values()),
        ("treaty_events", load_treaty_events()),
        ("treaty_terms", load_treaty_terms()),
    )
    for table, rows in tables:
        for row in rows:
            if row.basis not in _BASES:
                yield Problem(table=table, row=row.id, says=f"basis {row.basis}: write {', '.join(sorted(_BASES))}")
            elif row.basis != "memory" and not row.source and table != "exercises":
                yield Problem(table=table, row=row.id, says=f"{row.basis}, and no source")
        for name, count in Counter(row.id for row in rows).items():
            if count > 1:
                yield Problem(table=table, row=name, says=f"{count} rows have this id")


def _check_codes() -> Iterator[Problem]:
    """Every actor code is a state's or organisation's."""
    known = load_states().keys() | load_organisations().keys() | _ANYWHERE
    used: list[tuple[str, str, tuple[str, ...]]] = []
    used += [("arsenals", row.id, (row.state,)) for row in load_arsenals()]
    used += [("declared", row.id, (row.state,)) for row in load_declared()]
    used += [("exercises", row.id, row.codes) for row in load_exercises()]
    used += [("formats", row.id, row.parties) for row in load_formats().values()]
    used += [("systems", row.id, row.states) for row in load_systems().values()]
    used += [("officeholders", row.id, (row.code,)) for rows in load_tenures().values() for row in rows]
    used += [("organisations", row.id, row.members) for row in load_organisations().values()]
    used += [("outlets", row.id, (row.country,)) for row in load_outlets().values()]
    used += [("places", row.id, (row.state,)) for row in load_locations().values()]
    used += [("treaties", row.id, row.parties) for row in load_treaties().values()]
    used += [("treaty_events", row.id, row.codes) for row in load_treaty_events()]
    for table, name, codes in used:
        for code in codes:
            if code not in known:
                yield Problem(table=table, row=name, says=f"unknown code {code}")


def _check_formats() -> Iterator[Problem]:
    """A format ends after it began."""
    for row in load_formats().values():
        days = [day for day in (row.since, row.until) if day]
        if not all(map(_is_date, days)) or days != sorted(days):
            yield Problem(table="formats", row=row.id, says=f"days {' to '.join(days)}: none, or turned round")


def _check_places() -> Iterator[Problem]:
    """A place is on the globe, as a point or as an area."""
    for row in load_locations().values():
        if not (abs(row.latitude) <= _POLE and abs(row.longitude) <= 2 * _POLE):
            yield Problem(table="places", row=row.id, says=f"{row.latitude}, {row.longitude}: not on the globe")
        if row.precision not in ("point", "area"):
            yield Problem(table="places", row=row.id, says=f"precision {row.precision}: write point or area")


def _is_date(text: str) -> bool:
    try:
        return first_day(text) <= last_day(text)
    except (ValueError, IndexError):
        return False


def _check_treaty_dates() -> Iterator[Problem]:
    """Acts are of known treaties, halt known terms of theirs, and let them run on, not back."""
    terms = {term.id: term.treaty for term in load_treaty_terms()}
    for event in load_treaty_events():
        if event.until and event.until <= event.date:
            yield Problem(table="treaty_events", row=event.id, says=f"runs until {event.until}, which is not after it")
        if event.treaty not in load_treaties():
            yield Problem(table="treaty_events", row=event.id, says=f"unknown treaty {event.treaty}")
        for name in event.halted:
            if terms.get(name) != event.treaty:
                yield Problem(table="treaty_events", row=event.id, says=f"halts {name}, no term of {event.treaty}")


def _check_treaty_lives() -> Iterator[Problem]:
    """Signature, entry into force, extension and end follow one another; no party acts on what it has left."""
    by_treaty = defaultdict(list)
    for event in load_treaty_events():
        by_treaty[event.treaty].append(event)
    for events in by_treaty.values():
        for before, after in combinations(events, 2):
            if before.kind in _ORDER and after.kind in _ORDER and _ORDER.index(before.kind) > _ORDER.index(after.kind):
                yield Problem(table="treaty_events", row=after.id, says=f"{after.kind} after {before.kind}")
            left = set(before.codes) & set(after.codes) if before.kind == "withdrawn" else set()
            if left and after.kind in ("suspended", "ratified", "extended"):
                who = ", ".join(sorted(left))
                yield Problem(table="treaty_events", row=after.id, says=f"{after.kind} by {who}, which had left")
        closed = next((event for event in events if event.kind in ("ended", "expired")), None)
        for event in events if closed else ():
            if closed and event.kind in STATUSES and last_day(event.date) > last_day(closed.date):
                yield Problem(table="treaty_events", row=event.id, says=f"{event.kind} after the end on {closed.date}")


def _check_terms() -> Iterator[Problem]:
    for term in load_treaty_terms():
        if term.treaty not in load_treaties():
            yield Problem(table="treaty_terms", row=term.id, says=f"unknown treaty {term.treaty}")
        if term.start and term.until and term.start > term.until:
            yield Problem(table="treaty_terms", row=term.id, says="ends before it starts")
        if term.high is not None and (term.value is None or term.high <= term.value):
            yield Problem(table="treaty_terms", row=term.id, says="the range's upper bound is not above the lower")


def _check_sums() -> Iterator[Problem]:
    """An inventory is what is in service and what is retired; the states of an edition add up to its world total."""
    by_edition: dict[tuple[str, int, str], dict[str, ArsenalFigure]] = defaultdict(dict)
    for row in load_arsenals():
        if row.edition is None:
            by_edition[row.series, row.year, row.state][row.kind] = row
    for kinds in by_edition.values():
        whole, stockpile, retired = (kinds.get(kind) for kind in ("total_inventory", "military_stockpile", "retired"))
        if whole and stockpile and retired and whole.value != stockpile.value + retired.value:
            sum_of = f"{stockpile.value} in the stockpile and {retired.value} retired"
            yield Problem(table="arsenals", row=whole.id, says=f"{whole.value} is not the sum of {sum_of}")
        for part in (kinds[kind] for kind in _PARTS if kind in kinds):
            if whole and part.value > (whole.high or whole.value):
                yield Problem(table="arsenals", row=part.id, says=f"{part.value} {part.kind} of {whole.value} in all")
    yield from _check_world()


def _check_world() -> Iterator[Problem]:
    armed = {code for code, state in load_states().items() if state.nuclear_armed}
    totals: dict[tuple[str, int], dict[str, ArsenalFigure]] = defaultdict(dict)
    for row in load_arsenals():
        if row.kind == "total_inventory" and row.edition is None:
            totals[row.series, row.year][row.state] = row
    for states in totals.values():
        world = states.get("WORLD")
        if world is None or not armed <= states.keys():
            continue
        low = sum(states[code].value for code in armed)
        high = sum(states[code].high or states[code].value for code in armed)
        korea = states["PRK"]  # which the totals before 2022 leave out
        without = (low - korea.value, high - (korea.high or korea.value))
        rounding = sum(1 for code in armed if states[code].value % 5 == 0)
        if not any(first - rounding <= world.value <= last + rounding for first, last in ((low, high), without)):
            yield Problem(table="arsenals", row=world.id, says=f"{world.value}, but the states add up to {low}-{high}")


def _check_arsenals() -> Iterator[Problem]:
    for row in load_arsenals():
        if row.series not in load_series():
            yield Problem(table="arsenals", row=row.id, says=f"unknown series {row.series}")
        if row.high is not None and row.high <= row.value:
            yield Problem(table="arsenals", row=row.id, says="the range's upper bound is not above the lower")
        if row.value < 0 or row.printed < row.year:
            yield Problem(table="arsenals", row=row.id, says="a negative figure, or one printed before its year")
    for declared in load_declared():
        if not _is_date(declared.date) or declared.value < 0:
            yield Problem(table="declared", row=declared.id, says="no date, or a negative figure")


def _check_exercises() -> Iterator[Problem]:
    for row in load_exercises():
        if row.start and row.end and first_day(row.start) > last_day(row.end):
            yield Problem(table="exercises", row=row.id, says="ends before it starts")
        elif row.start and first_day(row.start).year != row.year:
            yield Problem(table="exercises", row=row.id, says=f"starts in another year than {row.year}")
        if row.certainty not in _CERTAINTIES:
            yield Problem(table="exercises", row=row.id, says=f"certainty {row.certainty}")


def _check_tenures() -> Iterator[Problem]:
    for rows in load_tenures().values():
        for row in rows:
            bounds = [bound for bound in (row.start, row.end) if bound]
            if not all(map(_is_date, bounds)):
                yield Problem(table="officeholders", row=row.id, says=f"dates {' '.join(bounds)}")
            elif len(bounds) == 2 and first_day(row.start) > last_day(row.end):
                yield Problem(table="officeholders", row=row.id, says="ends before it starts")
            if row.certainty not in _CERTAINTIES:
                yield Problem(table="officeholders", row=row.id, says=f"certainty {row.certainty}")


def _check_holders() -> Iterator[Problem]:
    """No two hold one office at once, as far as days are known; offices of several seats are left out."""
    by_post: dict[tuple[str, str], list[Tenure]] = defaultdict(list)
    for rows in load_tenures().values():
        for row in rows:
            if row.post in _SINGLE and row.role == "official" and len(row.start) == 10:
                by_post[row.code, row.post].append(row)
    for tenures in by_post.values():
        tenures.sort(key=lambda row: row.start)
        for before, after in pairwise(tenures):
            other = before.organisation != after.organisation and before.organisation and after.organisation
            if before.person != after.person and not other and (not before.end or after.start < before.end):
                until = before.end or "open"
                yield Problem(table="officeholders", row=after.id, says=f"from {after.start}, but {before.id} {until}")


_SINGLE = frozenset({"president", "prime-minister", "foreign-minister", "defence-minister", "secretary-general"})
