"""`marsad watch`: outlets followed into the ledger."""

import os
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from types import FrameType

import msgspec

from marsad.app.alert_hook import alert_after
from marsad.app.errors import ASIDE, FINE, AppError
from marsad.app.group import INTERRUPTED
from marsad.app.intake import make_arrival, make_read
from marsad.app.reading import make_run
from marsad.app.reconciling import bring_up
from marsad.app.summary import print_summary
from marsad.app.terminal import Screen
from marsad.app.watch_bar import WatchBar
from marsad.app.watch_book import Book
from marsad.app.watch_kept import load_capture
from marsad.app.watch_list import ListFile, find_budgets, list_places
from marsad.app.watch_loop import Means, Watch
from marsad.app.watch_network import Network
from marsad.app.watch_round import Round, describe_round, describe_time
from marsad.archive import Archive
from marsad.engines.local.engine import LIMIT
from marsad.engines.local.pool import Pool
from marsad.engines.memory import return_memory
from marsad.ledger import Ledger, LedgerPlace
from marsad.model import Reading
from marsad.outlets import OutletError, read_duration
from marsad.pipeline import make_preparation
from marsad.watch import State, locked

_THREADS = 32  # at most: they wait more than they work
_AHEAD = 8  # pages for each worker process between fetching and the ledger, beside those being fetched


class Errand(msgspec.Struct, frozen=True, kw_only=True):
    """What a watch was told to do: files and folders, worker processes, seconds for a page, and how long to go on."""

    sources: Path
    ledger: LedgerPlace
    archive: Path
    jobs: int = 1
    limit: float | None = None
    once: bool = False
    seconds: float | None = None
    as_json: bool = False

    @property
    def state(self) -> Path:
        """Where the watch remembers."""
        return find_state(self.ledger.file)


def make_errand(
    sources: Path,
    ledger: LedgerPlace,
    archive: Path,
    *,
    jobs: int,
    limit: float | None,
    once: bool,
    duration: str | None,
    as_json: bool,
) -> Errand:
    """Return the errand that the command line gives; raise AppError."""
    try:
        seconds = read_duration(duration) if duration else None
    except ValueError as error:
        raise AppError(f"--for {duration}: {error}") from error
    return Errand(
        sources=sources,
        ledger=ledger,
        archive=archive,
        jobs=jobs,
        limit=limit,
        once=once,
        seconds=seconds,
        as_json=as_json,
    )


def find_state(ledger: Path) -> Path:
    """Return the file beside a ledger in which its watch remembers."""
    return ledger.with_suffix(".watch")


def run_watch(screen: Screen, errand: Errand) -> int:
    """Follow the outlets of a watch list; return the exit code."""
    lists = ListFile(errand.sources)
    return_memory()
    with (
        locked(errand.state),
        State.open(errand.state) as state,
        Archive.open(errand.archive) as archive,
        Ledger.open(errand.ledger) as ledger,
        _make_pool(errand) as pool,
    ):
        bar = WatchBar(screen, lambda: state.count_waiting(_list_ids(lists), time.time()))
        network = Network(archive, lists, time.time)
        book = Book(state, ledger, make_run(datetime.now(UTC)), screen.note)
        means = Means(
            ask=network.ask,
            load=lambda page: load_capture(archive, page),
            arrive=lambda capture: make_arrival(capture, True, archive),
            submit=pool.submit,
            now=time.time,
            threads=_THREADS,
            most=_THREADS + _AHEAD * (errand.jobs or 1),
            once=errand.once,
            until=None if errand.seconds is None else time.time() + errand.seconds,
            renew=lambda: _renew(screen, lists, network, book, watch),
            tell=lambda done, due: _end_round(screen, ledger, done, due, as_json=errand.as_json),
            advance=bar.advance,
            check=network.check,
            kept=network.take_kept,
        )
        watch = Watch(state, book, means)
        _follow(lists, network, book, watch)
        if not errand.once and not errand.as_json:
            outlets, begun = len(lists.watch.outlets), describe_time(time.time())
            screen.say(f"{begun} watching {outlets} outlets; Ctrl-C ends it in good order")
            screen.out.file.flush()
        return _run(screen, errand, bar, network, book, watch)


def _run(screen: Screen, errand: Errand, bar: WatchBar, network: Network, book: Book, watch: Watch) -> int:
    caught: list[int] = []
    try:
        with bar.drawn(), _heeding(caught, watch, network):
            watch.run()
    finally:
        network.stop()
        _report(screen, errand, book, watch.total)
    if caught:
        return INTERRUPTED if caught[0] == signal.SIGINT else FINE
    return ASIDE if watch.total.aside or watch.total.failed else FINE


def _make_pool(errand: Errand) -> Pool[Reading]:
    jobs = errand.jobs or os.cpu_count() or 1
    read = make_read()
    return Pool(read, jobs, errand.limit or LIMIT, prepare=make_preparation(read))


def _list_ids(lists: ListFile) -> list[str]:
    return [outlet.id for outlet in lists.watch.outlets]


def _follow(lists: ListFile, network: Network, book: Book, watch: Watch) -> None:
    network.renew()
    book.ages = lists.watch.recheck
    watch.follow(list_places(lists.watch), find_budgets(lists.watch))


def _renew(screen: Screen, lists: ListFile, network: Network, book: Book, watch: Watch) -> None:
    """Follow the list as it stands now; a broken one changes nothing."""
    try:
        if lists.renew():
            _follow(lists, network, book, watch)
            screen.note(f"the watch list has changed: {len(lists.watch.outlets)} outlets now")
    except OutletError as error:
        screen.note(f"{error}; the list as it was before holds")


@contextmanager
def _heeding(caught: list[int], watch: Watch, network: Network) -> Iterator[None]:
    """Let a first signal end the watch in good order, and a second one at once: nothing is lost by that either."""

    def heed(number: int, frame: FrameType | None) -> None:
        if caught:
            os._exit(128 + number)
        caught.append(number)
        watch.stop()
        network.stop()

    old = {number: signal.signal(number, heed) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in old.items():
            signal.signal(number, handler)


def _end_round(screen: Screen, ledger: Ledger, done: Round, due: float | None, *, as_json: bool) -> None:
    """Bring episodes and checks up to date, run the alerts, and tell of the round."""
    bring_up(screen, ledger)
    alert_after(screen, ledger)
    _tell(screen, done, due, as_json=as_json)


def _tell(screen: Screen, done: Round, due: float | None, *, as_json: bool) -> None:
    """Print a round."""
    at = time.time()
    if as_json:
        moment = datetime.fromtimestamp(at, UTC).isoformat(timespec="seconds")
        screen.raw(msgspec.json.encode({"at": moment, **msgspec.to_builtins(done)}).decode())
    else:
        then = f"; next at {describe_time(due)}" if due else ""
        screen.say(f"{describe_time(at)} {describe_round(done)}{then}")
    screen.out.file.flush()


def _report(screen: Screen, errand: Errand, book: Book, total: Round) -> None:
    """Print what the whole run did."""
    if errand.as_json:
        whole = {"ledger": str(errand.ledger), "archive": str(errand.archive), "run": book.run}
        screen.raw(msgspec.json.encode(whole | {"watch": total, **msgspec.to_builtins(book.tally)}).decode())
    else:
        screen.say(f"in all: {describe_round(total)}")
        print_summary(screen, book.tally, errand.ledger)
