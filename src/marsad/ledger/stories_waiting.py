"""What hangs together with many articles is not drawn anew with every addition: what joins it waits for the others.

To draw a story takes the longer the more articles hang together with it, those of other stories too, so what thousands
of pages say would stop a run. What waits is drawn at once when stories are settled. Until then an article stands in the
largest of the stories that it is like.
"""

from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple, Self

from marsad.ledger.asking import ask
from marsad.ledger.gathered import hang_with_many
from marsad.ledger.stores.base import Database
from marsad.ledger.stories_entries import ARTICLES
from marsad.ledger.stories_members import draw_stories
from marsad.model.story import Judgement, Verdict

_LARGE = 16  # other articles that hang together with an addition, from where it waits


class Unplaced(NamedTuple):
    """An article whose trace was filed and whose story is still to be drawn.

    like: of a new one, those of which it was judged to be the same
    left: of one that read otherwise before, it and those with which it hung together
    """

    article: str
    like: Sequence[str] = ()
    left: Collection[str] = ()

    @classmethod
    def of(cls, article: str, judged: Iterable[Judgement]) -> Self:
        """Return what the judgements say of a new article."""
        pairs = [(*each.left, *each.right) for each in judged if each.verdict is Verdict.SAME]
        return cls(article, [other for pair in pairs for other in pair if other != article])


def place_articles(db: Database, filed: Sequence[Unplaced]) -> None:
    """Bring stories up to date with what was judged of articles, at once or provisionally.

    What several of them join is drawn once, and nothing before all that waits has its place.
    """
    drawn = {other for one in filed for other in one.left}
    for article, like, _ in filed:
        if like and article not in drawn:
            stories, traces = _look_up(db, (article, *like))
            if stories and hang_with_many(db, ARTICLES, traces, _LARGE + 1):
                _join(db, article, *max(stories))
            else:
                drawn.add(article)
    if drawn:
        draw_stories(db, drawn)


def _look_up(db: Database, articles: Sequence[str]) -> tuple[set[tuple[int, int]], set[int]]:
    """Return sizes and keys of the stories that some articles are in, and the keys of their traces."""
    query = (
        "SELECT a.trace, s.size, s.key FROM article a LEFT JOIN member m ON m.article = a.key"
        " LEFT JOIN story s ON s.key = m.story WHERE a.trace IS NOT NULL AND a.id IN"
    )
    rows = list(ask(db, query, articles))
    return {(size, key) for _, size, key in rows if key is not None}, {trace for trace, _, _ in rows}


def _join(db: Database, article: str, size: int, story: int) -> None:
    """Put an article into a story for the time being."""
    (key,) = db.execute("SELECT key FROM article WHERE id = ?", (article,)).fetchone()
    db.execute(
        "INSERT INTO member (article, story, nth) VALUES (?, ?, (SELECT max(nth) + 1 FROM member WHERE story = ?))",
        (key, story, story),
    )
    db.execute("UPDATE story SET size = ? WHERE key = ?", (size + 1, story))
    db.execute("INSERT INTO waiting (article) VALUES (?)", (key,))


def list_waiting(db: Database) -> list[str]:
    """Return the articles that wait to be drawn."""
    return [row["id"] for row in db.execute("SELECT a.id FROM waiting w JOIN article a ON a.key = w.article")]


def settle(db: Database) -> None:
    """Draw all stories that wait to be drawn, inside the caller's transaction."""
    while waiting := list_waiting(db):
        draw_stories(db, waiting[:1])
