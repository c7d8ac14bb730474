"""The search index's rows: one passage a sentence, and one for a record whose words lie in none."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from marsad.ledger.analyser import ANALYSER, find_terms
from marsad.ledger.stores.base import LONGEST_WORD, Database
from marsad.model import Article, BlockKind, decode
from marsad.text.normal import Aligned, normalise
from marsad.text.segment import find_sentences

Range = tuple[int, int]


class Passage(NamedTuple):
    """A range of an article's original text with its folded words."""

    start: int
    end: int
    terms: str


def make_passages(article: Article, spans: Iterable[Range]) -> tuple[Passage, ...]:
    """Return the passages of an article: its sentences without furniture, and the `spans` that none of them holds."""
    aligned = normalise(article.text)
    sentences = sorted(_find_sentences(article, aligned))
    wanted = {(aligned.to_normal(start), aligned.to_normal(end)) for start, end in spans}
    loose = {span for span in wanted if span[0] < span[1] and not _is_inside(span, sentences)}
    found = ((pair, find_terms(aligned, *pair)) for pair in sorted({*sentences, *loose}))
    return tuple(Passage(*aligned.to_original(*pair), " ".join(terms)) for pair, terms in found if terms)


def _find_sentences(article: Article, aligned: Aligned) -> Iterator[Range]:
    """Yield the normal ranges of the sentences outside furniture."""
    for block in article.blocks:
        if block.kind is not BlockKind.FURNITURE:
            yield from find_sentences(aligned.normal, aligned.to_normal(block.start), aligned.to_normal(block.end))


def _is_inside(span: Range, sentences: list[Range]) -> bool:
    before = bisect_right(sentences, span[0], key=_start_of) - 1
    return before >= 0 and span[1] <= sentences[before][1]


def _start_of(span: Range) -> int:
    return span[0]


def clear_passages(db: Database, article: str) -> None:
    """Take away the passages of the article with this id."""
    db.execute("DELETE FROM passage WHERE article = ?", (article,))


def write_passages(db: Database, article: str, passages: Sequence[Passage]) -> None:
    """Write the passages of the article with this id, which has none; they are still to be indexed."""
    db.executemany(
        'INSERT INTO passage (article, start, "end", terms) VALUES (?, ?, ?, ?)',
        [(article, *passage) for passage in passages],
    )
    add_words(db, passages)


def add_words(db: Database, passages: Sequence[Passage]) -> None:
    """Note the words that passages hold."""
    words = sorted({word[:LONGEST_WORD] for passage in passages for word in passage.terms.split(" ")})
    db.executemany("INSERT INTO word (term) VALUES (?) ON CONFLICT DO NOTHING", [(word,) for word in words])


def rebuild(db: Database) -> int:
    """Make the whole index anew inside the caller's transaction; return the number of passages."""
    db.clear_index()
    articles = "SELECT e.json FROM article a JOIN reading r ON r.key = a.reading JOIN edition e ON e.key = r.edition"
    for (json,) in db.stream(f"{articles} ORDER BY a.key"):
        article = decode(json, Article)
        write_passages(db, article.id, make_passages(article, find_spans(db, article.id)))
    db.index_passages()
    db.execute("UPDATE meta SET analyser = ?", (ANALYSER,))
    return int(db.execute("SELECT count(*) FROM passage").fetchone()[0])


def find_spans(db: Database, article: str) -> list[Range]:
    """Return the ranges of an article's standing records."""
    rows = db.execute('SELECT start, "end" FROM record WHERE article = ? AND valid_to_run IS NULL', (article,))
    return [(row["start"], row["end"]) for row in rows]
