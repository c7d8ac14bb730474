"""What pages say of treaties, arsenals and exercises, held against the facts and filed to be asked for."""

from collections.abc import Iterator, Sequence

from marsad.ledger.asking import ask
from marsad.ledger.graded import grade_exercises
from marsad.ledger.query import COUNTED, HEAD, STORY, make_head
from marsad.ledger.rows import load_record
from marsad.ledger.stores.base import ALL, Database, Row
from marsad.ledger.view_nouns import Claim, ClaimCount, ClaimFilter
from marsad.model import Article, Check, CheckVerdict, DateMention, Figure, Reading, Signal, decode, encode
from marsad.reconcile.facts import find_version

_BATCH = 200  # articles in one transaction: others may write in between
_UNFILED = "claimed IS NULL OR claimed <> reading"  # as the index has it
_LAYERS = ("signal", "figure", "date")
_STANDS = f"a.earlier = 0 AND {COUNTED}"  # what a copy or an earlier version says counts for nothing


def file_claims(db: Database, batch: int = _BATCH) -> Iterator[int]:
    """Hold the articles that were read since against the facts, a batch in a transaction; yield how many each time.

    Where the facts, or the desks' words for them, are others than those held against before, all are held anew.
    """
    with db.transaction():
        _heed_facts(db)
    while True:
        with db.transaction():
            done = _file_batch(db, batch)
        if not done:
            return
        yield done


def write_checks(db: Database, article: str, checks: Sequence[Check], facts: str) -> None:
    """File what was found in an article's new reading, unless it was held against other facts than the ledger's.

    What is not filed here waits for `file_claims`. A ledger that was held against none yet takes these.
    """
    row = db.execute(
        "SELECT a.key, a.published_end, a.claimed, m.facts FROM article a CROSS JOIN meta m WHERE a.id = ?", (article,)
    ).fetchone()
    if row["facts"] is None:
        db.execute("UPDATE meta SET facts = ?", (facts,))
    elif row["facts"] != facts:
        return
    _file(db, row, checks)


def _heed_facts(db: Database) -> None:
    facts = find_version()
    if db.execute("SELECT facts FROM meta").fetchone()["facts"] != facts:
        db.execute("UPDATE meta SET facts = ?", (facts,))
        db.execute("DELETE FROM claim")
        db.execute("UPDATE article SET claimed = NULL WHERE claimed IS NOT NULL")


def _file_batch(db: Database, batch: int) -> int:
    rows = db.execute(
        f"SELECT key, id, on_topic, published_end, claimed, reading FROM article WHERE {_UNFILED} ORDER BY key LIMIT ?",
        (batch,),
    ).fetchall()
    for row in rows:
        _file(db, row, _check(db, row) if row["on_topic"] else ())
    return len(rows)


def _check(db: Database, row: Row) -> tuple[Check, ...]:
    from marsad.reconcile.desks import check_reading  # noqa: PLC0415 (it brings the finders)

    return check_reading(_load_reading(db, row["id"], row["reading"]))


def _file(db: Database, row: Row, checks: Sequence[Check]) -> None:
    """Put the checks of an article's reading in the place of those of an earlier one."""
    if row["claimed"] is not None:
        db.execute("DELETE FROM claim WHERE article = ?", (row["key"],))
    rows = [
        (row["key"], nth, each.desk, each.subject, each.verdict.value, row["published_end"], encode(each).decode())
        for nth, each in enumerate(checks)
    ]
    if rows:
        db.executemany(
            "INSERT INTO claim (article, nth, desk, subject, verdict, day, json) VALUES (?, ?, ?, ?, ?, ?, ?)", rows
        )
    db.execute("UPDATE article SET claimed = reading WHERE key = ?", (row["key"],))
    grade_exercises(db, row["key"])


def _load_reading(db: Database, article: str, reading: int) -> Reading:
    """Return an article with its standing records, as far as desks look at them, as the reading they came from."""
    found = db.execute(
        "SELECT e.json, r.topic, r.version, r.codebook FROM reading r JOIN edition e ON e.key = r.edition"
        " WHERE r.key = ?",
        (reading,),
    ).fetchone()
    rows = db.execute(
        "SELECT layer, json FROM record WHERE article = ? AND valid_to_run IS NULL AND layer IN (?, ?, ?)"
        " ORDER BY start, key",
        (article, *_LAYERS),
    )
    records = [load_record(row["layer"], row["json"]) for row in rows]
    return Reading(
        article=decode(found["json"], Article),
        on_topic=True,
        topic=found["topic"],
        signals=tuple(one for one in records if isinstance(one, Signal)),
        figures=tuple(one for one in records if isinstance(one, Figure)),
        dates=tuple(one for one in records if isinstance(one, DateMention)),
        version=found["version"],
        codebook=found["codebook"],
    )


def load_checks(db: Database, articles: Sequence[str]) -> dict[str, tuple[Check, ...]]:
    """Return what is filed of articles, by id; those that were not held against the facts of now are left out."""
    if db.execute("SELECT facts FROM meta").fetchone()["facts"] != find_version():
        return {}
    query = (
        "SELECT a.id, c.nth, c.json FROM article a LEFT JOIN claim c ON c.article = a.key"
        " WHERE a.claimed = a.reading AND a.id IN"
    )
    found: dict[str, dict[int, str]] = {}
    for row in ask(db, query, sorted(set(articles))):
        filed = found.setdefault(row["id"], {})
        if row["json"]:
            filed[row["nth"]] = row["json"]
    return {name: tuple(decode(filed[nth], Check) for nth in sorted(filed)) for name, filed in found.items()}


def iterate_claims(db: Database, wanted: ClaimFilter) -> Iterator[Claim]:
    """Yield the claims that a filter lets through, the last published first, those without a day at the end."""
    where, values = _make_conditions(wanted)
    rows = db.execute(
        f"SELECT c.json, {HEAD} FROM claim c JOIN article a ON a.key = c.article{STORY}"
        f" WHERE {where} AND {_STANDS} ORDER BY c.day DESC NULLS LAST, a.id, c.nth LIMIT ? OFFSET ?",
        (*values, ALL if wanted.limit is None else wanted.limit, wanted.offset),
    )
    for row in rows:
        yield Claim(article=make_head(row), check=decode(row["json"], Check))


def count_claims(db: Database, wanted: ClaimFilter) -> Iterator[ClaimCount]:
    """Yield how many claims there are of each subject by verdict, as far as a filter lets them through."""
    where, values = _make_conditions(wanted)
    rows = db.execute(
        "SELECT c.desk, c.subject, c.verdict, count(*) AS number FROM claim c JOIN article a ON a.key = c.article"
        f"{STORY} WHERE {where} AND {_STANDS} GROUP BY c.desk, c.subject, c.verdict"
        " ORDER BY c.desk, c.subject, c.verdict",
        values,
    )
    for row in rows:
        verdict = CheckVerdict(row["verdict"])
        yield ClaimCount(desk=row["desk"], subject=row["subject"], verdict=verdict, count=row["number"])


def _make_conditions(wanted: ClaimFilter) -> tuple[str, list[str]]:
    where, values = ["1 = 1"], list[str]()
    for column, chosen in _list_choices(wanted):
        if chosen:
            where.append(f"c.{column} IN ({', '.join('?' * len(chosen))})")
            values += chosen
    for sign, day in ((">=", wanted.since), ("<=", wanted.until)):
        if day:
            where.append(f"c.day {sign} ?")
            values.append(day.isoformat())
    return " AND ".join(where), values


def _list_choices(wanted: ClaimFilter) -> Iterator[tuple[str, Sequence[str]]]:
    yield "desk", [wanted.desk] if wanted.desk else []
    yield "subject", wanted.subjects
    yield "verdict", [verdict.value for verdict in wanted.verdicts]
