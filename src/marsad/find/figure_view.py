"""A sentence seen from its numbers: nouns, cues, dates and actors by place."""

from bisect import bisect_left
from collections.abc import Sequence
from functools import cached_property
from operator import attrgetter
from typing import TYPE_CHECKING, Protocol, TypeVar, cast

import msgspec

from marsad.find.dates import FoundDate
from marsad.find.figure_amount import Amount
from marsad.find.scan import Scan, Sentence
from marsad.languages.ar.actors import Demonym, PlaceName
from marsad.languages.ar.calendar import CalendarWord
from marsad.languages.ar.numbers import FigureCue, UnitNoun, load_marks, load_short_units, load_word_list
from marsad.text.tokens import Token

if TYPE_CHECKING:
    from marsad.text.match import Hit

_LOOK_BACK = 2  # sentences whose actors still hold
_NO_STATE = "XXX"
_UNKNOWN, _WEST = "XXX", "WEST"
_NO_HOLDERS = ("OUTLET", "PRONOUN")
_UNCODED = frozenset({"OPEC", "IMF", "WB"})  # bodies of trade, which the codebook has no code for
_START = attrgetter("start")
_SKIPPED = 2  # tokens between a number and its noun: "of", an opening quote


class HolderMention(Protocol):
    """What a figure needs to know of an actor's mention: where it stands and whom it means."""

    @property
    def start(self) -> int:
        """The normal offset of its first letter."""

    @property
    def end(self) -> int:
        """The normal offset after its last letter."""

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of whom it means, none when unresolved."""

    @property
    def kind(self) -> str:
        """What the mention is: STATE, ORG, PERSON, ADJECTIVE, OUTLET …"""

    @property
    def prefix(self) -> str:
        """The clitics of its first word."""


_Found = TypeVar("_Found", FoundDate, HolderMention)


class Place(msgspec.Struct, frozen=True):
    """A city, region or river at `start:end`, with the state it lies in."""

    start: int
    end: int
    state: str
    prefix: str


class Unit(msgspec.Struct, frozen=True):
    """A counted noun at `start:end`."""

    start: int
    end: int
    noun: UnitNoun
    definite: bool = False
    led: bool = False  # by a conjunction or preposition


class View:
    """What stands around the numbers of one sentence; looked up when a figure asks for it."""

    def __init__(
        self, scan: Scan, sentence: Sentence, dates: Sequence[FoundDate], actors: Sequence[HolderMention]
    ) -> None:
        """Look at a sentence with the dates and actors of its article, both in order."""
        self.scan, self.sentence = scan, sentence
        self.dates = _cut(dates, sentence.start, sentence.end)
        self.actors = _cut(actors, sentence.start, sentence.end)
        self._named = actors
        self._before = scan.sentences[max(sentence.index - _LOOK_BACK, 0) : sentence.index]

    @cached_property
    def units(self) -> tuple[Unit, ...]:
        """The counted nouns."""
        return _longest_units(self.sentence.of(UnitNoun))

    @cached_property
    def cues(self) -> list[tuple[int, int, str]]:
        """The cues: where they stand, and their roles."""
        return [(hit.start, hit.end, hit.item.role) for hit in self.sentence.of(FigureCue)]  # type: ignore[attr-defined]

    @cached_property
    def earlier_cues(self) -> frozenset[str]:
        """The roles of the cues in the sentence before."""
        return frozenset(cast(FigureCue, hit.item).role for past in self._before[-1:] for hit in past.of(FigureCue))

    @cached_property
    def holders(self) -> list[HolderMention]:
        """The actors that can hold figures, in order."""
        return [actor for actor in self.actors if is_holder(actor)]

    @cached_property
    def earlier_actors(self) -> Sequence[HolderMention]:
        """The actors of the sentences just before."""
        return _cut(self._named, self._before[0].start, self.sentence.start) if self._before else ()

    @cached_property
    def months(self) -> list[int]:
        """Where names of months stand."""
        words = self.sentence.of(CalendarWord)
        return [hit.start for hit in words if hit.item.role == "month"]  # type: ignore[attr-defined]

    @cached_property
    def places(self) -> list[Place]:
        """The places that lie in one state."""
        return _find_places(self.sentence)

    @cached_property
    def earlier_places(self) -> list[Place]:
        """Such places of the sentences just before."""
        return [place for past in self._before for place in _find_places(past)]

    @cached_property
    def has_aside(self) -> bool:
        """Whether a pair of dashes stands in the sentence."""
        tokens, marks = self.sentence.tokens, load_marks()
        return sum(marks.get(tokens[at].text) == "dash" for at in self.sentence.signs) > 1

    def has_cue(self, role: str, start: int, end: int) -> bool:
        """Tell whether a cue of this role stands within `start:end`."""
        return any(cue == role and start <= first and last <= end for first, last, cue in self.cues)

    def find_unit(self, amount: Amount) -> Unit | None:
        """Return the noun that an amount counts: right after it, or before a definite number."""
        if amount.first.definite:
            before = self._unit_before(amount)
            if before is not None and before.definite and before.noun.plural:
                return before
        if amount.value == 1 and not amount.first.digits:
            before = self._unit_before(amount)
            fits = before is not None and before.noun.kind == "duration" and not before.definite
            return before if fits else None
        return self._sign_before(amount) or self._unit_after(amount)

    def _sign_before(self, amount: Amount) -> Unit | None:
        """Return the sign printed onto the front of digits: "%60", "$500"."""
        before = self.sentence.before(amount.start, 1)
        if not before or before[0].end != amount.start or before[0].text.isalnum():
            return None
        found = self._sign(before[0])
        return Unit(before[0].start, before[0].end, found) if found is not None else None

    def _sign(self, token: Token) -> UnitNoun | None:
        return _PERCENT if load_marks().get(token.text) == "percent" else load_short_units().get(token.text)

    def _unit_after(self, amount: Amount) -> Unit | None:
        of = load_word_list("of")
        through_of = False
        for skipped, token in enumerate(self.sentence.after(amount.end, _SKIPPED + 1)):
            unit = self._unit_at(token)
            if unit is not None and token.text in load_word_list("pieces"):
                unit = self._unit_in_pieces(unit) or unit
            if unit is not None:
                fits = through_of or amount.first.definite or not unit.definite
                return unit if fits and not unit.led else None
            through_of = through_of or token.text in of
            if not (token.text in of or (skipped == 0 and self._is_closing(amount, token))):
                return None
        return None

    def _is_closing(self, amount: Amount, token: Token) -> bool:
        """Tell whether a mark after a number is a quote, or closes the brackets that hold the number alone."""
        opened = self.scan.aligned.normal[amount.start - 1 : amount.start] == "("
        return token.text in _QUOTES or (token.text == ")" and opened and amount.first.plain)

    def _unit_in_pieces(self, pieces: Unit) -> Unit | None:
        """Return what is counted in "six units of combat vehicles"."""
        of, noun = (*self.sentence.after(pieces.end, 2), None, None)[:2]
        if of is None or noun is None or of.text not in load_word_list("of"):
            return None
        found = next((unit for unit in self.units if unit.start == noun.start), None)
        return None if found is None or found.noun.unit == "other" else found

    def _unit_at(self, token: Token) -> Unit | None:
        found = next((unit for unit in self.units if unit.start == token.start), None) or self._people_at(token)
        sign = self._sign(token) if found is None else None
        if sign is not None:
            found = Unit(token.start, token.end, sign)
        if found is not None and found.noun.kind == "distance" and self._is_rate(found):
            return Unit(found.start, found.end, _SPEED)
        return found

    def _people_at(self, token: Token) -> Unit | None:
        """Return the name of members of a people, right after a number, as a noun that is counted: "seven Syrians"."""
        hits = (hit for hit in self.sentence.of(Demonym) if hit.start == token.start and not hit.prefix)
        people = next((hit for hit in hits if isinstance(hit.item, Demonym) and not hit.item.definite), None)
        return Unit(people.start, people.end, _MEMBERS) if people is not None else None

    def _is_rate(self, unit: Unit) -> bool:
        after = self.scan.aligned.normal[unit.end : unit.end + 1]
        return load_marks().get(after) == "slash"

    def _unit_before(self, amount: Amount) -> Unit | None:
        gap = [unit for unit in self.units if 0 < amount.start - unit.end <= 4]
        return gap[-1] if gap else None


_PERCENT = UnitNoun(unit="percent", kind="share")
_SPEED = UnitNoun(unit="other")
_MEMBERS = UnitNoun(unit="people", people=True, plural=True)
_QUOTES = frozenset("\"'«“”‘’(")


def is_holder(actor: HolderMention) -> bool:
    """Tell whether an actor is known and can hold figures; the adjective "western" is no one actor."""
    if not is_named(actor) or actor.codes[0] in _UNCODED or actor.kind in _NO_HOLDERS:
        return False
    return not (actor.kind == "ADJECTIVE" and actor.codes[0] == _WEST)


def is_named(actor: HolderMention) -> bool:
    """Tell whether an actor is somebody known, whether or not it can hold figures."""
    return bool(actor.codes) and actor.codes[0] != _UNKNOWN


def _cut(found: Sequence[_Found], start: int, end: int) -> Sequence[_Found]:
    """Return what begins within a range, of what is in order."""
    return found[bisect_left(found, start, key=_START) : bisect_left(found, end, key=_START)]


def _find_places(sentence: Sentence) -> list[Place]:
    """Return the places of a sentence that lie in one state."""
    return [
        Place(hit.start, hit.end, hit.item.state, hit.prefix)
        for hit in sentence.of(PlaceName)
        if isinstance(hit.item, PlaceName) and hit.item.state != _NO_STATE
    ]


def _by_length(hit: "Hit") -> tuple[int, int, int]:
    return hit.start, -hit.end, len(hit.suffix)


def _longest_units(hits: "Sequence[Hit]") -> tuple[Unit, ...]:
    kept: list[Unit] = []
    ends = tuple(load_word_list("article_ends"))
    for hit in sorted(hits, key=_by_length):
        if isinstance(hit.item, UnitNoun) and (not kept or hit.start >= kept[-1].end):
            definite = hit.prefix.endswith(ends)
            led = bool(hit.prefix) and hit.prefix not in ends
            kept.append(Unit(hit.start, hit.end, hit.item, definite, led))
    return tuple(kept)
