"""`marsad timeline --browse`: step through the signals with one key each, the sentence always in view."""

from collections.abc import Callable, Sequence
from itertools import islice

from rich.text import Text

from marsad.app.errors import FINE
from marsad.app.labels import describe_parties
from marsad.app.opening import open_ledger
from marsad.app.showing import run_show
from marsad.app.terminal import Screen
from marsad.app.timeline import find_day
from marsad.ledger import LedgerPlace, SignalFilter, TimelineRow

ReadKey = Callable[[], str]
NEXT, BACK, LEAVE = (
    ("n", "j", " ", "\r", "\n", "\x1b[B", "\x1b[C"),
    ("p", "k", "\x1b[A", "\x1b[D"),
    ("q", "\x1b", "\x04"),
)
HELP = "n next · p previous · g first · G last · q leave"


def run_browse(screen: Screen, path: LedgerPlace, wanted: SignalFilter, read_key: ReadKey, *, limit: int) -> int:
    """Show the signals one by one as keys ask for them; return the exit code."""
    with open_ledger(path) as ledger:
        found = list(islice(ledger.timeline(wanted), limit + 1))
    rows = found[:limit]
    if not rows:
        screen.say("no signals; read more pages, or ask for less")
        return FINE
    place: int | None = 0
    while place is not None:
        screen.out.clear()
        _print_place(screen, rows, place)
        run_show(screen, path, rows[place].signal.id, as_json=False)
        if place == limit - 1 and len(found) > limit:
            screen.say("more signals follow; narrow the choice, or raise --limit", style="yellow")
        screen.say(HELP, style="dim")
        place = find_place(read_key(), place, len(rows))
    return FINE


def _print_place(screen: Screen, rows: Sequence[TimelineRow], place: int) -> None:
    row = rows[place]
    parties = describe_parties(row.signal.actors, row.signal.targets)
    head = f"{place + 1} of {len(rows)} · {find_day(row)} · {row.signal.type.value} {parties}"
    screen.out.print(Text(head, style="bold"))


def find_place(key: str, place: int, count: int) -> int | None:
    """Return where a key leads from the signal at `place`: another one, the same for an unknown key, None to leave."""
    if key in LEAVE:
        return None
    if key in NEXT:
        return min(place + 1, count - 1)
    if key in BACK:
        return max(place - 1, 0)
    return {"g": 0, "G": count - 1}.get(key, place)
