"""A sentence as the actor finder reads it: tokens, and at each place the longest actor phrase with its readings."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import cast

from marsad.find.actor_today import is_outlet_or_other
from marsad.find.scan import Scan, Sentence
from marsad.languages.ar.actors import (
    Body,
    Demonym,
    Institute,
    Office,
    OrgName,
    OutletName,
    PersonName,
    PlaceName,
    Pointer,
    Seat,
    StateName,
    Title,
    Unnamed,
    load_words,
)
from marsad.languages.ar.speech import VerbForm
from marsad.text.match import Hit
from marsad.text.tokens import Token

Item = (
    StateName
    | OrgName
    | Seat
    | Institute
    | Demonym
    | PersonName
    | Office
    | Title
    | Unnamed
    | Body
    | Pointer
    | OutletName
    | PlaceName
)
_KINDS = frozenset(
    {
        StateName,
        OrgName,
        Seat,
        Institute,
        Demonym,
        PersonName,
        Office,
        Title,
        Unnamed,
        Body,
        Pointer,
        OutletName,
        PlaceName,
    }
)
_FINITE = frozenset({"perfect", "imperfect"})


@dataclass(slots=True)
class Element:
    """The longest actor phrase at a place. `items` are its readings; clitics stand in `prefix`."""

    start: int
    end: int
    core: int
    prefix: str
    items: list[Item]

    def pick(self, *kinds: type[Item]) -> Item | None:
        """Return the first reading of one of these kinds."""
        for item in self.items:
            if isinstance(item, kinds):
                return item
        return None


@dataclass(slots=True)
class Line:
    """A sentence: its tokens with their places, elements by start, and the starts of tokens that other words cover.

    `verbs` are the starts of words of saying, `finite` those of finite verbs.
    """

    normal: str
    start: int
    end: int
    tokens: tuple[Token, ...]
    elements: list[Element]
    places: dict[int, int] = field(default_factory=dict)
    by_start: dict[int, Element] = field(default_factory=dict)
    taken: set[int] = field(default_factory=set)
    verbs: set[int] = field(default_factory=set)
    finite: set[int] = field(default_factory=set)

    def after(self, position: int) -> Token | None:
        """Return the first token at or after `position`."""
        while position < self.end and self.normal[position].isspace():
            position += 1
        index = self.places.get(position)
        return self.tokens[index] if index is not None else None

    def before(self, position: int) -> Token | None:
        """Return the last token that starts before `position`."""
        index = self.places.get(position)
        if index is None or index == 0:
            return None
        return self.tokens[index - 1]

    def element_at(self, token: Token) -> Element | None:
        """Return the element that starts with `token`."""
        return self.by_start.get(token.start)

    def is_plain(self, token: Token) -> bool:
        """Tell whether a token is a word that nothing else has a claim on."""
        word = token.text
        if len(word) < 2 or not word[0].isalpha() or token.start in self.taken:
            return False
        return word not in load_words("stops") and word not in load_words("stop_nouns")

    def may_be_noun(self, token: Token) -> bool:
        """Tell whether a token is a word that no list knows as a verb of saying or a particle."""
        return token.text[0].isalpha() and token.start not in self.verbs and token.text not in load_words("stops")


def make_line(scan: Scan, sentence: Sentence) -> Line:
    """Return a sentence's line."""
    chosen = choose_elements([hit for hit in sentence.hits if is_outlet_or_other(hit, sentence)])
    line = Line(scan.aligned.normal, sentence.start, sentence.end, sentence.tokens, chosen)
    line.places = {token.start: index for index, token in enumerate(sentence.tokens)}
    line.by_start = {element.start: element for element in chosen}
    line.taken = {hit.start for hit in sentence.hits if type(hit.item) not in _KINDS} - line.by_start.keys()
    for hit in sentence.of(VerbForm):
        line.verbs.add(hit.start)
        if cast(VerbForm, hit.item).shape in _FINITE:
            line.finite.add(hit.start)
    return line


def choose_elements(hits: Sequence[Hit]) -> list[Element]:
    """Return the leftmost longest phrases of actors and places."""
    chosen: list[Element] = []
    for hit in [hit for hit in hits if type(hit.item) in _KINDS]:  # by start, the longer first
        last = chosen[-1] if chosen else None
        if last is None or hit.start >= last.end:
            chosen.append(Element(hit.start, hit.end, hit.core_start, hit.prefix, [cast(Item, hit.item)]))
        elif (hit.start, hit.end) == (last.start, last.end):
            _add_reading(last, hit)
    return chosen


def _add_reading(element: Element, hit: Hit) -> None:
    """Keep the readings with the shortest prefix: a word that is a name in itself carries no clitic."""
    if hit.core_start < element.core:
        element.core, element.prefix, element.items = hit.core_start, hit.prefix, [cast(Item, hit.item)]
    elif hit.core_start == element.core and hit.item not in element.items:
        element.items.append(cast(Item, hit.item))
