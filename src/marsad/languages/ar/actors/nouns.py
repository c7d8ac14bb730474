"""Forms of the nouns in this folder's data: sound endings and the article."""

from collections.abc import Iterator
from functools import cache

import msgspec

from marsad.lexicon import load_table

PACKAGE = "marsad.languages.ar.actors"


class Forms(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A row of words under one id."""

    id: str
    forms: tuple[str, ...]


@cache
def load_forms(file: str) -> dict[str, tuple[str, ...]]:
    """Return the rows of a file of word lists by id."""
    return {row.id: row.forms for row in load_table(PACKAGE, file, Forms)}


def inflect_adjective(stem: str) -> Iterator[tuple[str, bool]]:
    """Yield the indefinite forms of an adjective, each with whether it is a plural of people."""
    endings = load_forms("endings.toml")
    for ending in endings["adjective"]:
        yield stem + ending, ending in endings["people"]


def with_article(form: str) -> str:
    """Return `form` with the article before its first word."""
    return load_forms("endings.toml")["article"][0] + form


def with_articles(form: str) -> str:
    """Return `form` with the article before each word: adjectives of two words agree twice."""
    return " ".join(with_article(word) for word in form.split())


def has_article(form: str) -> bool:
    """Tell whether the first word of `form` carries the article."""
    return form.startswith(load_forms("endings.toml")["article"][0])
