"""Made tellings with sentences, as the desks over many articles take them; office holders and outlets are fictional."""

from tests.unit.reconcile.episodes.made import DAY

from marsad.model import Article, Provenance, Statement, When
from marsad.model.when import Basis
from marsad.reconcile.episodes import reconcile_tellings
from marsad.reconcile.material import Material

MADE = Provenance(coder="made", version="1", codebook="2", rule="made")


def make_material(told, statements=(), reports=()):
    """Return the material of pairs of a telling and its sentence; `reports` are statements with how they are told."""
    tellings = {telling.record: telling for telling, _ in told}
    words = {telling.record: text for telling, text in told}
    sources = {telling.article: telling.article for telling, _ in told}
    found = reconcile_tellings(tellings.values(), sources)
    return Material(
        found=found,
        tellings=tellings,
        quotes=words,
        words=words,
        statements=tuple(statements),
        reports=dict(reports),
    )


def make_statement(name, article, party, text, speaker=None, at=0):
    """Return a statement that is all of a text from a place on."""
    whole = " " * at + text
    page = Article(id=article, digest="", origin=article, text=whole, blocks=(), published=When.day(DAY, Basis.GIVEN))
    return Statement(
        id=name,
        article=article,
        span=page.span(at, len(whole)),
        speaker=speaker,
        actor=(party,),
        direct=False,
        provenance=MADE,
    )
