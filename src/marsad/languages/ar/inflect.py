"""Person forms of Arabic verbs from their two dictionary forms."""

from functools import cache

import msgspec

from marsad.lexicon import load_table


class _Row(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    id: str
    forms: tuple[str, ...]


@cache
def _rows() -> dict[str, tuple[str, ...]]:
    return {row.id: row.forms for row in load_table("marsad.languages.ar", "inflection.toml", _Row)}


def inflect_perfect(perfect: str) -> tuple[str, ...]:
    """Return the perfect's masculine, feminine, dual and plural forms."""
    if not perfect:
        return ()
    rows = _rows()
    if perfect.endswith(rows["weak"][:2]):
        return perfect, *(perfect[:-1] + ending for ending in rows["weak_perfect_endings"])
    return perfect, *(perfect + ending for ending in rows["perfect_endings"])


def inflect_imperfect(imperfect: str) -> tuple[str, ...]:
    """Return the imperfect's forms: masculine, feminine, first plural; dual, plural, jussive."""
    if not imperfect:
        return ()
    rows = _rows()
    body = imperfect[1:]
    weak = body.endswith(rows["weak"]) and len(body) > 2
    stem = body[:-1] if weak else body
    bodies = [body, *(stem + ending for ending in rows["imperfect_endings"])]
    if weak:
        vowel = rows["weak_dual"][0] if body.endswith(rows["weak"][:2]) else body[-1]
        bodies += [stem + vowel + ending for ending in rows["weak_dual"][1:]]
    third, feminine, plural = rows["imperfect_prefixes"]
    full = [prefix + rest for rest in bodies for prefix in (third, feminine)]
    return tuple(dict.fromkeys([*full, *shorten_imperfect(imperfect), plural + body]))


def shorten_imperfect(imperfect: str) -> tuple[str, ...]:
    """Return the jussive's forms where they lose a letter: after negations and in conditions only."""
    rows = _rows()
    body = imperfect[1:]
    third, feminine, _ = rows["imperfect_prefixes"]
    if body.endswith(rows["weak"]) and len(body) > 2:
        return third + body[:-1], feminine + body[:-1]
    if len(body) > 2 and body[-2] in rows["hollow"]:
        return third + body[:-2] + body[-1], feminine + body[:-2] + body[-1]
    return ()


def inflect_perfect_phrase(perfect: str) -> tuple[str, ...]:
    """Return the perfect's forms of a verb with what always follows it."""
    verb, blank, rest = perfect.partition(" ")
    return tuple(form + blank + rest for form in inflect_perfect(verb))


def inflect_imperfect_phrase(imperfect: str) -> tuple[str, ...]:
    """Return the imperfect's forms of a verb with what always follows it."""
    verb, blank, rest = imperfect.partition(" ")
    return tuple(form + blank + rest for form in inflect_imperfect(verb))
