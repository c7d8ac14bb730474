"""What a number of warheads on a page means: whose, which quantity, of which year, in whose series."""

from collections.abc import Iterator, Sequence
from datetime import date

import msgspec

from marsad.languages.ar.clitics import has_purpose
from marsad.model import Figure, When
from marsad.reconcile.desk import Line, Page, Word
from marsad.reconcile.desk.page import Party, Placed, is_armed
from marsad.text.match import Hit

_BEFORE, _AFTER, _RIGHT_AFTER, _APPROX, _OWNER_AFTER, _LINKED = 10, 10, 3, 3, 5, 2  # tokens
_WORLD = "WORLD"
_LAUNCHERS = frozenset({"launchers", "missiles", "other"})
_ONLY_BEFORE = ("forecast", "none", "carried")  # words that rule out a number after them
_LONG_AGO = "past"
_BARE = "figure.context"  # the rule for numbers without a noun
_ACCOUNTED = "new-start"
_TOTAL_LAUNCHERS = "total_launchers"
_COMMA = "\u060c"  # the Arabic one


class ArsenalClaim(msgspec.Struct, frozen=True, kw_only=True):
    """A number of warheads or launchers as a claim.

    `states` are whose it may be, the likeliest first; `quantities` the kinds that the words name, none where they name
    none, and `named` their names for people; `year` the year of which it is said; `known_by` the page's day. `series`
    are those that the page names; `approx` is how exactly it is meant: "", about, above, below. `rules_out` says why it
    is no figure of an arsenal. `pair` are two states named together before it, whose sum it may be, and `is_sum` says
    that it is; `was` that it rises or falls from it; `is_whole` that the words tell of an arsenal; `is_sure` that what
    is counted stands in the number's own words.
    """

    figure: Figure
    unit: str
    value: float
    high: float | None
    states: tuple[str, ...]
    quantities: tuple[str, ...] = ()
    year: int | None = None
    known_by: date | None = None
    series: tuple[str, ...] = ()
    approx: str = ""
    rules_out: str = ""
    named: tuple[str, ...] = ()
    pair: tuple[str, ...] = ()
    is_sum: bool = False
    was: bool = False
    is_sure: bool = True
    is_whole: bool = False


def find_arsenal_claims(page: Page) -> Iterator[ArsenalClaim]:
    """Yield the numbers of a page that may be figures of an arsenal."""
    series = tuple(dict.fromkeys(kind for line in page.lines for _, word in line.of("series") for kind in word.kinds))
    owner: tuple[str, ...] = ()
    counts_launchers = any(word.id == _ACCOUNTED for line in page.lines for _, word in line.of("treaty"))
    for line in page.lines:
        told: tuple[str, ...] = ()
        for placed, figure in line.figures:
            unit = _find_unit(line, placed, figure, counts_launchers)
            if unit is None or figure.kind == "limit":
                continue
            states = _find_states(line, placed, figure, owner)
            others = _find_others(line, placed, (*states, *told))
            claim = _make(page, line, placed, figure, unit, (*states, *others), series)
            yield claim
            told += states[:1] if not claim.rules_out else ()
            owner = states[:1]
        owner = _last_owner(line, owner)


def _last_owner(line: Line, owner: tuple[str, ...]) -> tuple[str, ...]:
    """Return whom the next line may go on about."""
    named = [party.code for party in line.parties if is_armed(party.code)]
    return tuple(named[-1:]) or owner


def _find_unit(line: Line, placed: Placed, figure: Figure, counts_launchers: bool) -> str | None:
    """Return what is counted: warheads, or delivery systems on a page about the treaty that has them declared."""
    tokens = line.after(placed.start, _RIGHT_AFTER + 1)
    end = tokens[-1].end if tokens else placed.end
    parts = [word.id for _, word in line.between("part", placed.start, end)]
    if figure.unit == "warheads" or (figure.unit == "other" and "warhead" in parts):
        return "warheads"
    if figure.unit == "other" and figure.provenance.rule == _BARE and not parts and _is_counted_before(line, placed):
        return "warheads"
    return "launchers" if counts_launchers and figure.unit in _LAUNCHERS and "delivery" in parts else None


def _is_counted_before(line: Line, placed: Placed) -> bool:
    """Tell whether warheads are named before a number that has no noun of its own, and nothing else after them."""
    start, _ = _find_window(line, placed)
    named = line.between("part", start, placed.start)
    return bool(named) and "warhead" in named[-1][1].kinds


def _make(
    page: Page, line: Line, placed: Placed, figure: Figure, unit: str, states: tuple[str, ...], series: tuple[str, ...]
) -> ArsenalClaim:
    start, end = _find_window(line, placed)
    near = line.of("no_arsenal", "change", "approx", "quantity", "including")
    around = [(hit, word) for hit, word in near if start <= hit.start and hit.end <= end]
    words = _find_quantities(line, placed, around)
    idle = unit == "launchers" and bool(line.between("non_deployed", start, end))
    quantities = (_TOTAL_LAUNCHERS,) if idle else tuple(dict.fromkeys(kind for word in words for kind in word.kinds))
    return ArsenalClaim(
        figure=figure,
        unit=unit,
        value=figure.value,
        high=figure.high,
        states=states,
        quantities=quantities,
        named=("deployed and not deployed",) if idle else tuple(dict.fromkeys(word.id for word in words)),
        year=_find_year(line, placed, figure),
        known_by=page.published,
        series=tuple(kind for _, word in line.of("series") for kind in word.kinds) or series,
        approx=_find_approx(line, placed, around),
        rules_out=_find_reason(page, line, placed, around),
        pair=_find_pair(line, placed),
        was=_is_former(line, placed),
        is_sure=figure.unit == "warheads" or unit == "launchers",
        is_whole=figure.kind == "stockpile" or bool(words),
    )


def _find_window(line: Line, placed: Placed) -> tuple[int, int]:
    """Return the range of the words that go with a number: on to the next, back to what goes with the one before."""
    earlier = [one.end for one, _ in line.figures if one.end <= placed.start]
    later = [one.start for one, _ in line.figures if one.start >= placed.end]
    back, on = line.before(placed.start, _BEFORE), line.after(placed.end, _AFTER)
    start = back[0].start if back else placed.start
    if earlier and earlier[-1] > start:
        start = _skip_theirs(line, earlier[-1], placed.start)
    end = min([*later[:1], on[-1].end if on else placed.end])
    return start, max(end, placed.end)


def _skip_theirs(line: Line, last: int, start: int) -> int:
    """Return where the words of the number before end: at a comma, or after the word right behind it."""
    comma = line.scan.aligned.normal.rfind(_COMMA, last, start)
    if comma >= 0:
        return comma
    tokens = line.after(last, 1)
    return min(tokens[0].end, start) if tokens else start


def _find_states(line: Line, placed: Placed, figure: Figure, owner: tuple[str, ...]) -> tuple[str, ...]:
    """Return whose the number is: who stands right after it, the world, or who was named last before it."""
    following = _find_in_turn(line, placed) or _find_owner_after(line, placed)
    if following:
        return (following,)
    before = [party for party in line.parties if party.end <= placed.start and is_armed(party.code)]
    world = [hit for hit, _ in line.of("world") if abs(line.distance(*sorted((hit.end, placed.start)))) <= _BEFORE]
    world = [hit for hit in world if not _is_superlative(line, hit)]
    if world and (not before or world[-1].start >= before[-1].start):
        return (_WORLD, *(party.code for party in before[-1:]))
    if before:
        return (before[-1].code,)
    own = (figure.holder,) if figure.holder and is_armed(figure.holder) else ()
    return tuple(dict.fromkeys((*owner, *own)))


def _list_armed(line: Line, start: int, end: int) -> list[str]:
    """Return the nuclear-armed states named within a range, each once, in order."""
    codes = (party.code for party in line.parties if start <= party.start < end and is_armed(party.code))
    return list(dict.fromkeys(codes))


def _find_in_turn(line: Line, placed: Placed) -> str | None:
    """Return the state that a number belongs to where numbers follow states "respectively"."""
    words = [hit for hit, _ in line.of("respectively") if hit.start > placed.start]
    numbers = [one.start for one, figure in line.figures if figure.unit in ("warheads", "other")]
    states = _list_armed(line, line.sentence.start, numbers[0]) if numbers else []
    numbers = [start for start in numbers if words and start < words[0].start]
    if placed.start not in numbers or len(states) < len(numbers):
        return None
    return states[len(states) - len(numbers) + numbers.index(placed.start)]


def _find_pair(line: Line, placed: Placed) -> tuple[str, ...]:
    """Return the two states named last before a number and after the number before it."""
    earlier = [one.end for one, _ in line.figures if one.end <= placed.start]
    states = _list_armed(line, earlier[-1] if earlier else line.sentence.start, placed.start)
    return tuple(states[-2:]) if len(states) > 1 else ()


def _is_former(line: Line, placed: Placed) -> bool:
    """Tell whether a number is what something rises or falls from: "from 410 to 500"."""
    back, on = line.before(placed.start, 1), line.after(placed.end, _RIGHT_AFTER)
    led = back and line.between("from", back[0].start, placed.start)
    return bool(led and on and line.between("to", placed.end, on[-1].end))


def _find_others(line: Line, placed: Placed, known: Sequence[str]) -> tuple[str, ...]:
    """Return the states named before a number that no number of the sentence was given to yet."""
    before = (party.code for party in line.parties if party.end <= placed.start and is_armed(party.code))
    return tuple(dict.fromkeys(code for code in before if code not in known))


def _is_superlative(line: Line, hit: Hit) -> bool:
    """Tell whether the world is named to call one the largest in it."""
    back = line.before(hit.start, _RIGHT_AFTER)
    return bool(back) and bool(line.between("most", back[0].start, hit.start))


def _find_owner_after(line: Line, placed: Placed) -> str | None:
    """Return the state that the words right after a number, or after one linked to it, give it to."""
    following = next((one for one, _ in line.figures if one.start >= placed.end), None)
    if following is not None and _is_linked(line, placed, following):
        return _find_owner_after(line, following)
    tokens = line.after(placed.end, _OWNER_AFTER)
    end = tokens[-1].end if tokens else placed.end
    next_figure = min((one.start for one, _ in line.figures if one.start >= placed.end), default=end)
    for party in line.parties:
        if placed.end <= party.start < min(end, next_figure) and is_armed(party.code):
            gap = line.scan.aligned.normal[placed.end : party.start]
            is_near = line.distance(placed.end, party.start) <= _RIGHT_AFTER
            if is_near and (has_purpose(party.prefix) or party.is_adjective or _is_with(line, placed, party)):
                return None if _COMMA in gap else party.code
    return None


def _is_linked(line: Line, placed: Placed, following: Placed) -> bool:
    gap = line.scan.aligned.normal[placed.end : following.start]
    return _COMMA not in gap and line.distance(placed.end, following.start) <= _LINKED


def _is_with(line: Line, placed: Placed, party: Party) -> bool:
    return any(placed.end <= hit.start < party.start for hit, _ in line.of("with"))


def _find_quantities(line: Line, placed: Placed, around: Sequence[tuple[Hit, Word]]) -> list[Word]:
    """Return the words that name a quantity: those that begin right after the number, else all around it."""
    comma = line.scan.aligned.normal.find(_COMMA, placed.end)
    end = comma if comma >= 0 else line.sentence.end
    including = [hit for hit, word in around if word.role == "including"]
    named = [(hit, word) for hit, word in around if word.role == "quantity" and hit.start < end]
    named = [(hit, word) for hit, word in named if not any(one.end <= hit.start for one in including)]
    after = [(hit, word) for hit, word in named if hit.start >= placed.end]
    if after and _is_close(line, placed.end, after[0][0]):
        return [word for _, word in after]
    return [word for _, word in named]


def _is_close(line: Line, end: int, hit: Hit) -> bool:
    return _COMMA not in line.scan.aligned.normal[end : hit.start] and line.distance(end, hit.start) < _RIGHT_AFTER


def _find_approx(line: Line, placed: Placed, around: Sequence[tuple[Hit, Word]]) -> str:
    words = [
        word
        for hit, word in around
        if word.role == "approx" and line.distance(*sorted((hit.end, placed.start))) <= _APPROX
    ]
    return words[-1].kinds[0] if words else ""


def _find_reason(page: Page, line: Line, placed: Placed, around: Sequence[tuple[Hit, Word]]) -> str:
    """Return why the number is no figure of an arsenal, empty where it may be one."""
    for hit, word in around:
        if word.role == "change" and hit.end <= placed.start and line.distance(hit.end, placed.start) <= 2:
            return "a change, no total"
        is_before = hit.end <= placed.start or word.id not in _ONLY_BEFORE
        is_near = word.id == _LONG_AGO or _is_near(line, hit, placed)
        if word.role == "no_arsenal" and is_before and is_near:
            return word.why
    if page.published and any(when.start > page.published for when in _find_dates(line, placed)):
        return "a forecast"
    return ""


def _is_near(line: Line, hit: Hit, placed: Placed) -> bool:
    return line.distance(*sorted((hit.end, placed.start))) <= _OWNER_AFTER


def _find_dates(line: Line, placed: Placed) -> list[When]:
    """Return the dates that go with a number: those among its words, else those before the first number of all."""
    start, end = _find_window(line, placed)
    turned = [hit.start for hit, word in line.of("no_arsenal") if word.id == "forecast" and hit.start >= placed.end]
    end = min([end, *turned[:1]])  # from there on it is about another number, read or not
    first = line.figures[0][0].start
    dated = [(one, mention.when) for one, mention in line.dates if mention.when]
    near = [when for one, when in dated if start <= one.start < end]
    return near or [when for one, when in dated if one.start < first]


def _find_year(line: Line, placed: Placed, figure: Figure) -> int | None:
    """Return the year of which the number is said: its own as-of date, else that of a date that goes with it."""
    if figure.as_of:
        return int(figure.as_of[:4])
    years = [when.start.year for when in _find_dates(line, placed) if when.start.year == when.end.year]
    return years[-1] if years else None
