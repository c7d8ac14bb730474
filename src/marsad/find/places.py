"""Places named in an article."""

from collections.abc import Iterator

import msgspec

from marsad.find.actor_line import Element, find_elements
from marsad.find.scan import Scan, Sentence
from marsad.languages.ar.actors import PlaceName, StateName, load_words
from marsad.reference.states import load_states

_REGION = "region"
_BANK = 3  # words after a name among which the river stands whose bank it is


class PlaceMention(msgspec.Struct, frozen=True, kw_only=True):
    """A place at `start:end` of the normal text.

    `name` is the usual English name, `state` the state it lies in (XXX for seas and regions of several), `kind` is
    city, region, site, river, sea or state.
    """

    start: int
    end: int
    name: str
    state: str
    kind: str
    prefix: str = ""


def find_places(scan: Scan) -> tuple[PlaceMention, ...]:
    """Return the places named in the body, in order; states and capitals among them."""
    return tuple(_read_places(scan))


def _read_places(scan: Scan) -> Iterator[PlaceMention]:
    for sentence in scan.sentences:
        for element in find_elements(sentence):
            mention = _make_place(element)
            if mention is not None and not (mention.kind == _REGION and _is_bank(sentence, mention.end)):
                yield mention


def _is_bank(sentence: Sentence, end: int) -> bool:
    """Tell whether a river follows, of which the name is only a bank: "the west bank of the river"."""
    after = [token.text for token in sentence.after(end, _BANK)]
    return any(
        word in load_words("of_river") or (before in load_words("of") and word in load_words("river"))
        for before, word in zip(["", *after], after, strict=False)
    )


def _make_place(element: Element) -> PlaceMention | None:
    name: StateName | None = None
    for item in element.items:
        if isinstance(item, PlaceName):
            return PlaceMention(
                start=element.start,
                end=element.end,
                name=item.name,
                state=item.state,
                kind=item.kind,
                prefix=element.prefix,
            )
        if name is None and isinstance(item, StateName):
            name = item
    if name is None or name.sort not in ("name", "capital"):
        return None
    state = load_states()[name.code]
    capital = name.sort == "capital" and state.capital is not None
    return PlaceMention(
        start=element.start,
        end=element.end,
        name=state.capital if capital and state.capital else state.name,
        state=state.id,
        kind="city" if capital else "state",
        prefix=element.prefix,
    )
