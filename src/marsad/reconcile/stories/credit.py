"""Whom an article credits for its text: the agency after a place name, the source line, "citing" an outlet."""

import re
from collections.abc import Iterator
from functools import cache
from itertools import chain

import msgspec

from marsad.languages.ar.actors import OutletName
from marsad.languages.ar.actors.names import make_outlets
from marsad.languages.ar.clitics import vary
from marsad.lexicon import load_table
from marsad.model import Article, BlockKind
from marsad.model.story import Credit, CreditKind
from marsad.reference.outlets import load_outlets
from marsad.text.match import Grammar, Hit, Phrase, PhraseIndex
from marsad.text.normal import normalise

_LEAD, _TAIL = 160, 80  # characters of the body in which a credit may stand without a word before it
_SHORT = 60  # characters of a line that is a credit as a whole
_READ = 20_000  # characters of a part
_OPENED = re.compile(r"(^|[\n(\[|/+–—-]) ?[«\"“]? ?$")
_CLOSED = re.compile(r" ?[»\"”]? ?([)\]]? ?\.?($|\n)|[)\]]? ?[|/+–—:-])")
_BRACKETED = re.compile(r"[)\]]")


class _Row(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    id: str
    why: str
    forms: tuple[str, ...]


class _Agencies(msgspec.Struct, frozen=True):
    """Stands for agencies without a name."""


@cache
def _load_forms(name: str) -> tuple[str, ...]:
    rows = {row.id: row.forms for row in load_table("marsad.reconcile.stories", "credits.toml", _Row)}
    return tuple(normalise(form).normal for form in rows[name])


@cache
def _load_index() -> PhraseIndex:
    unnamed = (Phrase(form, Grammar.BARE, _Agencies()) for form in _load_forms("agencies"))
    named = (phrase for phrase in make_outlets() if isinstance(phrase.item, OutletName) and not phrase.item.marked)
    return PhraseIndex([*named, *unnamed], vary)


def find_credits(article: Article, body: str) -> tuple[Credit, ...]:
    """Return the sources that an article names for its text, each once, in order of place; `body` is in normal form."""
    found: dict[tuple[CreditKind, str], Credit] = {}
    for credit in chain(_read_parts(article), _read_body(body)):
        found.setdefault((credit.kind, credit.name), credit)
    return tuple(found.values())


def find_outlet(name: str) -> str:
    """Return an outlet's usual English name where the reference knows it under `name`, else `name` itself."""
    normal = normalise(name).normal.strip()
    whole = (hit for hit in _load_index().find(normal) if hit.end - hit.start == len(normal))
    return next((_make(hit, "").name for hit in whole if isinstance(hit.item, OutletName)), name)


def _read_parts(article: Article) -> Iterator[Credit]:
    if article.byline:
        yield from _read(article.byline, "byline")
    for block in article.blocks:
        text = article.text[block.start : block.end]
        if block.kind in (BlockKind.BYLINE, BlockKind.DATELINE):
            yield from _read(text, block.kind.value)
        elif block.kind is BlockKind.FURNITURE and len(text) <= _SHORT:
            yield from _read(text, "tail")


def _read(text: str, place: str) -> Iterator[Credit]:
    """Yield every outlet of a line that does nothing but credit."""
    normal = normalise(text[:_READ]).normal
    for hit in _longest(_load_index().find(normal)):
        if place != "tail" or _stands_alone(normal, hit) or _is_cited(normal, hit):
            yield _make(hit, place)


def _read_body(body: str) -> Iterator[Credit]:
    normal = (body[:_READ] + ("\n" + body[-_TAIL:] if len(body) > _READ else "")).strip()
    for hit in _longest(_load_index().find(normal, _find_ranges(normal))):
        if _is_cited(normal, hit):
            yield _make(hit, "phrase")
        elif _stands_alone(normal, hit):
            if hit.end <= _LEAD:
                yield _make(hit, "lead")
            elif hit.start >= len(normal) - _TAIL:
                yield _make(hit, "tail")


def _find_ranges(normal: str) -> list[tuple[int, int]]:
    """Return the disjoint ranges of a body in which a credit may stand: beginning, end, after words that credit."""
    cited = ((match.end(), match.end() + _TAIL) for match in _load_before().finditer(normal))
    ranges: list[tuple[int, int]] = []
    for start, end in sorted(((0, _LEAD), *cited, (max(len(normal) - _TAIL, 0), len(normal)))):
        joined = bool(ranges) and start <= ranges[-1][1]
        first, last = ranges.pop() if joined else (start, end)
        ranges.append((first, min(max(last, end), len(normal))))
    return ranges


@cache
def _load_before() -> re.Pattern[str]:
    return re.compile(
        "|".join(map(re.escape, sorted(_load_forms("before"), key=len)))
    )  # a name may begin with the rest


def _longest(hits: list[Hit]) -> Iterator[Hit]:
    end = 0
    for hit in hits:  # by start, the longer first
        if hit.start >= end:
            yield hit
            end = hit.end


def _stands_alone(normal: str, hit: Hit) -> bool:
    """Tell whether an outlet stands before a dash or at an end, or in brackets at the beginning; not in a sentence."""
    closed = _CLOSED.match(normal, hit.end) or (hit.start <= 1 and _BRACKETED.match(normal, hit.end))
    return bool(closed and _OPENED.search(normal, max(hit.start - 4, 0), hit.start))


def _is_cited(normal: str, hit: Hit) -> bool:
    before = normal[max(hit.start - 30, 0) : hit.start].rstrip(' «"“(')
    return before.endswith(_load_forms("before"))


def _make(hit: Hit, place: str) -> Credit:
    if not isinstance(hit.item, OutletName):
        return Credit(kind=CreditKind.AGENCIES, name="", place=place)
    outlet = load_outlets()[hit.item.outlet]
    kind = CreditKind.AGENCY if outlet.kind == "agency" else CreditKind.OUTLET
    return Credit(kind=kind, name=outlet.name, place=place)
