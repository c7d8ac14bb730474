"""Phrases of names: states, organisations, seats, persons, outlets, places."""

from collections.abc import Iterator

from marsad.languages.ar.actors.items import (
    Demonym,
    Institute,
    OrgName,
    OutletName,
    PersonName,
    PlaceName,
    Seat,
    StateName,
)
from marsad.languages.ar.actors.nouns import PACKAGE, inflect_adjective, with_article, with_articles
from marsad.languages.ar.actors.rows import (
    InstituteRow,
    OrgRow,
    OutletRow,
    PersonRow,
    PlaceRow,
    SeatRow,
    StateRow,
)
from marsad.lexicon import load_table
from marsad.text.match import Grammar, Phrase

_SYLLABLES, _SYLLABLE = 3, 4  # words of a name and their letters
_LETTER = 3  # characters of a spelled-out letter's name at most


def make_states() -> Iterator[Phrase]:
    """Yield the names, capitals and adjectives of states."""
    for row in load_table(PACKAGE, "states.toml", StateRow):
        kinds = (("name", row.names), ("capital", row.capitals), ("unsure", row.unsure), ("short", row.short))
        for sort, forms in kinds:
            yield from (Phrase(form, Grammar.NAME, StateName(row.id, sort)) for form in forms)
        yield from (Phrase(form, Grammar.NAME, StateName(row.id, "beside", row.near)) for form in row.beside)
        yield from _adjectives(row.id, row.demonyms, row.peoples)
        yield from _pairs(row)


def _adjectives(code: str, stems: tuple[str, ...], peoples: tuple[str, ...] = ()) -> Iterator[Phrase]:
    forms = {form: people for stem in stems for form, people in inflect_adjective(stem)}
    forms.update(dict.fromkeys(peoples, True))
    for form, people in forms.items():
        yield Phrase(form, Grammar.NAME, Demonym(code, False, people))
        yield Phrase(with_article(form), Grammar.NAME, Demonym(code, True, people))


def _pairs(row: StateRow) -> Iterator[Phrase]:
    for form in row.pairs:
        yield Phrase(form, Grammar.NAME, Demonym(row.id, False))
        yield Phrase(with_articles(form), Grammar.NAME, Demonym(row.id, True))
    yield from (Phrase(form, Grammar.NAME, Demonym(row.id, True)) for form in row.definite)


def make_organisations() -> Iterator[Phrase]:
    """Yield the names of organisations and armed groups."""
    for row in load_table(PACKAGE, "organisations.toml", OrgRow):
        yield from (Phrase(form, Grammar.NAME, OrgName(row.id)) for form in row.names)
        yield from (Phrase(form, Grammar.NAME, OrgName(row.id, short=True)) for form in row.short)
        yield from _adjectives(row.id, row.demonyms)


def make_seats() -> Iterator[Phrase]:
    """Yield palaces, parliaments and agencies with names of their own."""
    for row in load_table(PACKAGE, "seats.toml", SeatRow):
        yield from (Phrase(form, Grammar.NAME, Seat(row.id, row.code, row.label)) for form in row.forms)


def make_institutes() -> Iterator[Phrase]:
    """Yield think tanks, universities and companies."""
    for row in load_table(PACKAGE, "institutes.toml", InstituteRow):
        for form in row.forms:
            yield Phrase(form, Grammar.NAME, Institute(row.id, row.code, row.label, row.sort))


def make_persons() -> Iterator[Phrase]:
    """Yield the names of persons."""
    for row in (*load_table(PACKAGE, "persons.toml", PersonRow), *load_table(PACKAGE, "scholars.toml", PersonRow)):
        for part, forms in (("full", row.full), ("free", row.free), ("late", row.late)):
            yield from (Phrase(form, Grammar.NAME, PersonName(row.id, part)) for form in forms)
        joined = {_join_given(form) for form in row.full} - set(row.full)
        yield from (Phrase(form, Grammar.NAME, PersonName(row.id, "full")) for form in sorted(joined))


def _join_given(form: str) -> str:
    """Return a name of three short words, as those of East Asia are, with the hyphen that often joins the last two."""
    words = form.split()
    short = len(words) == _SYLLABLES and all(len(word) <= _SYLLABLE for word in words)
    return f"{words[0]} {words[1]}-{words[2]}" if short else form


def make_outlets() -> Iterator[Phrase]:
    """Yield the names of outlets."""
    for row in load_table(PACKAGE, "outlets.toml", OutletRow):
        for form in row.names:
            yield Phrase(form, Grammar.NAME, OutletName(row.id))
            if _is_spelled(form):
                yield Phrase(form.replace(" ", "."), Grammar.NAME, OutletName(row.id))
        yield from (Phrase(form, Grammar.NAME, OutletName(row.id, marked=True)) for form in row.marked)


def _is_spelled(form: str) -> bool:
    """Tell whether a name is letters spelled out, which are printed with dots as well."""
    words = form.split()
    return len(words) > 1 and all(len(word) <= _LETTER for word in words)


def make_places() -> Iterator[Phrase]:
    """Yield the names of places."""
    for row in load_table(PACKAGE, "places.toml", PlaceRow):
        place = PlaceName(row.name, row.state, row.kind, row.actor)
        yield from (Phrase(form, Grammar.NAME, place) for form in row.forms)
