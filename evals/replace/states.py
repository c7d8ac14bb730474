"""Other states in place of some, with their adjectives, capitals and seats."""

from collections.abc import Iterable, Iterator, Mapping

from evals.replace.edits import Edit
from evals.replace.words import Words, attach, find_longest
from marsad.languages.ar.actors import Seat, StateName
from marsad.languages.ar.actors.items import Demonym
from marsad.languages.ar.actors.nouns import load_forms
from marsad.languages.ar.actors.rows import StateRow
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
    yield from ((form, new.names[0]) for form in old.names)
    yield from ((form, new.capitals[0]) for form in old.capitals)
    people = next(iter(new.peoples), new.demonyms[0] + words.people)
    adjectives = [(form, people) for form in old.peoples]
    for ending in load_forms("endings.toml")["adjective"]:
        adjectives += [(stem + ending, new.demonyms[0] + ending) for stem in old.demonyms]
    for form, other in adjectives:
        yield from ((form, other), (words.article + form, words.article + other))


def edit_states(
    aligned: Aligned, index: PhraseIndex, forms: Forms, seats: Mapping[str, str], words: Words
) -> Iterator[Edit]:
    """Yield the edits that put other states in place: `seats` gives the new words for a seat of each code."""
    for group in find_longest(aligned, index):
        for hit in group:
            new = _find_new(aligned, hit, forms, seats, words)
            if new is not None:
                yield Edit(*aligned.to_original(hit.core_start, hit.core_end), attach(hit.prefix, new, words))
                break


def _find_new(aligned: Aligned, hit: Hit, forms: Forms, seats: Mapping[str, str], words: Words) -> str | None:
    if isinstance(hit.item, Seat):
        return seats.get(hit.item.code)
    if not isinstance(hit.item, StateName | Demonym):
        return None
    core = aligned.normal[hit.core_start : hit.core_end]
    swallowed = words.article[0] + core if hit.prefix.endswith(words.lam) else core
    return forms.get((hit.item.code, core)) or forms.get((hit.item.code, swallowed))


def make_seats(rows: Iterable[StateRow], permutation: Mapping[str, str], words: Words) -> dict[str, str]:
    """Return the words that stand for the new state's government, for each code that is permuted."""
    capitals = {row.id: row.capitals[0] for row in rows if row.capitals}
    return {code: words.seats.get(other, capitals[other]) for code, other in permutation.items()}
