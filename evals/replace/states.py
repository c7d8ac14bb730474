"""Other states in place of some, with their adjectives, capitals and seats."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec

from evals.replace.edits import Edit
from evals.replace.words import Words, attach, find_longest
from marsad.languages.ar.actors import PlaceName, Seat, StateName
from marsad.languages.ar.actors.items import Demonym
from marsad.languages.ar.actors.nouns import load_forms
from marsad.languages.ar.actors.rows import PlaceRow, StateRow
from marsad.text.match import Hit, PhraseIndex
from marsad.text.normal import Aligned, normalise

Forms = Mapping[tuple[str, str], str]  # of a code and one of its forms, in normal spelling: the new form


def make_permutation(rings: Iterable[tuple[str, ...]]) -> dict[str, str]:
    """Return the next of its ring for each code."""
    return {code: ring[(index + 1) % len(ring)] for ring in rings for index, code in enumerate(ring)}


def make_forms(rows: Iterable[StateRow], permutation: Mapping[str, str], words: Words) -> dict[tuple[str, str], str]:
    """Return the new form for every form of the states that are permuted: a name for a name, an ending for its like."""
    states = {row.id: row for row in rows}
    return {
        (code, normalise(old).normal): new
        for code, other in permutation.items()
        for old, new in _pair_forms(states[code], states[other], words)
    }


def _pair_forms(old: StateRow, new: StateRow, words: Words) -> Iterator[tuple[str, str]]:
    """Yield old and new forms, adjectives before names: where an adjective looks like a name, it is the name."""
    people = next(iter(new.peoples), new.demonyms[0] + words.people)
    adjectives = [(form, people) for form in old.peoples]
    for ending in load_forms("endings.toml")["adjective"]:
        adjectives += [(stem + ending, new.demonyms[0] + ending) for stem in old.demonyms]
    for form, other in adjectives:
        yield from ((form, other), (words.article + form, words.article + other))
    yield from ((form, new.names[0]) for form in old.names)
    yield from ((form, new.capitals[0]) for form in old.capitals)


class Exchange(msgspec.Struct, frozen=True, kw_only=True):
    """What takes whose place: the codes; the new word for each form of a state, for its seats, and for its places."""

    codes: Mapping[str, str]
    forms: Forms
    seats: Mapping[str, str]
    places: Mapping[str, str]


def make_exchange(rows: Sequence[StateRow], places: Sequence[PlaceRow], words: Words) -> Exchange:
    """Return the exchange that the rings ask for."""
    codes = make_permutation(words.rings)
    return Exchange(
        codes=codes,
        forms=make_forms(rows, codes, words),
        seats=make_seats(rows, codes, words),
        places=make_places(places, codes),
    )


def edit_states(aligned: Aligned, index: PhraseIndex, exchange: Exchange, words: Words) -> Iterator[Edit]:
    """Yield the edits that put other states in place, with their adjectives, capitals, seats and places."""
    groups = find_longest(aligned, index)
    for group, following in zip(groups, [*groups[1:], []], strict=True):
        for hit in group:
            new = _find_new(aligned, hit, exchange, words)
            if new is not None:
                end = _find_end(hit, following)
                yield Edit(*aligned.to_original(hit.core_start, end), attach(hit.prefix, new, words))
                break


def _find_end(hit: Hit, following: Iterable[Hit]) -> int:
    """Return where a name ends; a seat takes the adjective of its state along, which the new seat may not bear."""
    if isinstance(hit.item, Seat):
        for other in following:
            beside = other.start == hit.end + 1 and not other.prefix
            if beside and isinstance(other.item, Demonym) and other.item.code == hit.item.code:
                return other.core_end
    return hit.core_end


def _find_new(aligned: Aligned, hit: Hit, exchange: Exchange, words: Words) -> str | None:
    if isinstance(hit.item, Seat):
        return exchange.seats.get(hit.item.code)
    if isinstance(hit.item, PlaceName):
        return exchange.places.get(hit.item.name)
    if not isinstance(hit.item, StateName | Demonym):
        return None
    core = aligned.normal[hit.core_start : hit.core_end]
    swallowed = words.article[0] + core if hit.prefix.endswith(words.lam) else core
    return exchange.forms.get((hit.item.code, core)) or exchange.forms.get((hit.item.code, swallowed))


def make_seats(rows: Iterable[StateRow], permutation: Mapping[str, str], words: Words) -> dict[str, str]:
    """Return the words that stand for the new state's government, for each code that is permuted."""
    capitals = {row.id: row.capitals[0] for row in rows if row.capitals}
    return {code: words.seats.get(other, capitals[other]) for code, other in permutation.items()}


def make_places(rows: Iterable[PlaceRow], permutation: Mapping[str, str]) -> dict[str, str]:
    """Return a place of the new state, of the same kind where it has one, for each place of a state that is permuted.

    Places that name an armed group stay, and so do those of a state whose successor has none.
    """
    owned: dict[str, list[PlaceRow]] = {}
    for row in sorted(rows, key=lambda row: row.name):
        if not row.actor:
            owned.setdefault(row.state, []).append(row)
    chosen: dict[str, str] = {}
    for code, other in permutation.items():
        for number, row in enumerate(owned.get(code, ())):
            theirs = owned.get(other, [])
            alike = [place for place in theirs if place.kind == row.kind] or theirs
            if alike:
                chosen[row.name] = alike[number % len(alike)].forms[0]
    return chosen


def belongs_to_one(aligned: Aligned, index: PhraseIndex, words: Words) -> bool:
    """Tell whether a text names a company, party or title that one state alone has."""
    groups = find_longest(aligned, index)
    titled = any(f" {normalise(title).normal} " in f" {aligned.normal} " for title in words.titles)
    return titled or any(isinstance(hit.item, Seat) and hit.item.id in words.kept for group in groups for hit in group)
