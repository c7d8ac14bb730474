"""A sentence as the actor finder reads it: tokens, and at each place the longest actor phrase with its readings."""

from bisect import bisect_left
from collections.abc import Sequence
from functools import cached_property
from typing import cast

import msgspec

from marsad.find.actor_today import is_outlet_or_other
from marsad.find.scan import Scan, Sentence
from marsad.languages.ar.actors import Named, OutletName, load_words
from marsad.languages.ar.speech import VerbForm
from marsad.text.match import Hit
from marsad.text.tokens import Token

_FINITE = frozenset({"perfect", "imperfect"})


class Element(msgspec.Struct):
    """The longest actor phrase at a place. `items` are its readings; clitics stand in `prefix`."""

    start: int
    end: int
    core: int
    prefix: str
    items: list[Named]

    def pick(self, *kinds: type[Named]) -> Named | None:
        """Return the first reading of one of these kinds."""
        for item in self.items:
            if isinstance(item, kinds):
                return item
        return None


class Line:
    """A sentence with its elements, also by their starts."""

    def __init__(self, normal: str, sentence: Sentence, elements: list[Element]) -> None:
        """Lay out `sentence` of the normal text."""
        self.normal = normal
        self.sentence = sentence
        self.start, self.end, self.tokens = sentence.start, sentence.end, sentence.tokens
        self.elements = elements
        self.by_start = {element.start: element for element in elements}

    @cached_property
    def taken(self) -> frozenset[int]:
        """Where words stand that other lists know, and no element."""
        others = [places for kind, places in self.sentence.places.items() if not issubclass(kind, Named)]
        starts = {at + hit[0] for places in others for at, found in places for hit in found}
        return frozenset(starts - self.by_start.keys())

    @cached_property
    def verbs(self) -> frozenset[int]:
        """Where words of saying stand."""
        return frozenset([hit.start for hit in self.sentence.of(VerbForm)])

    @cached_property
    def finite(self) -> frozenset[int]:
        """Where finite verbs of saying stand."""
        hits = self.sentence.of(VerbForm)
        return frozenset([hit.start for hit in hits if hit.item.shape in _FINITE])  # type: ignore[attr-defined]

    def number(self, position: int) -> int | None:
        """Return the number of the token that begins at `position`, if one does."""
        index = bisect_left(self.sentence.starts, position)
        return index if index < len(self.tokens) and self.tokens[index][0] == position else None

    def after(self, position: int) -> Token | None:
        """Return the first token at or after `position`, unless that stands within a token."""
        index = bisect_left(self.sentence.starts, position)
        if index == len(self.tokens) or (index and self.tokens[index - 1][1] > position):
            return None
        return self.tokens[index]

    def before(self, position: int) -> Token | None:
        """Return the token before the one that begins at `position`."""
        index = self.number(position)
        return self.tokens[index - 1] if index else None

    def element_at(self, token: Token) -> Element | None:
        """Return the element that starts with `token`."""
        return self.by_start.get(token.start)

    def is_plain(self, token: Token) -> bool:
        """Tell whether a token is a word that nothing else has a claim on."""
        word = token.text
        if len(word) < 2 or not word[0].isalpha() or word in load_words("stops", "stop_nouns"):
            return False
        return token.start not in self.taken

    def may_be_noun(self, token: Token) -> bool:
        """Tell whether a token is a word that no list knows as a verb of saying or a particle."""
        return token.text[0].isalpha() and token.start not in self.verbs and token.text not in load_words("stops")


def make_line(scan: Scan, sentence: Sentence) -> Line:
    """Return a sentence's line."""
    elements = find_elements(sentence)
    if not all(is_outlet_or_other(hit, sentence) for hit in sentence.of(OutletName)):
        elements = _choose([hit for hit in sentence.of(Named) if is_outlet_or_other(hit, sentence)])
    return Line(scan.aligned.normal, sentence, elements)


def find_elements(sentence: Sentence) -> list[Element]:
    """Return the leftmost longest phrases of actors and places."""
    if "elements" not in sentence.kept:
        sentence.kept["elements"] = _choose(sentence.of(Named))
    return cast(list[Element], sentence.kept["elements"])


def _choose(hits: Sequence[Hit]) -> list[Element]:
    """Return the leftmost longest of hits by start, the longer first."""
    chosen: list[Element] = []
    last: Element | None = None
    for hit in hits:
        start, end, core, _, prefix, _, item = hit
        if last is None or start >= last.end:
            last = Element(start, end, core, prefix, [item])  # type: ignore[list-item]
            chosen.append(last)
        elif start == last.start and end == last.end:
            _add_reading(last, hit)
    return chosen


def _add_reading(element: Element, hit: Hit) -> None:
    """Keep the readings with the shortest prefix: a word that is a name in itself carries no clitic."""
    item = cast(Named, hit.item)
    if hit.core_start < element.core:
        element.core, element.prefix, element.items = hit.core_start, hit.prefix, [item]
    elif hit.core_start == element.core and item not in element.items:
        element.items.append(item)
