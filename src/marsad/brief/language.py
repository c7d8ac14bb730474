"""A brief's words in one language: labels, numbers of things, names of parties and persons, all from data."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from enum import StrEnum
from functools import cache

import msgspec

from marsad.brief.facts import Limit, find_fact, find_limit, find_told
from marsad.brief.terms import load_called, make_patterns, translate
from marsad.languages.ar.actors.rows import OrgRow, PersonRow, PlaceRow, StateRow
from marsad.languages.ar.things import FormatName, make_formats
from marsad.lexicon import load_table
from marsad.measure.levels import Track, load_scale
from marsad.reconcile.exercises import find_usual
from marsad.reference.formats import load_formats
from marsad.reference.officeholders import load_tenures
from marsad.reference.states import name_code
from marsad.reference.treaties import load_treaties
from marsad.text.clean import clean_words

_TREATIES, _EXERCISES = "marsad.reconcile.treaties", "marsad.languages.ar.things"
_HERE, _NAMES = "marsad.brief", "marsad.languages.ar.actors"
_SHUT = "\u2069"  # ends an isolate: what is put into a sentence keeps its own direction
_OPEN = "\u2068"  # begins one of the direction of its first letter
_OPEN_OURS = {"rtl": "\u2067", "ltr": "\u2066"}  # begins one of a language's direction
_OTHER = {"rtl": frozenset({"L", "EN", "AN"}), "ltr": frozenset({"R", "AL", "AN"})}  # letters of the other direction
_SAID = "said by: "  # before the voice that capped a level
_SO_MANY = "n_"  # begins the name of a number of things
_CODES = re.compile(r"[,+] ?")


class Language(StrEnum):
    """The languages of a brief."""

    ARABIC = "ar"
    ENGLISH = "en"

    @property
    def direction(self) -> str:
        """Its direction as HTML has it."""
        return "rtl" if self is Language.ARABIC else "ltr"


class Label(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A row of labels.toml or phrases.toml; of a phrase `said` is its English for readers, "" where that is `en`."""

    id: str
    en: str
    ar: str
    said: str = ""


class Number(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A row of counts.toml: a form for each class of numbers."""

    id: str
    en_one: str
    en_other: str
    ar_one: str
    ar_two: str
    ar_few: str
    ar_many: str
    ar_other: str


class _Name(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    id: str
    ar: str
    en: str = ""


class Rendered(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A level in Arabic: what it means on either track, and the English that this renders."""

    id: int
    words: str
    words_of: str
    acts: str
    acts_of: str


@cache
def load_labels() -> Mapping[str, Label]:
    """Return all labels by id."""
    return {row.id: row for row in load_table(_HERE, "labels.toml", Label)}


@cache
def load_numbers() -> Mapping[str, Number]:
    """Return the forms of numbers of things by id."""
    return {row.id: row for row in load_table(_HERE, "counts.toml", Number)}


@cache
def load_phrases() -> tuple[tuple[re.Pattern[str], Label], ...]:
    """Return what is told in English elsewhere, as patterns, with its row."""
    rows = load_table(_HERE, "phrases.toml", Label)
    return tuple((re.compile(_make_pattern(row.en)), row) for row in rows)


def _make_pattern(phrase: str) -> str:
    parts = re.split(r"\{(\w+)\}", phrase)
    kinds = {"n": r"\d+", "m": r"\d+", "parties": r"[A-Z0-9+, -]+"} | dict(make_patterns())
    kinds |= {f"{_SO_MANY}{id_}": r"\d+" for id_ in load_numbers()}
    return "".join(f"(?P<{p}>{kinds.get(p, '.+')})" if at % 2 else re.escape(p) for at, p in enumerate(parts))


@cache
def _load_arabic_codes() -> Mapping[str, str]:
    states = {row.id: row.names[0] for row in load_table(_NAMES, "states.toml", StateRow) if row.names}
    groups = {row.id: row.names[0] for row in load_table(_NAMES, "organisations.toml", OrgRow)}
    return states | groups | {row.id: row.ar for row in _load_own_names()}


@cache
def _load_own_names() -> tuple[_Name, ...]:
    return load_table(_HERE, "names.toml", _Name)


@cache
def _load_arabic_persons() -> Mapping[str, str]:
    forms = {row.id: row.full[0] for row in load_table(_NAMES, "persons.toml", PersonRow) if row.full}
    return {one.name: forms[id_] for id_, all_ in load_tenures().items() if id_ in forms for one in all_}


@cache
def _load_arabic_places() -> Mapping[str, str]:
    return {row.name: row.forms[0] for row in load_table(_NAMES, "places.toml", PlaceRow)}


@cache
def _load_arabic_formats() -> Mapping[str, str]:
    found: dict[str, str] = {}
    for phrase in make_formats():
        if isinstance(phrase.item, FormatName):
            found.setdefault(phrase.item.id, phrase.form)
    return found


@cache
def load_rendered() -> tuple[Rendered, ...]:
    """Return the levels in Arabic."""
    return load_table(_HERE, "scale.toml", Rendered)


@cache
def load_rungs(language: Language) -> Mapping[tuple[Track, int], str]:
    """Return what each level means on each track, where it means something."""
    arabic = language is Language.ARABIC
    rows = load_rendered() if arabic else load_scale().values()
    both = (((Track.WORDS, row.id), row.words) for row in rows), (((Track.ACTS, row.id), row.acts) for row in rows)
    return {key: text for side in both for key, text in side if text}


def enclose(text: str, language: Language) -> str:
    """Return a part of a sentence so that it keeps its own direction, where that could be another than the sentence's.

    What is put together by ourselves, and so has parts enclosed, runs in our direction; else the first letter decides.
    """
    if not any(unicodedata.bidirectional(char) in _OTHER[language.direction] for char in text):
        return text
    return f"{_OPEN_OURS[language.direction] if _SHUT in text else _OPEN}{text}{_SHUT}"


class Words(msgspec.Struct, frozen=True):
    """The words of one language."""

    language: Language

    def label(self, id_: str, **parts: str) -> str:
        """Return a label with its parts put in, each keeping its own direction."""
        row = load_labels()[id_]
        text = row.ar if self.language is Language.ARABIC else row.en
        return text.format(**{name: self.enclose(part) for name, part in parts.items()}) if parts else text

    def enclose(self, text: str) -> str:
        """Return a part of a sentence so that it keeps its own direction."""
        return enclose(text, self.language)

    def list(self, parts: Iterable[str]) -> str:
        """Return words of a page or names in a row."""
        return self._join("\u060c ", ", ", parts)  # the Arabic comma

    def row(self, parts: Iterable[str]) -> str:
        """Return parts of a sentence in a row, which may have commas of their own."""
        return self._join("\u061b ", "; ", parts)  # the Arabic semicolon

    def _join(self, arabic: str, english: str, parts: Iterable[str]) -> str:
        comma = arabic if self.language is Language.ARABIC else english
        return comma.join(self.enclose(part) for part in parts if part)

    def count(self, id_: str, number: int) -> str:
        """Return so many things."""
        form = f"{self.language.value}_{find_plural(self.language, number)}"
        return str(getattr(load_numbers()[id_], form)).format(n=f"{number:,}")

    def name(self, code: str) -> str:
        """Return a party's name."""
        if self.language is Language.ARABIC:
            return _load_arabic_codes().get(code, code)
        own = next((row.en for row in _load_own_names() if row.id == code and row.en), "")
        return own or name_code(code)

    def short(self, code: str) -> str:
        """Return a party as a line has it: its name in Arabic, its code in English."""
        return self.name(code) if self.language is Language.ARABIC else code

    def person(self, name: str) -> str:
        """Return a person's name, as the page would have it in Arabic where we know it."""
        return _load_arabic_persons().get(name, name) if self.language is Language.ARABIC else name

    def place(self, name: str) -> str:
        """Return a place's name."""
        return _load_arabic_places().get(name, name) if self.language is Language.ARABIC else name

    def format(self, id_: str) -> str:
        """Return what a format of talks is called."""
        if self.language is Language.ARABIC:
            return _load_arabic_formats().get(id_) or load_called(_HERE, "called.toml").get(id_, id_)
        return load_formats()[id_].name if id_ in load_formats() else id_

    def treaty(self, id_: str) -> str:
        """Return a treaty's name."""
        return self._call(id_, _TREATIES, "names.toml") or load_treaties()[id_].name

    def exercise(self, series: str) -> str:
        """Return the name of a series of exercises."""
        return self._call(series, _EXERCISES, "exercises.toml") or find_usual(series).name

    def _call(self, id_: str, package: str, file: str) -> str:
        """Return what something is called in Arabic, "" for another language."""
        if self.language is not Language.ARABIC:
            return ""
        return load_called(_HERE, "called.toml").get(id_) or load_called(package, file).get(id_, "")

    def parties(self, codes: Iterable[str]) -> str:
        """Return several parties in a row."""
        names = [self.enclose(self.short(code)) for code in codes]
        return " + ".join(names) if names else self.label("gist.unnamed")

    def rung(self, track: Track, value: int) -> str:
        """Return what a level means."""
        return load_rungs(self.language).get((track, value), "")

    def mark(self, mark: str) -> str:
        """Return a mark that a level rests on: a type, a modality, or what is named in the sentence."""
        labels = (f"{group}.{mark.removeprefix(_SAID)}" for group in ("mark", "type", "modality"))
        found = next((label for label in labels if label in load_labels()), None)
        return self.label(found) if found else self.phrase(mark)

    def reason(self, reason: str) -> str:
        """Return why something was set aside; as it is where we have no words for it."""
        label = f"aside.{reason}"
        return self.label(label) if label in load_labels() else clean_words(reason)

    def phrase(self, text: str) -> str:
        """Return in this language what another room told in English; as it is where we have no words for it."""
        for pattern, row in load_phrases():
            if found := pattern.fullmatch(text):
                form = row.ar if self.language is Language.ARABIC else row.said or row.en
                return form.format(**{name: self._put(name, part) for name, part in found.groupdict().items()})
        return text

    def told(self, text: str) -> str:
        """Return what the reference data tell, as it is in English where we have no words for it."""
        if self.language is not Language.ARABIC:
            return text
        limit = find_limit(text)
        return find_told(text) or (self._tell_limit(limit) if limit else text)

    def source(self, text: str) -> str:
        """Return what a fact rests on: a reference as it is, in English where we have no words for what it says."""
        return find_told(text) or text if self.language is Language.ARABIC else text

    def _tell_limit(self, limit: Limit) -> str:
        start = self.label("treaty.from", day=self.period(limit.start)) if limit.start else ""
        until = self.label("treaty.until", day=self.period(limit.until)) if limit.until else ""
        return self.row([f"{limit.value} ({self.list(limit.what)})", start, until])

    def fact(self, says: str) -> tuple[str, str]:
        """Return what a fact is about with its days in Arabic, "" in English, and what is left to tell, in English."""
        found = find_fact(says) if self.language is Language.ARABIC else None
        if found is None:
            return "", says
        name = self.treaty(found.treaty) if found.treaty else self.exercise(found.series)
        days = " – ".join(map(self.period, dict.fromkeys(found.days)))
        return self.row([name, days, self.either(f"act.{found.act}", "")]), found.rest

    def tell(self, says: str) -> tuple[str, str]:
        """Return what a desk says in this language, and what of it is left in English for want of words."""
        phrased = self.phrase(says)
        if phrased != says:
            return phrased, ""
        about, rest = self.fact(says)
        told = self.told(rest)
        lead = f"{about}:" if about else ""
        return (lead, rest) if told == rest else (f"{lead} {told}".strip(), "")

    def period(self, period: str) -> str:
        """Return a year, month or day, given as in ISO 8601, as it is told here."""
        return period

    def usual(self, first: tuple[int, int], last: tuple[int, int]) -> str:
        """Return from which day of the year to which, each given as month and day."""
        return " – ".join(f"{day} {self.label(f'month.{month:02}')}" for month, day in (first, last))

    def either(self, id_: str, other: str) -> str:
        """Return a label, or what is given where there is none: facts of the user's own may name what we don't."""
        return self.label(id_) if id_ in load_labels() else other

    def _put(self, name: str, part: str) -> str:
        if name == "parties":
            return self.parties(_CODES.split(part))
        if name == "names":
            return self.list(clean_words(name) or self.label("source.agencies") for name in part.split(", "))
        if name in "nm":
            return part
        if name.startswith(_SO_MANY):
            return self.count(name.removeprefix(_SO_MANY), int(part))
        return self._put_term(name, part) if name in make_patterns() else self.enclose(clean_words(self.phrase(part)))

    def _put_term(self, name: str, part: str) -> str:
        if self.language is not Language.ARABIC:
            return self.enclose(part)
        if name == "span":
            days = [datetime.strptime(f"{day} 2024", "%d %B %Y").replace(tzinfo=UTC) for day in part.split(" to ")]
            return self.usual(*((day.month, day.day) for day in days))
        return self.list(translate(name, part, self._name_term)) or self.enclose(part)

    def _name_term(self, group: str, term: str) -> str:
        return self.label(f"modality.{term}") if group == "modality" else self.name(term) if group == "party" else term


def find_plural(language: Language, number: int) -> str:
    """Return the class of a number: one and other in English; one, two, few, many and other in Arabic."""
    if language is Language.ENGLISH:
        return "one" if number == 1 else "other"
    if number in (1, 2):
        return ("one", "two")[number - 1]
    rest = number % 100
    return "few" if 3 <= rest <= 10 else "many" if rest >= 11 else "other"
