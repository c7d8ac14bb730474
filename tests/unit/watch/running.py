"""A watch in this process: real fetching, archive, ledger and state, a clock of the test's, readings made by hand."""

from concurrent.futures import Future
from contextlib import ExitStack
from itertools import count

from tests.unit.fetch.making import PATIENT

from marsad.app.intake import make_arrival
from marsad.app.watch_book import Book
from marsad.app.watch_kept import load_capture
from marsad.app.watch_list import ListFile, find_budgets, list_places
from marsad.app.watch_loop import Means, Watch
from marsad.app.watch_network import Network
from marsad.archive import Archive, check_archive
from marsad.ledger import Ledger
from marsad.model import Article, Block, BlockKind, Reading, make_article_id, make_digest
from marsad.sources import SetAside
from marsad.watch import State

HOUR = 3600.0
START = 1_800_000_000.0


class Killed(Exception):
    """What a kill is in these tests: nothing that comes after it is done."""


class Clock:
    """A clock that moves on a little whenever it is asked, so that what comes later has a later time."""

    def __init__(self, at=START):
        self.at = at

    def __call__(self):
        self.at += 0.001
        return self.at


def read(capture):
    """Read a page as quickly as can be: its bytes are its body."""
    digest = make_digest(capture.body)
    if b"<script" in capture.body:
        return SetAside(origin=capture.origin, reason="no_text", message="no text was found", digest=digest)
    text = capture.body.decode("utf-8")
    article = Article(
        id=make_article_id(capture.url, digest),
        digest=digest,
        origin=capture.origin,
        url=capture.url,
        text=text,
        blocks=(Block(start=0, end=len(text), kind=BlockKind.BODY),),
        published=capture.published,
    )
    return Reading(article=article, on_topic=True, topic="nuclear", version="1", codebook="2")


def submit(capture):
    future = Future()
    future.set_result(read(capture))
    return future


class Run:
    """What a run of a watch leaves behind for a test to look at."""

    def __init__(self, watch, book, notes):
        self.total, self.tally, self.notes = watch.total, book.tally, notes


_RUNS = count()


def run_once(path, clock, hurt=None, **means):
    """Run `marsad watch --once` on the list at `path`; `hurt` may spoil state, archive, ledger and network before."""
    folder, notes = path.parent, []
    with ExitStack() as stack:
        state = stack.enter_context(State.open(folder / "marsad.watch"))
        archive = stack.enter_context(Archive.open(folder / "marsad.archive"))
        ledger = stack.enter_context(Ledger.open(folder / "marsad.ledger"))
        lists = ListFile(path)
        network = Network(archive, lists, clock)
        for fetcher in network._fetchers:
            fetcher._limits = PATIENT
        book = Book(state, ledger, f"run {next(_RUNS)}", notes.append)
        book.ages = lists.watch.recheck
        if hurt:
            hurt(state=state, archive=archive, ledger=ledger, network=network)
        settings = {"threads": 4, "most": 8, "once": True, "submit": submit} | means
        watch = Watch(
            state,
            book,
            Means(
                ask=network.ask,
                load=lambda page: load_capture(archive, page),
                arrive=lambda capture: make_arrival(capture, True, archive),
                now=clock,
                check=network.check,
                kept=network.take_kept,
                **settings,
            ),
        )
        watch.follow(list_places(lists.watch), find_budgets(lists.watch))
        try:
            watch.run()
        finally:  # a kill would end them at once; here they must not ask on while the next run does
            for thread in watch._crew._threads:
                thread.join(60)
                assert not thread.is_alive()
        return Run(watch, book, notes)


def list_articles(folder):
    """Return the addresses of the articles in the ledger, once for each."""
    with Ledger.open(folder / "marsad.ledger", readonly=True) as ledger:
        return sorted(head.url for head in ledger.articles())


def check_all(folder):
    """Make sure that archive and ledger are whole."""
    assert list(check_archive(folder / "marsad.archive")) == []
    with Ledger.open(folder / "marsad.ledger") as ledger:
        assert ledger.check() == ()
