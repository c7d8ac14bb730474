"""The words of pages: those of a brief, and those that only pages have."""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache

from marsad.brief.language import Label, Language
from marsad.brief.language import Words as BriefWords
from marsad.lexicon import load_table
from marsad.reference.states import load_organisations, load_states


@cache
def load_labels() -> Mapping[str, Label]:
    """Return the labels that only pages have, by id."""
    return {row.id: row for row in load_table("marsad.app.web", "labels.toml", Label)}


@cache
def _load_codes() -> Mapping[str, str]:
    states = {state.name: code for code, state in load_states().items()}
    return states | {organisation.name: code for code, organisation in load_organisations().items()}


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
        return self.name(_load_codes()[name]) if name in _load_codes() else super().person(name)

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
