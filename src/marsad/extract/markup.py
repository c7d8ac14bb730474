"""What the attributes of an HTML element say about the part of the page it holds."""

import re
from functools import cache, lru_cache

import msgspec

from marsad.lexicon.load import load_table

_WORDS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")


class MarkupRow(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The attribute words that mark one part of a page."""

    id: str
    forms: tuple[str, ...]


@cache
def _forms() -> dict[str, tuple[tuple[tuple[str, ...], str], ...]]:
    """The forms by their first word, each with the words that follow it and its part."""
    rows = load_table("marsad.extract", "markup.toml", MarkupRow)
    split = [(*form.split(), row.id) for row in rows for form in row.forms]
    firsts = {words[0] for words in split}
    return {first: tuple((words[1:-1], words[-1]) for words in split if words[0] == first) for first in firsts}


def find_roles(attribute: str) -> frozenset[str]:
    """Return the parts of a page (ids of the table) that a class, id or role attribute names."""
    return frozenset().union(*map(_find_name_roles, attribute.split()))


@lru_cache(maxsize=8192)
def _find_name_roles(name: str) -> frozenset[str]:
    words = _split(name)
    forms, roles = _forms(), set()
    for at, word in enumerate(words, 1):
        for rest, role in forms.get(word.lower(), ()):
            if not rest or rest == tuple(follower.lower() for follower in words[at : at + len(rest)]):
                roles.add(role)
    # "post-content-related" stands beside the body, not around it.
    return frozenset(roles - {"body"} if "furniture" in roles else roles)


def _split(name: str) -> list[str]:
    """The words of a name; one that falls to single letters was made by a machine and has none in it."""
    words = _WORDS.findall(name)
    if "-" in name or "_" in name or len(words) < 2:
        return words
    return [name] if min(map(len, words)) < 2 else words
