"""The rules of `furniture.toml`: which single lines of a page are no part of the story."""

import re
from functools import cache, lru_cache

import msgspec

from marsad.lexicon.load import load_table
from marsad.model.article import BlockKind
from marsad.text.normal import normalise

_OUTER = " \t\n*•·▪►◄»«|:–—-_<>[]()؛،,…"
_HEAD = 2  # letters by which a line is told to begin like no form of a rule
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
    """A rule to be asked only of lines that begin with one of `heads` and hold one of `needles`, where it has any."""

    row: FurnitureRow
    pattern: re.Pattern[str]
    heads: frozenset[str]
    needles: tuple[str, ...]


@cache
def load_furniture() -> tuple[FurnitureRow, ...]:
    """Return the rules in the order of the file; the first that holds decides."""
    return load_table("marsad.extract", "furniture.toml", FurnitureRow)


@cache
def _rules() -> tuple[_Rule, ...]:
    return tuple(map(_make_rule, load_furniture()))


def _make_rule(row: FurnitureRow) -> _Rule:
    forms = {_fold(form).lower() for form in row.forms}
    begins = row.mode in ("whole", "starts") and min(map(len, forms)) >= _HEAD
    heads = frozenset(form[:_HEAD] for form in forms) if begins else frozenset()
    return _Rule(row, _compile(row), heads, tuple(forms) if row.mode == "contains" else ())


@lru_cache(maxsize=4096)
def _find_rules(bare: str, folded: str) -> tuple[_Rule, ...]:
    """Return the rules that may hold for lines that begin so: of most lines a third need be asked."""
    return tuple(rule for rule in _rules() if not rule.heads or bare in rule.heads or folded in rule.heads)


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


def find_furniture(line: str) -> FurnitureRow | None:
    """Return the first rule that holds for a line of text, if any."""
    return _find_row(line) if len(line) <= _longest() else None


@lru_cache(maxsize=4096)
def _find_row(line: str) -> FurnitureRow | None:
    """The same for a line as long as a rule's: an outlet's pages repeat their furniture."""
    folded = _fold(line)
    bare = folded.strip(_OUTER)
    lowered = folded.lower()
    for rule in _find_rules(bare[:_HEAD].lower(), lowered[:_HEAD]):
        if len(bare) > rule.row.max or (rule.needles and not any(needle in lowered for needle in rule.needles)):
            continue
        if _holds(rule, folded, bare):
            return rule.row
    return None


def _holds(rule: _Rule, folded: str, bare: str) -> bool:
    if rule.row.plain and _SENTENCE_MARK.search(bare.removesuffix(":")):
        return False
    find = rule.pattern.search if rule.row.mode == "contains" else rule.pattern.match
    return find(bare) is not None or (folded != bare and find(folded) is not None)
