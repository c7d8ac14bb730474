"""What a search asks for: words in any spelling and with any clitics, those in quotation marks one after another."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from marsad.ledger.analyser import Word, find_terms, spell_variants
from marsad.ledger.errors import QuestionError
from marsad.text.normal import normalise

_PART = re.compile(r'"([^"]*)"|«([^»]*)»|“([^”]*)”|([^\s"«“]+)')
_MOST_WORDS = 32

Words = tuple[frozenset[str], ...]


class Query(NamedTuple):
    """What to look for: every part somewhere in the sentence, a part's words one after another; and as it was said."""

    parts: tuple[Words, ...]
    said: frozenset[str]


def parse_query(text: str) -> Query:
    """Return a query: quoted words stand together, all others anywhere; raise QuestionError when there is no word.

    Every other sign is read as text: nothing in a query is a command to the search engine.
    """
    parts: list[tuple[str, ...]] = []
    for match in _PART.finditer(text):
        words = find_terms(normalise(match.group(match.lastindex or 0)))
        parts += [words] if match.lastindex != 4 and words else [(word,) for word in words]
    total = sum(map(len, parts))
    if not total:
        raise QuestionError("the query holds no word")
    if total > _MOST_WORDS:
        raise QuestionError(f"the query holds {total} words; at most {_MOST_WORDS} can be looked for")
    said = frozenset(word for part in parts for word in part)
    return Query(tuple(tuple(map(spell_variants, part)) for part in parts), said)


def find_highlights(words: Sequence[Word], query: Query) -> tuple[tuple[int, int], ...]:
    """Return the ranges that the query's parts cover, by place; none at all when one part is missing."""
    ranges: set[tuple[int, int]] = set()
    for part in query.parts:
        found = {place for place in range(len(words)) if _matches(words[place : place + len(part)], part)}
        if not found:
            return ()
        ranges |= {(words[place].start, words[place + len(part) - 1].end) for place in found}
    return tuple(sorted(ranges))


def _matches(words: Sequence[Word], part: Words) -> bool:
    return len(words) == len(part) and all(word.text in spelt for word, spelt in zip(words, part, strict=True))
