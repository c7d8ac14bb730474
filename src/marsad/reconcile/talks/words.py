"""What sentences about talks say in so many words: the format, putting off, conditions."""

from collections.abc import Iterator, Sequence
from functools import cache

import msgspec

from marsad.languages.ar.clitics import vary
from marsad.languages.ar.speech import make_forms
from marsad.languages.ar.things import FormatName, make_formats
from marsad.lexicon import load_table
from marsad.text.match import Grammar, Hit, Phrase, PhraseIndex
from marsad.text.normal import normalise

_LEAST = 2  # words of a condition
_ENDS = '\u060c,:;.\u061b\u061f!\u00bb\u201d"'  # commas, stops, closing quotation marks


class Word(msgspec.Struct, frozen=True):
    """A word of the talks desk."""

    id: str
    role: str


class _Row(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    id: str
    role: str
    forms: tuple[str, ...]
    grammar: Grammar = Grammar.NOUN


_DENYING = frozenset({"denying", "rejecting"})  # forces of verbs and nouns of speech
_ONLY = Word("only", "condition")


@cache
def _load_index() -> PhraseIndex:
    return PhraseIndex((*make_formats(), *_make_words()), vary)


@cache
def _load_denials() -> PhraseIndex:
    return PhraseIndex(tuple(make_forms(_DENYING)), vary)


def _make_words() -> Iterator[Phrase]:
    for row in load_table("marsad.reconcile.talks", "words.toml", _Row):
        yield from (Phrase(form, row.grammar, Word(row.id, row.role)) for form in row.forms)


def _find(text: str) -> list[Hit]:
    return _load_index().find(normalise(text).normal)


def find_formats(text: str) -> tuple[str, ...]:
    """Return the formats that a text names, the longest names first, then the ways of meeting that it names."""
    hits = _find(text)
    named = sorted((hit for hit in hits if isinstance(hit.item, FormatName)), key=lambda hit: hit.start - hit.end)
    ways = [hit.item.id for hit in hits if isinstance(hit.item, Word) and hit.item.role == "way"]
    return tuple(dict.fromkeys([*(hit.item.id for hit in named if isinstance(hit.item, FormatName)), *ways]))


def is_about_meeting(text: str) -> bool:
    """Tell whether a text speaks of a meeting or of what sides are at one over."""
    items = (hit.item for hit in _find(text))
    return any(isinstance(item, FormatName) or (isinstance(item, Word) and item.role == "meeting") for item in items)


def is_denying(text: str) -> bool:
    """Tell whether the words that report what is said deny or refuse it, so that it reads as its opposite alone."""
    return bool(_load_denials().find(normalise(text).normal))


def is_put_off(text: str) -> bool:
    """Tell whether a text speaks of putting off, and not of calling off."""
    return any(isinstance(hit.item, Word) and hit.item.role == "putting_off" for hit in _find(text))


def find_condition(text: str) -> tuple[str, bool] | None:
    """Return the condition that a text states, as printed, and whether nothing less will do; None without one."""
    aligned = normalise(text)
    leads = [hit for hit in _find(text) if isinstance(hit.item, Word) and hit.item.role == "condition"]
    leads.sort(key=lambda hit: (hit.item != _ONLY, hit.start))
    for hit in leads:
        start, _ = aligned.to_original(hit.start, hit.end)
        condition = _cut(text[start:].split())
        if len(condition) > _LEAST:
            return " ".join(condition), hit.item == _ONLY
    return None


def _cut(words: Sequence[str]) -> list[str]:
    """Return words up to the first that ends a clause, the condition's lead and one more left alone."""
    stop = next((at for at, word in enumerate(words) if at >= _LEAST and word[-1] in _ENDS), len(words) - 1)
    return [word for word in (*words[:stop], words[stop].rstrip(_ENDS)) if word] if words else []
