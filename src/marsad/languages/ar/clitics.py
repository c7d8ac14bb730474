"""Which clitics an Arabic word may carry, and how a form changes its spelling under them."""

from collections.abc import Iterator
from functools import cache
from itertools import product

import msgspec

from marsad.lexicon import load_table
from marsad.text.match import Affixes, Grammar, Variant
from marsad.text.normal import normalise

_GLUED_MINIMUM = 8  # letters; shorter glued phrases are too often parts of other words


class _Row(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    id: str
    forms: tuple[str, ...]


@cache
def _rows() -> dict[str, tuple[str, ...]]:
    return {row.id: row.forms for row in load_table("marsad.languages.ar", "clitics.toml", _Row)}


def _normal(forms: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(normalise(form).normal for form in forms)


@cache
def find_affixes(grammar: Grammar) -> Affixes:
    """Return the prefixes and suffixes of a grammar, in normal form."""
    rows = _rows()
    conjunctions, prepositions = _normal(rows["conjunctions"]), _normal(rows["prepositions"])
    led = {a + b for a, b in product(conjunctions, prepositions)}
    none = frozenset({""})
    if grammar is Grammar.NOUN:
        suffixes = frozenset(_normal(rows["noun_pronouns"]))
        return Affixes(frozenset(led | _articled(conjunctions, prepositions)), suffixes)
    if grammar is Grammar.PAST:
        return Affixes(frozenset(conjunctions), frozenset(_normal(rows["verb_pronouns"])))
    if grammar is Grammar.VERB:
        verbal = {a + b for a, b in product(conjunctions, _normal(rows["verbal"]))}
        return Affixes(frozenset(verbal), frozenset(_normal(rows["verb_pronouns"])))
    if grammar is Grammar.NAME:
        return Affixes(frozenset(led), none)
    return Affixes(frozenset(conjunctions) if grammar is Grammar.BARE else none, none)


def _articled(conjunctions: tuple[str, ...], prepositions: tuple[str, ...]) -> set[str]:
    rows = _rows()
    (article,), (lam,) = rows["article"], rows["lam"]
    whole = {a + b + article for a, b in product(conjunctions, prepositions) if b != lam}
    return whole | {a + lam + article[1:] for a in conjunctions}


def vary(form: str, grammar: Grammar) -> Iterator[Variant]:
    """Yield the spellings of `form`, each with the affixes under which it is written so."""
    affixes = find_affixes(grammar)
    yield Variant(form, affixes)
    glued = form.replace(" ", "")
    if glued != form and len(glued) >= _GLUED_MINIMUM and grammar is not Grammar.EXACT:
        yield Variant(glued, affixes)
    if grammar in (Grammar.NOUN, Grammar.NAME):
        yield from _after_lam(form, affixes)
    if grammar in (Grammar.NOUN, Grammar.VERB, Grammar.PAST) and " " not in form:
        yield from _before_pronoun(form, grammar)


def _after_lam(form: str, affixes: Affixes) -> Iterator[Variant]:
    rows = _rows()
    (article,), (lam,) = rows["article"], rows["lam"]
    if not form.startswith(article) or len(form) < len(article) + 2:
        return
    rest = form[len(article) :]
    yield Variant(rest if rest.startswith(lam) else article[1:] + rest, _led_by_lam(affixes.suffixes))


@cache
def _led_by_lam(suffixes: frozenset[str]) -> Affixes:
    (lam,) = _rows()["lam"]
    return Affixes(frozenset(a + lam for a in _rows()["conjunctions"]), suffixes)


@cache
def _with_pronoun(grammar: Grammar) -> Affixes:
    affixes = find_affixes(grammar)
    return Affixes(affixes.prefixes, affixes.suffixes - {""})


def _before_pronoun(form: str, grammar: Grammar) -> Iterator[Variant]:
    rows, pronouns = _rows(), _with_pronoun(grammar)
    changes = [rows["feminine_ending"], rows["weak_ending"]] if grammar is Grammar.NOUN else [rows["weak_ending"]]
    if grammar in (Grammar.VERB, Grammar.PAST):
        changes.append(rows["verb_plural"])
    for ending, before in changes:
        if form.endswith(ending):
            yield Variant(form[: -len(ending)] + before, pronouns)
    if grammar is Grammar.NOUN and len(form) > 4 and form.endswith(rows["plural_endings"]):
        yield Variant(form[:-1], pronouns)


@cache
def has_preposition(prefix: str) -> bool:
    """Tell whether a word's proclitics end in a preposition, the article left out."""
    (article,) = _normal(_rows()["article"])
    conjunctions, prepositions = _normal(_rows()["conjunctions"]), _normal(_rows()["prepositions"])
    led = {a + b for a, b in product(conjunctions, prepositions) if b}
    return prefix in led or prefix in {a + article for a in led} or prefix in _lam_forms()


@cache
def has_purpose(prefix: str) -> bool:
    """Tell whether the proclitics end in the preposition that tells a purpose or receiver, the article left out."""
    (lam,) = _rows()["lam"]
    return prefix in {a + lam for a in _rows()["conjunctions"]} or prefix in _lam_forms()


@cache
def _lam_forms() -> frozenset[str]:
    (article,), (lam,) = _rows()["article"], _rows()["lam"]
    return frozenset(a + lam + article[1:] for a in _rows()["conjunctions"])


@cache
def has_conjunction(prefix: str) -> bool:
    """Tell whether the proclitics begin with "and"."""
    return prefix.startswith(_rows()["conjunctions"][1])


@cache
def is_future(prefix: str) -> bool:
    """Tell whether a verb's proclitics end in the particle of the future."""
    future = _rows()["verbal"][1]
    return prefix.endswith(future)
