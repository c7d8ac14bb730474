"""The terms and names of the desks in Arabic, by the English in which they tell of treaties, arsenals and exercises."""

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache

import msgspec

from marsad.lexicon import load_table
from marsad.model import Modality
from marsad.reconcile.exercises import find_usual
from marsad.reference.exercises import load_exercises
from marsad.reference.states import load_organisations, load_states
from marsad.reference.treaties import load_treaties

_HERE = "marsad.brief"
_AND = " and "


class Term(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A row of terms.toml."""

    id: str
    group: str
    en: str
    ar: str


class _Called(msgspec.Struct, frozen=True):
    """A row of any file of names: what something is called by."""

    id: str
    ar: str = ""
    names: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()


@cache
def load_called(package: str, file: str) -> Mapping[str, str]:
    """Return the first name of each row of a file of names, by id."""
    rows = load_table(package, file, _Called)
    return {row.id: next(iter((*filter(None, (row.ar,)), *row.names, *row.forms)), "") for row in rows}


@cache
def load_things() -> Mapping[str, str]:
    """Return what treaties and series of exercises are called in Arabic, by id."""
    found = {
        **load_called("marsad.reconcile.treaties", "names.toml"),
        **load_called("marsad.languages.ar.things", "exercises.toml"),
        **load_called(_HERE, "called.toml"),
    }
    return {id_: name for id_, name in found.items() if name}


@cache
def load_terms() -> Mapping[str, Mapping[str, str]]:
    """Return the Arabic of terms by group and English; that of a party is its code, that of a modality its own name."""
    things = load_things()
    groups: dict[str, dict[str, str]] = {}
    for row in load_table(_HERE, "terms.toml", Term):
        groups.setdefault(row.group, {})[row.en] = row.ar
    groups["party"] |= {state.name: code for code, state in load_states().items()}
    groups["party"] |= {body.name: code for code, body in load_organisations().items()}
    groups["treaty"] = {one.name: things[id_] for id_, one in load_treaties().items() if id_ in things}
    series = {row.series for row in load_exercises()}
    groups["series"] = {find_usual(id_).name: things[id_] for id_ in series if id_ in things}
    groups["modality"] = {one.value: one.value for one in Modality}
    return groups


@cache
def make_patterns() -> Mapping[str, str]:
    """Return the patterns of the parts of phrases that are terms, or lists of them, and of numbers and days."""
    found = {group: _make_choice(terms) for group, terms in load_terms().items()}
    listed = {name: f"{found[name]}(?:{_AND}{found[name]})*" for name in ("kind", "party")}
    amount = r"\d[\d,.]*(?:–\d[\d,.]*)?"
    own = {"amount": amount, "year": r"\d{4}", "day": r"\d{4}(?:-\d\d){0,2}", "edition": r"\w[\w /]* \d{4}"}
    own["span"] = r"\d\d [A-Z][a-z]+ to \d\d [A-Z][a-z]+"
    return found | own | {"kinds": listed["kind"], "whose": listed["party"]}


def _make_choice(terms: Mapping[str, str]) -> str:
    return f"(?:{'|'.join(re.escape(term) for term in sorted(terms, key=len, reverse=True))})"


def translate(name: str, part: str, tell: Callable[[str, str], str]) -> Iterator[str]:
    """Yield the terms of a part in Arabic, none of a number; `tell` names a party by its code, a modality likewise."""
    group = {"kinds": "kind", "whose": "party"}.get(name, name)
    terms = load_terms().get(group, {})
    for term in re.findall(_make_choice(terms), part) if terms else ():
        yield tell(group, terms[term])
