"""What an added reading is to stories: its trace is filed and judged against others; its story is drawn after."""

from marsad.ledger.gathered import gather
from marsad.ledger.stores.base import Database
from marsad.ledger.stories_entries import ARTICLES, write_links
from marsad.ledger.stories_traces import LedgerStore
from marsad.ledger.stories_waiting import Unplaced
from marsad.model import Reading
from marsad.reconcile.stories import add_traces, trace_reading


def file_reading(db: Database, reading: Reading) -> Unplaced | None:
    """File a reading that was just written, inside its transaction; return what of it is to be placed there in a story.

    An article off topic has no trace, since nothing of it is counted; one whose body is as before keeps its own.
    """
    article, store = reading.article.id, LedgerStore(db)
    kept = store.get(article)
    trace = trace_reading(reading).trace
    if trace and kept and trace.shingles == kept.shingles:
        return None
    left: set[str] = set()
    if kept:
        left = gather(db, ARTICLES, (article,)).names
        store.drop(article)
    judged = add_traces(store, (trace,)) if trace else ()
    write_links(db, judged)
    return Unplaced(article, left={article} | left) if kept else Unplaced.of(article, judged)
