"""Phrases of titles, unnamed speakers, institutions and words that point back."""

from collections.abc import Iterator

from marsad.languages.ar.actors.items import Body, Office, Pointer, Title, Unnamed
from marsad.languages.ar.actors.nouns import PACKAGE, Forms, has_article, with_article
from marsad.languages.ar.actors.rows import BodyRow, HeadRow, OfficeRow, PointerRow, UnnamedRow
from marsad.lexicon import load_table
from marsad.text.match import Grammar, Phrase


def make_offices() -> Iterator[Phrase]:
    """Yield offices: each head with each complement, and by itself where it may stand so."""
    heads = {row.id: row for row in load_table(PACKAGE, "heads.toml", HeadRow)}
    for row in load_table(PACKAGE, "offices.toml", OfficeRow):
        for form in row.forms:
            office = Office(row.id, row.label, row.post, definite=has_article(form), code=row.code)
            yield Phrase(form, Grammar.NAME, office)
        if row.head:
            yield from _headed(row, heads[row.head])


def _headed(row: OfficeRow, head: HeadRow) -> Iterator[Phrase]:
    for many, nouns in ((False, head.one), (True, head.many)):
        for noun in nouns:
            yield from _complemented(row, noun, many)
            if row.alone:
                yield Phrase(noun, Grammar.NAME, Office(row.id, row.label, row.post, many, bare=True))
                definite = Office(row.id, row.label, row.post, many, bare=True, definite=True)
                yield Phrase(with_article(noun), Grammar.NAME, definite)


def _complemented(row: OfficeRow, noun: str, many: bool) -> Iterator[Phrase]:
    plain = Office(row.id, row.label, row.post, many, code=row.code)
    definite = Office(row.id, row.label, row.post, many, definite=True, code=row.code)
    for after in row.after:
        # a complement without the article may end in a pronoun: "her foreign minister"
        open_ended = not has_article(after) and " " not in after
        yield Phrase(f"{noun} {after}", Grammar.NOUN if open_ended else Grammar.NAME, plain)
        yield Phrase(f"{with_article(noun)} {after}", Grammar.NAME, definite)


def make_titles() -> Iterator[Phrase]:
    """Yield ranks and courtesy titles."""
    for row in load_table(PACKAGE, "titles.toml", Forms):
        yield from (Phrase(form, Grammar.NAME, Title(row.id)) for form in row.forms)


def make_unnamed() -> Iterator[Phrase]:
    """Yield nouns for speakers without a name, with and without the article."""
    for row in load_table(PACKAGE, "unnamed.toml", UnnamedRow):
        for many, nouns in ((False, row.one), (True, row.many)):
            for noun in nouns:
                for form, definite in ((noun, False), (with_article(noun), True)):
                    yield Phrase(form, Grammar.NAME, Unnamed(row.id, row.label, row.sort, many, definite))


def make_bodies() -> Iterator[Phrase]:
    """Yield institutions and forces."""
    for row in load_table(PACKAGE, "bodies.toml", BodyRow):
        for form in row.forms:
            body = Body(row.id, row.label, row.sort, row.weak, has_article(form), row.near, row.code)
            yield Phrase(form, Grammar.NAME, body)


def make_pointers() -> Iterator[Phrase]:
    """Yield words that point back to an actor."""
    for row in load_table(PACKAGE, "pronouns.toml", PointerRow):
        yield from (Phrase(form, Grammar.NAME, Pointer(row.id, row.points)) for form in row.forms)
