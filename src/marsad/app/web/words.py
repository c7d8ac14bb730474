"""The words of pages: those of a brief, and those that only pages have."""

import re
from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import date
from functools import cache

from marsad.app.web.bodies import name_body
from marsad.app.web.steps import find_step
from marsad.brief.language import Label, Language
from marsad.brief.language import Words as BriefWords
from marsad.languages.ar.actors.rows import StateRow
from marsad.lexicon import load_table
from marsad.reference.states import load_organisations, load_states
from marsad.reference.systems import load_systems
from marsad.reference.treaty_state import TreatyState

_THINGS = "marsad.languages.ar.things"
_WORLD = "WORLD"
_DAYS = re.compile(r"(?<![\w/.-])\d{4}-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?(?![\w/-])")


@cache
def load_labels() -> Mapping[str, Label]:
    """Return the labels that only pages have, by id."""
    return {row.id: row for row in load_table("marsad.app.web", "labels.toml", Label)}


@cache
def _load_codes() -> Mapping[str, str]:
    states = {state.name: code for code, state in load_states().items()}
    return states | {organisation.name: code for code, organisation in load_organisations().items()}


@cache
def _load_capitals() -> Mapping[str, str]:
    capitals = {code: state.capital for code, state in load_states().items() if state.capital}
    rows = load_table("marsad.languages.ar.actors", "states.toml", StateRow)
    return {capitals[row.id]: row.capitals[0] for row in rows if row.id in capitals and row.capitals}


class Words(BriefWords, frozen=True):
    """The words of one language."""

    @property
    def other(self) -> Language:
        """The language to switch to."""
        return Language.ENGLISH if self.language is Language.ARABIC else Language.ARABIC

    def label(self, id_: str, **parts: object) -> str:
        """Return a label with its parts put in, each keeping its own direction."""
        given = {name: str(part) for name, part in parts.items()}
        row = load_labels().get(id_)
        if row is None:
            return super().label(id_, **given)
        text = row.ar if self.language is Language.ARABIC else row.en
        return text.format(**{name: self.enclose(part) for name, part in given.items()}) if given else text

    def names(self, codes: Iterable[str]) -> str:
        """Return several parties in a row."""
        return " + ".join(map(self.name, codes)) or self.label("party.nobody")

    def person(self, name: str) -> str:
        """Return a speaker's name, be it a person's or a party's, as this language has it where we know it."""
        if name in _load_codes():
            return self.name(_load_codes()[name])
        found = super().person(name)
        body = name_body(name) if found == name and self.language is Language.ARABIC else None
        if body is None:
            return found
        noun, code = body
        return f"{noun} ({self.name(code)})" if code else noun

    def system(self, id_: str) -> str:
        """Return a weapon system's name."""
        return self._call(id_, _THINGS, "systems.toml") or load_systems()[id_].name

    def arsenal(self, state: str) -> str:
        """Return the name of a state, or the world."""
        return self.label("arsenal.world") if state == _WORLD else self.name(state)

    def standing(self, state: TreatyState) -> str:
        """Return what a treaty is on a day."""
        status = self.label(f"treaty_status.{state.status.partition(', suspended')[0]}")
        halted = [one.party for one in state.parties if one.status == "suspended"]
        if halted and ", suspended" in state.status:
            return self.label("treaty.suspended_by", status=status, parties=self.list(map(self.name, halted)))
        return status

    def either(self, id_: str, other: str) -> str:
        """Return a label, or what is given where there is none: facts of the user's own may name what we don't."""
        return self.label(id_) if id_ in load_labels() else super().either(id_, other)

    def short(self, code: str) -> str:
        """Return a party as a line has it: pages have room for names."""
        return self.name(code)

    def _put(self, name: str, part: str) -> str:
        if name == "days":
            return self.list(map(self._tell_days, part.split(", ")))
        return self._tell_days(super()._put(name, part))

    def step(self, text: str) -> str:
        """Return a step of how a record was read, as it is in English where we have no words for it."""
        found = find_step(text) if self.language is Language.ARABIC else None
        return (
            found.form.format(**{part: self._tell(part, says) for part, says in found.parts.items()}) if found else text
        )

    def _tell(self, part: str, says: str) -> str:
        match part:
            case "parties":
                return self.names(says.split("+"))
            case "person":
                return self.enclose(self.person(says))
            case "type":
                return self.label(f"type.{says}")
            case "step":
                return self.step(says)
            case _:
                return self.enclose(says)

    def told(self, text: str) -> str:
        """Return what the reference data tell, as it is in English where we have no words for it."""
        return super().told(text) if self.language is Language.ARABIC else self._tell_days(text)

    def _tell_days(self, text: str) -> str:
        """Return a text with its days, given as in ISO 8601, in words."""
        with suppress(ValueError):  # a day that no calendar has stays as it is
            return _DAYS.sub(lambda found: self.period(found[0]), text)
        return text

    def place(self, name: str) -> str:
        """Return a place's name, be it a state or its capital."""
        found = super().place(name)
        if found != name or self.language is not Language.ARABIC:
            return found
        return self.name(_load_codes()[name]) if name in _load_codes() else _load_capitals().get(name, name)

    def day(self, day: date) -> str:
        """Return a day in words."""
        return f"{day.day} {self.label(f'month.{day.month:02}')} {day.year}"

    def brief_month(self, id_: str) -> str:
        """Return a month's name as drawings have room for it."""
        return self.label(id_)[:3] if self.language is Language.ENGLISH else self.label(id_)

    def brief_day(self, day: date) -> str:
        """Return a day without its year as drawings have room for it."""
        if self.language is Language.ENGLISH:
            return f"{day.day} {self.brief_month(f'month.{day.month:02}')}"
        return f"{day.day}/{day.month}"

    def beginning(self, since: date, until: date) -> str:
        """Return when something began, no closer than it is known: a year or month that is told as one stays one."""
        told = self.days(since, until)
        return self.day(since) if "–" in told else told

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

    def amount(self, value: float | None, high: float | None = None) -> str:
        """Return a number, or a range of them, with its thousands told apart; a dash for none."""
        if value is None:
            return "–"
        ends = [f"{each:,.0f}" if each == int(each) else f"{each:,}" for each in (value, high) if each is not None]
        return self.enclose("–".join(ends)) if len(ends) == 1 else f"\u2066{'–'.join(ends)}\u2069"

    def number(self, number: float) -> str:
        """Return a number with its thousands told apart."""
        return f"{number:,}"
