"""New records as server-sent events: each once, in the order of writing, resumed where it broke off."""

from collections.abc import AsyncIterator, Awaitable, Callable
from threading import Lock

import anyio
import msgspec
from starlette.requests import Request
from starlette.responses import StreamingResponse
from starlette.types import Receive, Scope, Send

from marsad.app.api.nouns import make_row
from marsad.app.api.problems import SAFE, Fault
from marsad.app.errors import AppError
from marsad.ledger import Ledger, LedgerError, RecordFilter, Written

EVENTS = "text/event-stream"
AT_ONCE = 200  # records looked up at once


class Pace(msgspec.Struct, frozen=True, kw_only=True):
    """Seconds between two looks and between two signs of life; how long a stream lasts, and how many there may be."""

    every: float = 1.0
    beat: float = 15.0
    life: float = 900.0
    clients: int = 20


class Seats:
    """How many streams are open; safe to share between threads."""

    def __init__(self, most: int) -> None:
        """Let `most` in."""
        self._left = most
        self._lock = Lock()

    def take(self) -> None:
        """Take a seat; raise Fault where none is free."""
        with self._lock:
            if not self._left:
                raise Fault(503, "full", "as many streams are open as may be", {"Retry-After": "30"})
            self._left -= 1

    def leave(self) -> None:
        """Free a seat."""
        with self._lock:
            self._left += 1


class EventStream(StreamingResponse):
    """A stream that frees its seat however it ends, be it before its first event, or since nobody reads it any more."""

    def __init__(self, events: AsyncIterator[bytes], seats: Seats, longest: float) -> None:
        """Send events to whoever has a seat, for so many seconds at most, whether or not they are taken."""
        super().__init__(events, 200, {**SAFE, "X-Accel-Buffering": "no"}, EVENTS)
        self._seats = seats
        self._longest = longest

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer."""
        try:
            with anyio.move_on_after(self._longest):
                await super().__call__(scope, receive, send)
        finally:
            self._seats.leave()


def read_start(request: Request, after: int | None) -> int | None:
    """Return the number after which to go on: the one that the caller saw last; None for what is new from now on."""
    seen = request.headers.get("last-event-id", "").strip()
    if not seen:
        return after
    if not seen.isascii() or not seen.isdecimal() or len(seen) > 15:
        raise Fault(400, "query", "Last-Event-ID is no number of ours")
    return int(seen)


def look_for(ledger: Ledger, wanted: RecordFilter, after: int) -> tuple[tuple[Written, ...], int]:
    """Return what came after a number, and the number to go on from: the newest, where nothing more is wanted."""
    newest = ledger.pages.newest()
    found = ledger.pages.arrivals(wanted, after, AT_ONCE)  # among them what was written since that line
    last = found[-1].number if found else after
    return found, last if len(found) == AT_ONCE else max(newest, last)


async def iterate_events(
    look: Callable[[int], Awaitable[tuple[tuple[Written, ...], int]]],
    start: int,
    pace: Pace,
    sleep: Callable[[float], Awaitable[None]] = anyio.sleep,
    *,
    closing: Callable[[], bool] = lambda: False,
) -> AsyncIterator[bytes]:
    """Yield the bytes of a stream after a number until its life is over, or the server is closing.

    The caller's next one goes on where it ends.
    The first bytes name the number already: whoever loses the stream before its first record misses none.
    """
    yield f"retry: 3000\nid: {start}\n: open\n\n".encode()
    quiet, lived, number = 0.0, 0.0, start
    while lived < pace.life and not closing():
        try:
            arrivals, number = await look(number)
        except (LedgerError, AppError):
            return  # the caller comes again, and is told why by a problem
        for arrival in arrivals:
            yield make_event(arrival)
        quiet = 0.0 if arrivals else quiet + pace.every
        if quiet >= pace.beat:
            quiet = 0.0
            yield f"id: {number}\n: alive\n\n".encode()
        if len(arrivals) < AT_ONCE:
            lived += pace.every
            await sleep(pace.every)


def make_event(arrival: Written) -> bytes:
    """Return the event of a record; JSON of ours has no line ends in it."""
    return b"id: %d\nevent: record\ndata: %s\n\n" % (arrival.number, msgspec.json.encode(make_row(arrival.row)))
