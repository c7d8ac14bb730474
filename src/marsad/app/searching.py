"""`marsad search`: sentences of the ledger that hold a query's words."""

import msgspec
from rich.text import Text

from marsad.app.errors import FINE
from marsad.app.opening import open_ledger
from marsad.app.terminal import Screen
from marsad.ledger import LedgerPlace, SearchHit


def run_search(screen: Screen, path: LedgerPlace, query: str, *, limit: int, as_json: bool) -> int:
    """Print up to `limit` sentences, the best first; return the exit code."""
    found = 0
    with open_ledger(path) as ledger:
        for hit in ledger.search(query, limit=limit):
            found += 1
            if as_json:
                screen.raw(msgspec.json.encode(hit).decode())
            else:
                print_hit(screen, hit)
    if not found and not as_json:
        screen.say("nothing found")
    return FINE


def print_hit(screen: Screen, hit: SearchHit) -> None:
    """Print a sentence with the words found, where it stands, and the records that touch it."""
    when = hit.article.published
    where = [hit.article.id, when.iso() if when else "undated", hit.article.outlet or hit.article.origin]
    where += ["edited since"] if hit.article.earlier else []
    screen.say(screen.cell(" · ".join(where), screen.out.width, "dim"))
    if screen.reorder:
        screen.quote(hit.text)
    else:
        text = Text(hit.text.replace("\n", " "))
        for start, end in hit.highlights:
            text.stylize("bold yellow", start - hit.start, end - hit.start)
        screen.styled(text)
    if hit.records:
        screen.say(Text(f"records: {' '.join(hit.records)}", style="dim"))
    screen.say("")
