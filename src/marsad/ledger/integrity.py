"""Whether a ledger holds what it claims to hold."""

from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter

from marsad.ledger.analyser import ANALYSER
from marsad.ledger.days import check_days
from marsad.ledger.episodes import check_episodes
from marsad.ledger.rows import load_record
from marsad.ledger.stores.base import LONGEST_WORD, Database, Row
from marsad.ledger.stories_check import check_stories
from marsad.ledger.tallies import check_tallies
from marsad.ledger.versions import check_versions
from marsad.model import Article, CodecError, decode


def check_ledger(db: Database) -> Iterator[str]:
    """Yield one line for every problem found; none means that the ledger is whole."""
    yield from db.check()
    yield from _check_spans(db)
    yield from _check_articles(db)
    yield from check_versions(db)
    yield from check_stories(db)
    yield from check_episodes(db)
    yield from check_tallies(db)
    yield from check_days(db)
    yield from _check_index(db)


def _check_spans(db: Database) -> Iterator[str]:
    """Check records against the edition that they were read from, and standing ones against the newest too."""
    rows = db.stream(
        "SELECT r.id, r.layer, r.start, r.end, r.quote, r.json, r.edition,"
        " CASE WHEN r.valid_to_run IS NULL THEN d.edition ELSE r.edition END AS newest"
        " FROM record r JOIN article a ON a.id = r.article JOIN reading d ON d.key = a.reading ORDER BY r.edition"
    )
    for _, records in groupby(rows, itemgetter("edition")):
        texts: dict[int, str] = {}
        for row in records:
            try:
                yield from _check_record(db, row, texts)
            except CodecError as error:
                yield f"record {row['id']}: {error}"


def _check_record(db: Database, row: Row, texts: dict[int, str]) -> Iterator[str]:
    record = load_record(row["layer"], row["json"])
    columns = (row["id"], row["start"], row["end"], row["quote"])
    if columns != (record.id, record.span.start, record.span.end, record.span.quote):
        yield f"record {row['id']}: its columns differ from its JSON"
    for edition in sorted({row["edition"], row["newest"]}):
        if edition not in texts:
            texts[edition] = _load_text(db, edition)
        if texts[edition][row["start"] : row["end"]] != row["quote"]:
            yield f"record {row['id']}: its quote is not what the article says at {row['start']}:{row['end']}"


def _load_text(db: Database, edition: int) -> str:
    row = db.execute("SELECT json FROM edition WHERE key = ?", (edition,)).fetchone()
    return decode(row["json"], Article).text if row else ""


def _check_articles(db: Database) -> Iterator[str]:
    for row in db.execute("SELECT id FROM article WHERE id NOT IN (SELECT article FROM capture) ORDER BY id"):
        yield f"article {row['id']}: no capture"
    rows = db.stream(
        "SELECT a.id, a.digest, a.digest IN (SELECT digest FROM capture WHERE article = a.id) AS met, e.json"
        " FROM article a JOIN reading r ON r.key = a.reading JOIN edition e ON e.key = r.edition ORDER BY a.id"
    )
    for row in rows:
        try:
            told = decode(row["json"], Article)
        except CodecError as error:
            yield f"article {row['id']}: {error}"
            continue
        if (told.id, told.digest) != (row["id"], row["digest"]):
            yield f"article {row['id']}: its columns differ from its JSON"
        if not row["met"]:
            yield f"article {row['id']}: no capture of it has its digest"


def _check_index(db: Database) -> Iterator[str]:
    if db.execute("SELECT analyser FROM meta").fetchone()[0] != ANALYSER:
        yield "search index: made by another version of the analyser; rebuild it"
    yield from db.check_index()
    lacking = f"SELECT count(*) FROM passage_term WHERE substr(term, 1, {LONGEST_WORD}) NOT IN (SELECT term FROM word)"
    if missing := db.execute(lacking).fetchone()[0]:
        yield f"search index: lacks {missing} words; rebuild it"
