"""One thing with all that hangs together with it: records, articles, episodes, what somebody said, checks."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date

from marsad.app.api.nouns import ArticleDetail, Checked, EpisodeDetail, RecordDetail, Row, TellingRow
from marsad.app.api.problems import Fault
from marsad.app.context import find_context
from marsad.app.sayings import iterate_voice
from marsad.ledger import Entry, Ledger, Place, UnknownError
from marsad.measure.levels import find_level
from marsad.model import DateMention, Figure, Reading, Signal, SourceMention, Statement
from marsad.model.episode import Saying
from marsad.reconcile.desks import check_reading

_WIDTH = 4  # of a place in what somebody said: day, publication, record, party


def load_record(ledger: Ledger, name: str) -> RecordDetail:
    """Return a record as it stands, or as it stood last."""
    entry = ledger.get(name)
    record = entry.record
    return RecordDetail(
        row=Row(layer=entry.layer, record=record, article=entry.article),
        sentence=find_context(ledger.article_of(entry), record.span).sentence,
        episode=find_episode(ledger, record.id),
        links=ledger.links((record.id,)),
    )


def find_episode(ledger: Ledger, record: str) -> str | None:
    """Return the id of a record's episode, None where it has none."""
    try:
        return ledger.episode(record).id
    except UnknownError:
        return None


def load_article(ledger: Ledger, name: str) -> ArticleDetail:
    """Return an article with its text."""
    article = ledger.article(name)
    return ArticleDetail(
        head=ledger.head(article.id),
        text=article.text,
        language=article.language,
        byline=article.byline,
        place=article.place,
    )


def check_article(ledger: Ledger, name: str) -> Checked:
    """Hold an article against the facts."""
    checks = check_reading(load_reading(ledger, name))
    head = ledger.head(ledger.article(name).id)
    return Checked(article=head, wrong=sum(check.verdict.is_wrong for check in checks), checks=checks)


def load_reading(ledger: Ledger, name: str) -> Reading:
    """Return what the ledger holds of an article as the reading that it was."""
    article = ledger.article(name)
    found = defaultdict(list)
    for entry in ledger.entries(article=article.id):
        found[type(entry.record)].append(entry.record)
    head = ledger.head(article.id)
    return Reading(
        article=article,
        on_topic=head.on_topic,
        topic="",
        statements=tuple(each for each in found[Statement] if isinstance(each, Statement)),
        signals=tuple(each for each in found[Signal] if isinstance(each, Signal)),
        figures=tuple(each for each in found[Figure] if isinstance(each, Figure)),
        dates=tuple(each for each in found[DateMention] if isinstance(each, DateMention)),
        sources=tuple(each for each in found[SourceMention] if isinstance(each, SourceMention)),
        version=ledger.reader(article.id),
        codebook="",
    )


def load_episode(ledger: Ledger, name: str) -> EpisodeDetail:
    """Return an episode with all its tellings."""
    episode = ledger.episode(name)
    return EpisodeDetail(
        episode=episode, tellings=load_tellings(ledger, episode.tellings), links=ledger.links(episode.tellings)
    )


def load_tellings(ledger: Ledger, records: Sequence[str]) -> tuple[TellingRow, ...]:
    """Return the tellings of records in their order, each with its words, level, article and source."""
    known = ledger.pages.tellings(records)
    rows = []
    for record in records:
        telling, source = known[record]
        entry: Entry = ledger.get(record)
        level = find_level(telling)
        quote = entry.record.span.quote
        rows.append(TellingRow(telling=telling, quote=quote, level=level, article=entry.article, source=source))
    return tuple(rows)


def iterate_sayings(
    ledger: Ledger, party: str | None, speaker: str | None, bounds: tuple[date | None, date | None], after: Place | None
) -> Iterator[tuple[Place, Saying]]:
    """Yield what a party, or a speaker, said between two days, by day, from a place on; raise Fault for nobody."""
    if not party and not speaker:
        raise Fault(422, "query", "name a party or a speaker")
    if after and (len(after) != _WIDTH or not all(isinstance(part, str) for part in after)):
        raise Fault(422, "cursor", "the cursor is of another list")
    since, until = bounds
    code = party.upper() if party else None
    yield from iterate_voice(ledger, party=code, person=speaker, since=since, until=until, after=after)
