"""What the ledger's standing signals amount to: as it was reconciled, or in memory where something waits for that."""

from collections import defaultdict
from collections.abc import Iterable

import msgspec

from marsad.app.gathering import UNNAMED
from marsad.ledger import ArticleHead, Ledger
from marsad.model import Check, DateMention, Figure, Reading, Signal, SignalType, Statement
from marsad.model.episode import Telling
from marsad.reconcile.episodes import Reconciled, make_telling, reconcile_tellings
from marsad.reconcile.exercises import check_exercises


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """The ledger's signals as tellings, and each article's upstream source."""

    tellings: tuple[Telling, ...]
    sources: dict[str, str]


def load_told(ledger: Ledger) -> Told:
    """Return the standing signals made ready for comparison, of an edited page those of its newest version."""
    if ledger.waiting():  # a ledger that cannot be written, or a run that was killed, has them not filed yet
        return _make_told(ledger)
    told = tuple(ledger.tellings())
    sources = {head.id: head.outlet or head.copy_of or head.id for head in ledger.articles()}
    sources |= {telling.article: source or UNNAMED for telling, source in told}
    return Told(tellings=tuple(telling for telling, _ in told), sources=sources)


def _make_told(ledger: Ledger) -> Told:
    statements: defaultdict[str, list[Statement]] = defaultdict(list)
    for entry in ledger.entries("statement"):
        if isinstance(entry.record, Statement):
            statements[entry.article.id].append(entry.record)
    tellings = [
        make_telling(entry.record, entry.article.published, statements[entry.article.id])
        for entry in ledger.entries("signal")
        if isinstance(entry.record, Signal) and not entry.article.earlier
    ]
    return Told(tellings=tuple(tellings), sources=_find_sources(ledger))


def _find_sources(ledger: Ledger) -> dict[str, str]:
    """Return the upstream source of each article: whom its story comes from, by name where it has one."""
    named = {story.id: story.upstream.name or story.id for story in ledger.stories()}
    return {head.id: named.get(head.story or "") or _find_source(ledger, head) for head in ledger.articles()}


def _find_source(ledger: Ledger, head: ArticleHead) -> str:
    """Return the source of an article that nobody else tells."""
    story = ledger.story_of(head.id) if head.on_topic else None
    name = story.upstream.name if story else head.outlet
    return name or head.copy_of or head.id


def load_reconciled(ledger: Ledger, told: Told | None = None) -> Reconciled:
    """Return the episodes of the ledger and the links between its records, as it has them or else made now."""
    if ledger.waiting():
        known = told or load_told(ledger)
        return reconcile_tellings(known.tellings, known.sources)
    return Reconciled(episodes=tuple(ledger.episodes()), links=ledger.links(), judgements=())


def find_unscheduled(ledger: Ledger, tellings: Iterable[Telling]) -> frozenset[str]:
    """Return the records of exercises that the exercise watch finds outside their usual weeks, sudden or an answer."""
    exercises: defaultdict[str, list[Telling]] = defaultdict(list)
    for telling in tellings:
        if telling.type is SignalType.EXERCISE:
            exercises[telling.article].append(telling)
    filed = ledger.checks_of([*exercises])
    return frozenset(
        telling.record
        for article, told in sorted(exercises.items())
        for check in (filed[article] if article in filed else _check(ledger, article))
        for telling in told
        if check.verdict.is_unscheduled and telling.start < check.span.end and check.span.start < telling.end
    )


def _check(ledger: Ledger, article: str) -> tuple[Check, ...]:
    """Return what the exercise watch finds in an article."""
    records = [entry.record for entry in ledger.entries(article=article)]
    reading = Reading(
        article=ledger.article(article),
        on_topic=True,
        topic="",
        signals=tuple(one for one in records if isinstance(one, Signal)),
        figures=tuple(one for one in records if isinstance(one, Figure)),
        dates=tuple(one for one in records if isinstance(one, DateMention)),
        version="",
        codebook="",
    )
    return tuple(check_exercises(reading))
