"""Records chosen for an export, in an order and with facts that do not depend on the order of reading."""

import re
from collections.abc import Iterable, Iterator
from itertools import groupby

import msgspec

from marsad.ledger.nouns import Choice, Entry, Making, Run
from marsad.ledger.query import ENTRY_TABLES, HEAD_BUT_COPY, REVISION, STORY, is_original, make_conditions, make_entry
from marsad.ledger.stores.base import Database
from marsad.model import Article, decode

# By which of two articles with one body is the first: the one published first, those without a day last.
_RANK = "({0}.published_start IS NULL, coalesce({0}.published_start, ''), {0}.id)"
_BEFORE = f"{_RANK.format('b')} < {_RANK.format('a')}"
_FIRST = (
    f"(SELECT b.id FROM article b WHERE b.body_hash = a.body_hash AND {_BEFORE}"
    " ORDER BY b.published_start IS NULL, b.published_start, b.id LIMIT 1)"
)
_ORDER = "ORDER BY r.article, r.start, r.end, r.layer, r.id"


def iterate_chosen(db: Database, choice: Choice) -> Iterator[Entry]:
    """Yield the records that a choice takes, by article and place."""
    where, values = _choose(db, choice)
    rows = db.stream(
        f"SELECT {REVISION}, {HEAD_BUT_COPY}, {_FIRST} AS a_copy_of, r.edition AS r_edition"
        f" FROM {ENTRY_TABLES} WHERE {where} {_ORDER}",
        values,
    )
    if not choice.around:
        yield from map(make_entry, rows)
        return
    for edition, some in groupby(rows, lambda row: row["r_edition"]):
        text = _load_text(db, edition)
        for row in some:
            yield _surround(make_entry(row), text, choice.around)


def _load_text(db: Database, edition: int) -> str:
    (found,) = db.execute("SELECT json FROM edition WHERE key = ?", (edition,)).fetchone()
    return decode(found, Article).text


def _surround(entry: Entry, text: str, most: int) -> Entry:
    """Return an entry with the text around its words: whole words of their paragraph, as the page has them."""
    span = entry.record.span
    first, last = text.rfind("\n", 0, span.start) + 1, text.find("\n", span.end)
    before, after = text[first : span.start], text[span.end : last if last >= 0 else len(text)]
    if len(before) > most:
        before = re.sub(r"^\S+", "", before[-most:])
    if len(after) > most:
        after = re.sub(r"\S+$", "", after[:most])
    return msgspec.structs.replace(entry, before=before, after=after)


def count_chosen(db: Database, choice: Choice) -> int:
    """Return how many records a choice takes."""
    where, values = _choose(db, choice)
    return int(db.execute(f"SELECT count(*) FROM {ENTRY_TABLES} WHERE {where}", values).fetchone()[0])


def _choose(db: Database, choice: Choice) -> tuple[str, list[object]]:
    """Return the condition on records and articles, with the values of its marks."""
    conditions, values = make_conditions(db, msgspec.structs.replace(choice.signals, copies=True, earlier=True))
    signals = " AND ".join(conditions)
    wanted = [f"({signals})"] if "signal" in choice.layers else []
    wanted += [f"r.layer IN ({_quote(choice.layers - {'signal'})})"] if choice.layers - {"signal"} else []
    marks = list(values) if "signal" in choice.layers else []
    if choice.beside:
        chosen = f"SELECT r.article FROM record r JOIN article a ON a.id = r.article{STORY} WHERE {signals}"
        wanted.append(f"(r.layer IN ({_quote(choice.beside)}) AND r.article IN ({chosen}))")
        marks += values
    where = ["r.valid_to_run IS NULL", f"({' OR '.join(wanted)})"]
    if not choice.earlier:
        where.append("a.earlier = 0")
    if not choice.copies:
        where.append(is_original(_FIRST, earlier=choice.earlier))
    return " AND ".join(where), marks


def _quote(layers: Iterable[str]) -> str:
    return ", ".join(f"'{layer}'" for layer in sorted(layers))


def find_making(db: Database) -> Making:
    """Return the runs by time, and the coders and codebooks of the records that stand."""
    runs = db.execute("SELECT name, at FROM run ORDER BY at, name")
    standing = "FROM record WHERE valid_to_run IS NULL"
    coders = db.execute(f"SELECT DISTINCT coder, version {standing} ORDER BY coder, version")
    codebooks = db.execute(f"SELECT DISTINCT codebook {standing} ORDER BY codebook")
    return Making(
        runs=tuple(Run(name=row["name"], at=row["at"]) for row in runs),
        coders=tuple(f"{row['coder']} {row['version']}" for row in coders),
        codebooks=tuple(str(row["codebook"]) for row in codebooks),
    )
