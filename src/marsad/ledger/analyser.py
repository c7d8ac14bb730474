"""Words for search: the index holds them in folded spelling, a query is spread over what the clitics make of it.

Stemming the index would confuse names that differ in a first letter that may be a clitic; spreading the query keeps
what is printed, and costs a few hundred look-ups a word.
"""

from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

import msgspec

from marsad.languages.ar.clitics import find_affixes
from marsad.lexicon import load_table
from marsad.text.match import Grammar
from marsad.text.normal import Aligned
from marsad.text.tokens import Token, find_tokens

ANALYSER = 1  # raise it when folding changes: an index holds words as the analyser of its time folded them

_SHORT, _LONG = 3, 4  # letters that must be left: after a plain affix, after one that is easily part of a word


class Word(NamedTuple):
    """A word of a text: its range in the original and its folded spelling."""

    start: int
    end: int
    text: str


class _Row(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    id: str
    forms: tuple[str, ...]


class _Spelling(msgspec.Struct, frozen=True):
    folds: dict[int, str]
    prefixes: tuple[str, ...]
    articles: tuple[str, ...]
    future: tuple[str, ...]
    imperfect: tuple[str, ...]
    suffixes: tuple[str, ...]
    feminine: str
    alef: str
    nunation: str
    before_pronoun: tuple[tuple[str, str], ...]


@cache
def _spelling() -> _Spelling:
    rows = {row.id: row.forms for row in load_table("marsad.ledger", "search.toml", _Row)}
    pairs = [(key, forms[0], forms[1]) for key, forms in rows.items() if len(forms) == 2]
    noun, verb, bare = (find_affixes(grammar) for grammar in (Grammar.NOUN, Grammar.VERB, Grammar.BARE))
    led = tuple(sorted(noun.prefixes - {""}))
    return _Spelling(
        folds={ord(old): new for key, old, new in pairs if key.startswith("fold_")},
        prefixes=led,
        articles=tuple(prefix for prefix in led if prefix.endswith(rows["article"])),
        future=tuple(sorted(before + mark for before in bare.prefixes for mark in rows["future"])),
        imperfect=rows["imperfect"],
        suffixes=tuple(sorted((noun.suffixes | verb.suffixes) - {""})),
        feminine=rows["ending_of_feminine"][0],
        alef=rows["ending_of_accusative"][0],
        nunation=rows["nunation"][0],
        before_pronoun=tuple((old, new) for key, old, new in pairs if key.startswith("before_pronoun_")),
    )


def find_words(aligned: Aligned) -> tuple[Word, ...]:
    """Return the words and numbers of a text, folded, with their original ranges."""
    found = ((token, _fold(aligned, token)) for token in find_tokens(aligned.normal))
    return tuple(Word(*aligned.to_original(token.start, token.end), text) for token, text in found if text)


def find_terms(aligned: Aligned, start: int = 0, end: int | None = None) -> tuple[str, ...]:
    """Return the folded words and numbers of the normal range `start:end`."""
    terms = (_fold(aligned, token) for token in find_tokens(aligned.normal, start, end))
    return tuple(term for term in terms if term)


def _fold(aligned: Aligned, token: Token) -> str:
    """Return a token's folded spelling, empty for punctuation.

    The sign of an indefinite accusative stays, so that its alef is not taken for a part of a name.
    """
    text, has_alef = _fold_text(token.text)
    if has_alef and _spelling().nunation in aligned.quote(token.start, token.end)[-2:]:
        return text + _spelling().nunation
    return text


@lru_cache(maxsize=1 << 14)  # most words of a page were on earlier ones
def _fold_text(text: str) -> tuple[str, bool]:
    """Return a token's folded letters, and whether it ends in an alef that may carry a sign."""
    if not text[0].isalnum():
        return "", False
    spelling = _spelling()
    return text.casefold().translate(spelling.folds), text.endswith(spelling.alef)


@lru_cache(maxsize=1024)
def spell_variants(word: str) -> frozenset[str]:
    """Return every folded spelling that the clitic grammar gives the words that `word` may stand for."""
    if not word[0].isalpha() or word.isascii():
        return frozenset({word})
    return frozenset(spelling for base in find_bases(word) for spelling in _spell_base(base)) | {word}


def find_bases(word: str) -> frozenset[str]:
    """Return what is left of a folded word when clitics that it may carry are taken off, the word itself included."""
    bare = word.removesuffix(_spelling().nunation)
    led = {form for whole in {word, bare, _without_case(word)} for form in (whole, *_without_prefix(whole))}
    return frozenset(led | {base for rest in led for base in _without_pronoun(rest)})


def _without_case(word: str) -> str:
    return word.removesuffix(_spelling().alef + _spelling().nunation)


def _without_prefix(word: str) -> Iterator[str]:
    spelling = _spelling()
    for prefix in spelling.prefixes:
        least = _SHORT if prefix in spelling.articles else _LONG
        if word.startswith(prefix) and len(word) - len(prefix) >= least:
            yield word[len(prefix) :]


def _without_pronoun(word: str) -> set[str]:
    spelling = _spelling()
    bases = set()
    for suffix in spelling.suffixes:
        rest = word.removesuffix(suffix)
        least = _SHORT if len(suffix) > 1 else _LONG
        single = len(suffix) == 1 and suffix != spelling.feminine
        if rest == word or single or len(rest) < least:
            continue
        bases.add(rest)
        bases.update(rest[: -len(new)] + old for old, new in spelling.before_pronoun if rest.endswith(new))
    return bases


def _spell_base(base: str) -> set[str]:
    spelling = _spelling()
    ends = {base, base + spelling.nunation, base + spelling.alef + spelling.nunation}
    ends |= {stem + suffix for suffix in spelling.suffixes for stem in _stems(base)}
    prefixes = ("", *spelling.prefixes)
    if base.startswith(spelling.imperfect):
        prefixes += spelling.future
    return {prefix + end for prefix in prefixes for end in ends}


def _stems(base: str) -> set[str]:
    changed = {base[: -len(old)] + new for old, new in _spelling().before_pronoun if base.endswith(old)}
    return changed | {base}
