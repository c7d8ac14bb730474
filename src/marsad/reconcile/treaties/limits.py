"""Numbers that a page gives for a treaty's limits and rights, and what it says they count."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache

from marsad.model import Check, CheckVerdict, Fact, Figure
from marsad.reconcile.desk import Line, Word
from marsad.reconcile.desk.facts import cite, format_number
from marsad.reconcile.desk.page import Placed
from marsad.reconcile.treaties.mentions import Talk
from marsad.reference.arsenals import load_declared
from marsad.reference.treaties import TreatyTerm, find_terms, load_treaties, load_treaty_terms
from marsad.text.match import Hit

_SCOPE, _BEFORE, _STEP = 18, 8, 5  # tokens
_DELIVERY = frozenset({"missiles", "launchers", "bombers", "aircraft", "submarines"})
_WHOLE = frozenset({"icbm", "slbm", "bomber"})
_REFINES = frozenset({"icbm", "slbm"})
_NAMES = {"icbm": "intercontinental missiles", "slbm": "submarine-launched missiles", "bomber": "bombers"}


def check_limits(talk: Talk) -> Iterator[Check]:
    """Yield a check of each number of a line that stands for a limit or right of the treaty it is about."""
    for placed, figure in talk.line.figures:
        treaty = talk.nearest(placed.start)
        if treaty is not None:
            yield from _check(talk, placed, figure, treaty)


def _check(talk: Talk, placed: Placed, figure: Figure, treaty: str) -> Iterator[Check]:
    scope = _find_scope(talk.line, placed)
    unit = _find_unit(talk.line, placed, figure, scope)
    terms = [term for term in find_terms(treaty) if term.unit == unit and term.value is not None]
    equal = [term for term in terms if _equals(term, figure)]
    if equal and not _is_declared(talk.line, figure):
        yield _judge_scope(talk.line, placed, figure, equal[0], scope)
    elif terms and not equal and (figure.kind == "limit" or unit == "years") and not _is_of_another(talk, figure, unit):
        yield _judge_number(figure, terms, _find_other(treaty, figure, unit))


def _equals(term: TreatyTerm, figure: Figure) -> bool:
    if term.high is None:
        return term.value == figure.value and figure.high is None
    return {figure.value, figure.high or figure.value} <= {term.value, term.high}


def _is_declared(line: Line, figure: Figure) -> bool:
    """Tell whether a number stands among totals declared for one day: then it is no limit."""
    values = {one.value for _, one in line.figures}
    return any(figure.value in same and len(same & values) > 1 for same in _list_declared())


@cache
def _list_declared() -> tuple[frozenset[float], ...]:
    """Return the totals that each party declared for one day."""
    by_day: dict[tuple[str, str], set[float]] = defaultdict(set)
    for row in load_declared():
        by_day[row.date, row.state].add(row.value)
    return tuple(frozenset(values) for values in by_day.values())


def _find_scope(line: Line, placed: Placed) -> list[tuple[Hit, Word]]:
    """Return the words for what is counted: right after the number up to the next one, else right before it."""
    later = [one.start for one, _ in line.figures if one.start > placed.start]
    tokens = line.after(placed.start, _SCOPE)
    end = min([*later[:1], tokens[-1].end if tokens else placed.end])
    after = _chain(line, line.between("part", placed.start, end), placed.start)
    if after:
        return after
    earlier = [one.end for one, _ in line.figures if one.end < placed.start]
    back = line.before(placed.start, _BEFORE)
    start = max([*earlier[-1:], back[0].start if back else placed.start])
    return _refine(line, line.between("part", start, placed.start))


def _chain(line: Line, parts: list[tuple[Hit, Word]], start: int) -> list[tuple[Hit, Word]]:
    """Return the words that follow one another closely from the number on."""
    found: list[tuple[Hit, Word]] = []
    at = start
    for hit, word in parts:
        if line.distance(at, hit.start) > _STEP:
            break
        found.append((hit, word))
        at = hit.end
    return _refine(line, found)


def _refine(line: Line, parts: list[tuple[Hit, Word]]) -> list[tuple[Hit, Word]]:
    """Leave out "missiles" where the next words say which."""
    kept = []
    for at, (hit, word) in enumerate(parts):
        following = parts[at + 1] if at + 1 < len(parts) else None
        said = following is not None and following[1].id in _REFINES and line.distance(hit.end, following[0].start) <= 2
        if not (word.id == "missile" and said):
            kept.append((hit, word))
    return kept


def _find_unit(line: Line, placed: Placed, figure: Figure, scope: Sequence[tuple[Hit, Word]]) -> str:
    """Return the unit as the reference data has it."""
    if figure.unit in _DELIVERY:
        return "launchers"
    if figure.unit == "other" and scope:
        return "warheads" if "warhead" in scope[0][1].kinds else "launchers"
    if figure.unit == "years":
        return "years" if _is_extension(line, placed) else "other"
    return figure.unit


def _is_extension(line: Line, placed: Placed) -> bool:
    """Tell whether a length of time is that of an extension, told right before it."""
    told = [hit for hit, word in line.of("act") if hit.end <= placed.start]
    last = [hit for hit, word in line.of("act") if word.id == "extend" and hit.end <= placed.start]
    return bool(last) and last[-1] == told[-1] and line.distance(last[-1].end, placed.start) <= _SCOPE


def _is_of_another(talk: Talk, figure: Figure, unit: str) -> bool:
    """Tell whether a number is the limit of another treaty that the line names."""
    others = (term for treaty in talk.treaties for term in find_terms(treaty) if term.unit == unit)
    return any(_equals(term, figure) for term in others)


def _find_other(treaty: str, figure: Figure, unit: str) -> TreatyTerm | None:
    """Return the limit on something else that a number is; lengths of time are taken for none."""
    limits = (term for term in find_terms(treaty) if term.kind == "limit" and unit != "years")
    return next((term for term in limits if _equals(term, figure)), None)


def _judge_number(figure: Figure, terms: Sequence[TreatyTerm], other: TreatyTerm | None) -> Check:
    nearest = min(terms, key=lambda term: abs((term.value or 0) - figure.value))
    because = [f"no limit or right of {_name(nearest)} on {nearest.unit} is {format_number(figure.value)}"]
    if other is not None:
        because.append(f"{format_number(figure.value)} is the number for {other.what}")
    return _make(figure, CheckVerdict.WRONG_NUMBER, nearest, because, facts=terms)


def _judge_scope(
    line: Line, placed: Placed, figure: Figure, term: TreatyTerm, scope: Sequence[tuple[Hit, Word]]
) -> Check:
    because = ["the number is right"]
    kind = _find_inspection(line, placed) if term.unit == "inspections" else None
    if kind is not None and kind.id != term.id:
        because = [f"said of {kind.what}"]
        return _make(figure, CheckVerdict.WRONG_NUMBER, kind, because)
    if term.parts:
        said = frozenset(kind for _, word in scope for kind in word.kinds) & _WHOLE
        if said and said < set(term.parts):
            named = " and ".join(_NAMES[kind] for kind in sorted(said))
            missing = " and ".join(_NAMES[kind] for kind in sorted(set(term.parts) - said))
            because = [f"limit given as {named} only; it counts {missing} too"]
            return _make(figure, CheckVerdict.NARROWED, term, because)
    return _judge_deployment(line, placed, figure, term, because)


def _find_inspection(line: Line, placed: Placed) -> TreatyTerm | None:
    """Return the right to the kind of inspection that the words right after a number name."""
    later = [one.start for one, _ in line.figures if one.start > placed.start]
    tokens = line.after(placed.end, _BEFORE)
    end = min([*later[:1], tokens[-1].end if tokens else placed.end])
    named = [word.id for _, word in line.between("inspection_type", placed.end, end)]
    return next((term for term in load_treaty_terms() if named and term.id.endswith(f":{named[0]}")), None)


def _judge_deployment(line: Line, placed: Placed, figure: Figure, term: TreatyTerm, because: list[str]) -> Check:
    later = [one.start for one, _ in line.figures if one.start > placed.start]
    tokens = line.after(placed.start, _SCOPE)
    end = min([*later[:1], tokens[-1].end if tokens else placed.end])
    idle = line.between("non_deployed", placed.start, end)
    told = [hit for hit, _ in line.between("deployed", placed.start, end) if not _is_inside(hit, idle)]
    if term.deployed == "yes" and idle:
        because = ["said of what is deployed and what is not; the limit counts what is deployed"]
        return _make(figure, CheckVerdict.WRONG_NUMBER, term, because, facts=_find_sisters(term))
    if term.deployed == "both" and told and not idle:
        because = ["limit given as deployed ones only; it counts those not deployed too"]
        return _make(figure, CheckVerdict.NARROWED, term, because)
    if term.deployed == "yes" and not told:
        because.append("the page does not say that only what is deployed counts")
    return _make(figure, CheckVerdict.AGREES, term, because)


def _is_inside(hit: Hit, idle: Sequence[tuple[Hit, Word]]) -> bool:
    return any(other.start <= hit.start and hit.end <= other.end for other, _ in idle)


def _find_sisters(term: TreatyTerm) -> list[TreatyTerm]:
    return [other for other in find_terms(term.treaty) if other.unit == term.unit]


def _name(term: TreatyTerm) -> str:
    return load_treaties()[term.treaty].name


def _describe(term: TreatyTerm) -> str:
    value = format_number(term.value or 0) + (f" to {format_number(term.high)}" if term.high is not None else "")
    return f"{value} {term.what}" + (f", a {term.per}" if term.per else "")


def _make(
    figure: Figure, verdict: CheckVerdict, term: TreatyTerm, because: list[str], facts: Sequence[TreatyTerm] = ()
) -> Check:
    high = f"–{format_number(figure.high)}" if figure.high is not None else ""
    return Check(
        desk="treaty",
        verdict=verdict,
        span=figure.span,
        claim=f"{_name(term)}: {format_number(figure.value)}{high} {term.unit}",
        because=tuple(because),
        facts=tuple(_cite(one) for one in (facts or (term,))),
        subject=term.treaty,
    )


def _cite(term: TreatyTerm) -> Fact:
    start = f", from {term.start}" if term.start else ""
    until = f" until {term.until}" if term.until else ""
    return cite(term, f"{_name(term)}: {_describe(term)}{start}{until}")
