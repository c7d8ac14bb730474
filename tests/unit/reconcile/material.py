"""Made tellings with sentences, as the desks over many articles take them; office holders and outlets are fictional."""

from tests.unit.reconcile.episodes.made import DAY

from marsad.model import Article, Provenance, Statement, When
from marsad.model.when import Basis
from marsad.reconcile.episodes import reconcile_tellings
from marsad.reconcile.material import Material

MADE = Provenance(coder="made", version="1", codebook="2", rule="made")


def make_material(told, statements=()):
    """Return the material of pairs of a telling and its sentence."""
    tellings = {telling.record: telling for telling, _ in told}
    words = {telling.record: text for telling, text in told}
    sources = {telling.article: telling.article for telling, _ in told}
    found = reconcile_tellings(tellings.values(), sources)
    return Material(found=found, tellings=tellings, quotes=words, words=words, statements=tuple(statements))


def make_statement(name, article, party, text, speaker=None):
    """Return a statement that is a whole text."""
    page = Article(id=article, digest="", origin=article, text=text, blocks=(), published=When.day(DAY, Basis.GIVEN))
    return Statement(
        id=name,
        article=article,
        span=page.span(0, len(text)),
        speaker=speaker,
        actor=(party,),
        direct=False,
        provenance=MADE,
    )
