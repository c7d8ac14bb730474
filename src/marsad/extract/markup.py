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
def _forms() -> dict[str, str]:
    rows = load_table("marsad.extract", "markup.toml", MarkupRow)
    return {form: row.id for row in rows for form in row.forms}


@lru_cache(maxsize=4096)
def find_roles(attribute: str) -> frozenset[str]:
    """Return the parts of a page (ids of the table) that a class, id or role attribute names."""
    return frozenset(role for name in attribute.split() for role in _roles_of(name))


def _roles_of(name: str) -> set[str]:
    words = [word.lower() for word in _WORDS.findall(name)]
    grams = (" ".join(words[i:j]) for i in range(len(words)) for j in range(i + 1, min(i + 3, len(words)) + 1))
    roles = {_forms()[gram] for gram in grams if gram in _forms()}
    # "post-content-related" stands beside the body, not around it.
    return roles - {"body"} if "furniture" in roles else roles
