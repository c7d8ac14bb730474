"""What records are to one another beside being one act: denials, contradictions, answers, repetitions, updates."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from datetime import date
from functools import cache
from itertools import chain

import msgspec

from marsad.lexicon import load_table
from marsad.model.episode import Link, LinkKind, Telling
from marsad.model.kinds import Modality, SignalType
from marsad.reconcile.episodes.compare import is_open
from marsad.reconcile.episodes.days import find_day
from marsad.reconcile.episodes.family import is_spoken
from marsad.reconcile.episodes.wording import Wordings

_LAST = 9  # turn of a type without a row
_REPLY, _WORDS = "reply", "on_words"  # marks
_NEXT = 30  # characters between a denial and the words that say what is denied
_ANSWERED = 5  # days within which an answer comes
_DENIED = 14  # days within which a denial comes
_FEWEST = 2  # shared words
_LIKE, _MUCH, _WHOLE, _PLAINLY = 0.25, 0.34, 0.5, 0.66  # shares of the shorter sentence's words
_MATTER = 3  # telling words by which one answers another in other articles without naming it
_BESIDE = 700  # characters behind which one article tells of something else
_CLAIMS = frozenset({SignalType.ACCUSATION, SignalType.ASSESSMENT, SignalType.THREAT, SignalType.WARNING})


class _Row(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    id: SignalType
    named: tuple[str, ...]
    types: tuple[SignalType, ...]
    turn: int


@cache
def _load_rows() -> dict[SignalType, _Row]:
    return {row.id: row for row in load_table("marsad.reconcile.episodes", "answers.toml", _Row)}


@cache
def _load_answers() -> Mapping[SignalType, frozenset[SignalType]]:
    """Return for each type that answers the types that it may answer."""
    found: defaultdict[SignalType, set[SignalType]] = defaultdict(set)
    for row in _load_rows().values():
        for kind in row.types:
            found[kind].add(row.id)
    return {kind: frozenset(answered) for kind, answered in found.items()}


def _find_turn(kind: SignalType) -> int:
    """Return where a type stands in an exchange within one day, in which no hour is known."""
    row = _load_rows().get(kind)
    return row.turn if row else _LAST


Place = tuple[str, int]  # a party and a day
Weight = tuple[float, tuple[str, ...]]  # how surely one telling is linked to another, and why
Weigh = Callable[[Telling, Telling], Weight]


class DayBook:
    """Tellings by party and day, and by article, for looking from one to what others said or did before or beside.

    Those of one day that say the same lie together, apart those that are the setting of a denial.
    """

    def __init__(self, tellings: Iterable[Telling]) -> None:
        self._by: defaultdict[Place, defaultdict[tuple[int, bool], list[Telling]]] = defaultdict(
            lambda: defaultdict(list)
        )
        self._in: defaultdict[str, list[Telling]] = defaultdict(list)
        self._said: dict[str, int] = {}  # by record the number of what its telling says
        self._ends: dict[tuple[Place, ...], tuple[list[Telling], set[str]]] = {}
        self._later = -1  # the wording for which it was weighed last, and what was found
        self._weighed: dict[tuple[Weigh, int], Weight] = {}
        wordings, ordered = Wordings(), sorted(tellings, key=_by_record)
        for telling in ordered:
            self._in[telling.article].append(telling)
        for telling in ordered:
            said = self._said[telling.record] = wordings.find(telling)
            for place in _list_places(telling):
                self._by[place].setdefault((said, self.is_setting(telling)), []).append(telling)

    def look_back(self, telling: Telling, parties: Iterable[str], day: date, most: int) -> list[Telling]:
        """Return the tellings in which one of `parties` has a part, of `day` and `most` days before it.

        Of those that say the same in other articles than that of `telling` the last by record stands for all. They come
        in no order.
        """
        last = day.toordinal()
        places = tuple((code, when) for code in sorted({*parties}) for when in range(last - most, last + 1))
        own = [one for one in self._in[telling.article] if not _list_places(one).isdisjoint(places)]
        return list({one.record: one for one in chain(own, self._look_beside(telling.article, places))}.values())

    def _look_beside(self, article: str, places: tuple[Place, ...]) -> list[Telling]:
        """Return the last tellings of each wording at places in other articles than one, which mostly has none."""
        if places not in self._ends:
            ends = [alike[-1] for alike in self._list_alike(places)]
            self._ends[places] = ends, {one.article for one in ends}
        ends, articles = self._ends[places]
        if article not in articles:
            return ends
        others = (
            next((one for one in reversed(alike) if one.article != article), None) for alike in self._list_alike(places)
        )
        return [one for one in others if one]

    def _list_alike(self, places: Iterable[Place]) -> Iterator[list[Telling]]:
        """Yield by places the tellings that say the same."""
        return (alike for place in places for alike in self._by.get(place, {}).values())

    def weigh(self, by: Weigh, earlier: Telling, later: Telling) -> Weight:
        """Return how `by` weighs two tellings; of two articles once, however many copies say the same.

        It is known until it is asked for one that says something else: of all pairs it would be much.
        """
        if earlier.article == later.article:
            return by(earlier, later)
        if self._later != self._said[later.record]:
            self._later, self._weighed = self._said[later.record], {}
        which = by, self._said[earlier.record]
        if which not in self._weighed:
            self._weighed[which] = by(earlier, later)
        return self._weighed[which]

    def find_wording(self, telling: Telling) -> int:
        """Return the number of what a telling in the book says."""
        return self._said[telling.record]

    def look_after(self, telling: Telling) -> list[Telling]:
        """Return the tellings that follow one in its article within a few words."""
        own = self._in[telling.article]
        return [one for one in own if 0 <= one.start - telling.end <= _NEXT or telling.start < one.start < telling.end]

    def is_setting(self, telling: Telling) -> bool:
        """Tell whether talks are told as held within a denial's own words: they are where it was said."""
        if telling.type is not SignalType.TALKS or telling.modality is not Modality.ACTUAL:
            return False
        own = self._in[telling.article]
        return any(one.type is SignalType.DENIAL and _overlap(one, telling) for one in own)


def _by_record(telling: Telling) -> str:
    return telling.record


def _list_places(telling: Telling) -> set[Place]:
    """Return where a telling lies: each of its parties at its day."""
    day = find_day(telling)
    return {(code, day.toordinal()) for code in {*telling.actors, *telling.targets}} if day else set()


def find_links(book: DayBook, telling: Telling) -> tuple[Link, ...]:
    """Return what a telling is to what was told before it, by other parties or of other types."""
    found = []
    if telling.type is SignalType.DENIAL:
        found += [_find_best(book, book.look_after(telling), telling, weigh_named)]
    day = find_day(telling)
    if day and telling.type is SignalType.DENIAL and not found[0]:
        earlier = (one for one in book.look_back(telling, telling.actors, day, _DENIED) if not book.is_setting(one))
        found += [_find_best(book, earlier, telling, weigh_denial)]
    if day and telling.type in _load_answers():
        before = book.look_back(telling, telling.targets, day, _ANSWERED)
        found += [_find_best(book, before, telling, weigh_answer, LinkKind.ANSWERS)]
    return tuple(link for link in found if link)


def _find_best(
    book: DayBook, earlier: Iterable[Telling], later: Telling, weigh: Weigh, kind: LinkKind = LinkKind.DENIES
) -> Link | None:
    """Return the link to the earlier telling that it fits best, None where it fits none."""
    weighed = ((*book.weigh(weigh, one, later), one) for one in earlier if one.record != later.record)
    fitting = [(score, why, one) for score, why, one in weighed if score > 0]
    if not fitting:
        return None
    score, why, one = max(fitting, key=lambda each: (each[0], find_day(each[2]), each[2].record))
    return Link(kind=kind, source=later.record, target=one.record, score=round(min(score, 1.0), 3), why=why)


def weigh_denial(earlier: Telling, denial: Telling) -> tuple[float, tuple[str, ...]]:
    """Return how surely a denial is of an earlier telling, 0 where it is not, and why.

    What is denied is an act or a claim. Who denies has a part in it, and did not assert it; the words say what it is.
    """
    own = set(denial.actors)
    asserts = earlier.asserted_by in own or (is_spoken(earlier.type) and own & {*earlier.actors})
    claims = earlier.type in _CLAIMS and earlier.modality is not Modality.CONDITIONAL
    denied = earlier.modality is Modality.DENIED or _overlap(earlier, denial)
    if asserts or denied or not (claims or not is_spoken(earlier.type)):
        return 0.0, ()
    if claims and _is_put_to(earlier, denial):
        near = 1 - (denial.start - earlier.end) / _BESIDE
        return 0.5 + 0.1 * near, ("named in the denial", "after it in the article")
    shared, overlap = share_words(earlier, denial)
    told, together = len({*earlier.words} & {*denial.words}), earlier.article == denial.article
    if shared < _FEWEST or not told or not own & {*earlier.actors, *earlier.targets}:
        return 0.0, ()
    named = claims or shared > told  # of an act the words that tell its type stand in its denial too
    if overlap < _PLAINLY and (not named or overlap < (_LIKE if together else _MUCH)):
        return 0.0, ()
    if overlap < _PLAINLY and told < _FEWEST and not (together and claims):
        return 0.0, ()
    spoken_against = bool(own & {*earlier.targets}) and is_spoken(earlier.type)
    score = 0.4 + 0.4 * overlap + 0.2 * (spoken_against or bool(own & {*earlier.actors}))
    return score, (f"{shared} words of it", "who denies it has a part in it")


def _is_put_to(claim: Telling, denial: Telling) -> bool:
    """Tell whether a denial names claims by kind, "denied the accusations", and one against who denies stands before.

    A claim of another than those whose claims are denied is not meant.
    """
    row, own = _load_rows().get(claim.type), {*denial.actors}
    named = row is not None and not {*denial.marks}.isdisjoint({*row.named} - {_WORDS})
    follows = claim.article == denial.article and 0 <= denial.start - claim.end <= _BESIDE
    meant = not denial.targets or bool({*denial.targets} & {*claim.actors})
    return named and follows and meant and bool(own & {*claim.targets})


def _overlap(one: Telling, other: Telling) -> bool:
    return one.article == other.article and one.start < other.end and other.start < one.end


def weigh_named(named: Telling, denial: Telling) -> tuple[float, tuple[str, ...]]:
    """Return how surely a denial is of an act that its sentence goes on to name, 0 where it is not, and why.

    What who denies does alone, and is not told as denied, is what they say instead; talks told as held are where they
    say so.
    """
    own = {*denial.actors}
    instead = own >= {*named.actors} and named.modality is not Modality.DENIED
    setting = named.type is SignalType.TALKS and named.modality is Modality.ACTUAL
    if is_spoken(named.type) or instead or setting or not own & {*named.actors, *named.targets}:
        return 0.0, ()
    return 0.9, ("named in the sentence that denies it",)


def weigh_answer(earlier: Telling, later: Telling) -> tuple[float, tuple[str, ...]]:
    """Return how surely a telling answers an earlier one, 0 where it does not, and why.

    It comes from another party and goes to who spoke or acted first. It names what it answers ("the threats of"), or
    that one had turned to who answers and stands before it in the same article or is told in much the same words: that
    both are of one matter, of which everybody speaks in those days, is not enough.
    """
    mine, theirs = set(later.actors), set(earlier.actors)
    if earlier.type not in _load_answers().get(later.type, ()):
        return 0.0, ()
    if mine & theirs or not theirs & {*later.targets} or earlier.background or later.background:
        return 0.0, ()
    one_day, together = find_day(earlier) == find_day(later), earlier.article == later.article
    if one_day and not together and _find_turn(later.type) <= _find_turn(earlier.type):
        return 0.0, ()
    shared, overlap = share_words(earlier, later)
    told = len({*earlier.words} & {*later.words})
    named, turned = _names(earlier, later, shared), bool(mine & {*earlier.targets})
    follows = together and 0 <= later.start - earlier.end <= _BESIDE
    by_name = named and (follows if together else told >= (1 if turned else _FEWEST))
    by_words = turned and (follows or (not together and told >= _MATTER and overlap >= _WHOLE))
    if not (by_name or by_words):
        return 0.0, ()
    why = [f"to {'+'.join(sorted(theirs & {*later.targets}))}", *(["who had turned to them"] if turned else [])]
    why += ["named in it"] if named else []
    why += ["after it in the article"] if follows else []
    score = 0.3 + 0.2 * turned + 0.2 * named + 0.1 * follows + 0.2 * min(overlap, 1.0)
    return score, (*why, *([f"{shared} words of it"] if shared else []))


def _names(earlier: Telling, later: Telling, shared: int) -> bool:
    """Tell whether words name what they answer by its kind, and are not of that kind themselves.

    Statements in general may be one's own: they tell only with words in common.
    """
    row = _load_rows().get(earlier.type)
    if row is None or earlier.type is later.type:
        return False
    own = {*later.marks}
    return not own.isdisjoint({*row.named} - {_WORDS}) or (shared >= _FEWEST and not own.isdisjoint({_WORDS, _REPLY}))


def share_words(one: Telling, other: Telling) -> tuple[int, float]:
    """Return how many words two tellings share, and which part of the shorter one's that is."""
    mine, theirs = {*one.words, *one.plain}, {*other.words, *other.plain}
    shared = len(mine & theirs)
    return shared, shared / max(min(len(mine), len(theirs)), 1)


def link_inside(tellings: Iterable[Telling]) -> Iterator[Link]:
    """Yield what the tellings of one episode are to the one that told it first, or that they answer to."""
    ranked = sorted(tellings, key=lambda one: (one.told is None, one.told or date.max, one.record))
    held = next((one for one in ranked if one.modality is not Modality.DENIED), None)
    wordings, before = Wordings(), dict[int, Telling]()  # of those that say the same the first one speaks for all
    for telling in ranked:
        if telling.modality is Modality.DENIED:
            if held:
                yield _link(LinkKind.DENIES, telling, held, "told as denied")
        elif not is_spoken(telling.type):  # what is said stands by itself; later words about it are repetitions
            yield from _link_back(before.values(), telling)
        before.setdefault(wordings.find(telling), telling)


def _link_back(before: Collection[Telling], telling: Telling) -> Iterator[Link]:
    if planned := next((one for one in before if _came_true(one, telling)), None):
        yield _link(LinkKind.UPDATES, telling, planned, f"{planned.modality.value} before")
    elif other := next((one for one in before if _is_other_side(one, telling)), None):
        yield _link(LinkKind.CONFIRMS, telling, other, "the other side says so too")


def _came_true(earlier: Telling, later: Telling) -> bool:
    """Tell whether what was planned, or with like words held possible, is told later as done or called off."""
    if not is_open(earlier) or is_open(later) or earlier.told == later.told or earlier.type is not later.type:
        return False
    return earlier.modality is Modality.PLANNED or bool({*earlier.words} & {*later.words})


def _is_other_side(one: Telling, other: Telling) -> bool:
    if one.modality is not other.modality:
        return False
    sides = one.asserted_by, other.asserted_by
    parties = {*one.actors, *one.targets, *other.actors, *other.targets}
    return None not in sides and sides[0] != sides[1] and parties.issuperset(side for side in sides if side)


def _link(kind: LinkKind, telling: Telling, target: Telling, why: str) -> Link:
    return Link(kind=kind, source=telling.record, target=target.record, score=1.0, why=(why,))


def find_conflicts(tellings: Iterable[Telling]) -> Iterator[Link]:
    """Yield the tellings of one episode that give other numbers for the same than the first that gave some."""
    first: Telling | None = None
    for telling in sorted(tellings, key=lambda one: (one.told is None, one.told or date.max, one.record)):
        if not telling.numbers:
            continue
        if first is None:
            first = telling
        elif not {*telling.numbers} & {*first.numbers} and share_words(first, telling)[1] >= _WHOLE:
            yield _link(LinkKind.CONTRADICTS, telling, first, "other numbers in like words")
