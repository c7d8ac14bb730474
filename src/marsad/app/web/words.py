"""The words of pages in one language: labels, parties, persons, days, numbers of things."""

from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum
from functools import cache

import msgspec

from marsad.languages.ar.actors.rows import OrgRow, PersonRow, PlaceRow, StateRow
from marsad.lexicon import load_table
from marsad.reference.officeholders import load_tenures
from marsad.reference.states import load_organisations, load_states, name_code

_HERE, _NAMES = "marsad.app.web", "marsad.languages.ar.actors"


class Language(StrEnum):
    """The languages of pages."""

    ARABIC = "ar"
    ENGLISH = "en"

    @property
    def direction(self) -> str:
        """Its direction as HTML has it."""
        return "rtl" if self is Language.ARABIC else "ltr"

    @property
    def other(self) -> "Language":
        """The one to switch to."""
        return Language.ENGLISH if self is Language.ARABIC else Language.ARABIC


class Label(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A row of labels.toml."""

    id: str
    en: str
    ar: str


@cache
def load_labels() -> Mapping[str, Label]:
    """Return all labels by id."""
    return {row.id: row for row in load_table(_HERE, "labels.toml", Label)}


@cache
def _load_arabic_codes() -> Mapping[str, str]:
    states = {row.id: row.names[0] for row in load_table(_NAMES, "states.toml", StateRow) if row.names}
    return states | {row.id: row.names[0] for row in load_table(_NAMES, "organisations.toml", OrgRow)}


@cache
def _load_arabic_persons() -> Mapping[str, str]:
    forms = {row.id: row.full[0] for row in load_table(_NAMES, "persons.toml", PersonRow) if row.full}
    return {one.name: forms[id_] for id_, all_ in load_tenures().items() if id_ in forms for one in all_}


@cache
def _load_arabic_places() -> Mapping[str, str]:
    return {row.name: row.forms[0] for row in load_table(_NAMES, "places.toml", PlaceRow)}


@cache
def _load_codes() -> Mapping[str, str]:
    states = {state.name: code for code, state in load_states().items()}
    return states | {organisation.name: code for code, organisation in load_organisations().items()}


class Words(msgspec.Struct, frozen=True):
    """The words of one language."""

    language: Language

    def label(self, id_: str, **parts: object) -> str:
        """Return a label with its parts put in; parts come from ourselves, never from a page."""
        row = load_labels()[id_]
        text = row.ar if self.language is Language.ARABIC else row.en
        return text.format(**parts) if parts else text

    def name(self, code: str) -> str:
        """Return a party's name."""
        own = f"party.{code}"
        if own in load_labels():
            return self.label(own)
        return _load_arabic_codes().get(code, code) if self.language is Language.ARABIC else name_code(code)

    def names(self, codes: Iterable[str]) -> str:
        """Return several parties in a row."""
        return " + ".join(map(self.name, codes)) or self.label("party.nobody")

    def person(self, name: str) -> str:
        """Return a speaker's name, be it a person's or a party's, in Arabic where we know how it is written."""
        if name in _load_codes():
            return self.name(_load_codes()[name])
        return _load_arabic_persons().get(name, name) if self.language is Language.ARABIC else name

    def place(self, name: str) -> str:
        """Return a place's name."""
        return _load_arabic_places().get(name, name) if self.language is Language.ARABIC else name

    def day(self, day: date) -> str:
        """Return a day in words."""
        return f"{day.day} {self.label(f'month.{day.month:02}')} {day.year}"

    def period(self, period: str) -> str:
        """Return a year, month or day, given as in ISO 8601, in words."""
        if len(period) == 10:
            return self.day(date.fromisoformat(period))
        return f"{self.label(f'month.{period[5:]}')} {period[:4]}" if len(period) == 7 else period

    def days(self, since: date | None, until: date | None) -> str:
        """Return the days from one to another in words, as short as they can be told."""
        if since is None or until is None:
            return self.label("undated")
        if since == until:
            return self.day(since)
        whole_year = (since.month, since.day, until.month, until.day) == (1, 1, 12, 31) and since.year == until.year
        if whole_year:
            return str(since.year)
        if (since.year, since.month, since.day) == (until.year, until.month, 1) and until.day >= 28:
            return self.period(f"{since:%Y-%m}")
        return f"{self.day(since)} – {self.day(until)}"

    def number(self, number: float) -> str:
        """Return a number with its thousands told apart."""
        return f"{number:,}"
