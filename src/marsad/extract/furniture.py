"""The rules of `furniture.toml`: which single lines of a page are no part of the story."""

import re
from functools import cache, lru_cache

import msgspec

from marsad.lexicon.load import load_table
from marsad.model.article import BlockKind
from marsad.text.normal import normalise

_OUTER = " \t\n*•·▪►◄»«|:–—-_<>[]()؛،,…"
_SENTENCE_MARK = re.compile('[.؟!?؛:،"“”«»](?!$)|[.؟!?]$')


class FurnitureRow(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One rule; the head of the data file says what its fields mean."""

    id: str
    kind: BlockKind
    mode: str
    forms: tuple[str, ...]
    finds: tuple[str, ...]
    rejects: tuple[str, ...]
    max: int = 120
    plain: bool = False
    rest: float = 0.0
    next: bool = False
    before: bool = False
    between: bool = False
    author: bool = True


class _Rule(msgspec.Struct, frozen=True):
    row: FurnitureRow
    pattern: re.Pattern[str]


@cache
def load_furniture() -> tuple[FurnitureRow, ...]:
    """Return the rules in the order of the file; the first that holds decides."""
    return load_table("marsad.extract", "furniture.toml", FurnitureRow)


@cache
def _rules() -> tuple[_Rule, ...]:
    return tuple(_Rule(row, _compile(row)) for row in load_furniture())


@cache
def _longest() -> int:
    return max(row.max for row in load_furniture())


def _compile(row: FurnitureRow) -> re.Pattern[str]:
    if row.mode == "pattern":
        return re.compile("|".join(f"(?:{form})" for form in row.forms), re.IGNORECASE)
    forms = "|".join(re.escape(form) for form in sorted({_fold(form) for form in row.forms}, key=len, reverse=True))
    # A form that starts or ends in a letter does so at the edge of a word.
    bounded = rf"(?:(?=\W)|(?<!\w))(?:{forms})(?:(?<=\W)|(?!\w))"
    shapes = {
        "whole": rf"(?:{forms})(?: ?[\d()]+)?$",
        "starts": bounded,
        "ends": f".*(?:{forms})$",
        "contains": bounded,
    }
    return re.compile(shapes[row.mode], re.IGNORECASE)


def _fold(line: str) -> str:
    return normalise(line).normal.strip()


@lru_cache(maxsize=4096)
def find_furniture(line: str) -> FurnitureRow | None:
    """Return the first rule that holds for a line of text, if any; an outlet's pages repeat their furniture."""
    if len(line) > _longest():
        return None
    folded = _fold(line)
    bare = folded.strip(_OUTER)
    for rule in _rules():
        if len(bare) <= rule.row.max and _holds(rule, folded, bare):
            return rule.row
    return None


def _holds(rule: _Rule, folded: str, bare: str) -> bool:
    if rule.row.plain and _SENTENCE_MARK.search(bare.removesuffix(":")):
        return False
    find = rule.pattern.search if rule.row.mode == "contains" else rule.pattern.match
    return find(bare) is not None or (folded != bare and find(folded) is not None)
