"""A run that fetches and is killed: whatever moment it was, archive and ledger agree, and the next run completes it."""

import multiprocessing
import os
import signal
from itertools import count

from tests.unit.fetch.making import make_fetcher
from tests.unit.fetch.server import serving

from marsad.app import intake
from marsad.app.cli import app
from marsad.archive import Archive
from marsad.extract import extract_article
from marsad.ledger import Ledger
from marsad.model import Reading

from .press import FIRST, make_answer

SPAWN = multiprocessing.get_context("spawn")
PAGES, FATAL = 6, 3


def read_text(capture):
    """Read nothing but the text, which needs no word lists."""
    return Reading(article=extract_article(capture), on_topic=False, topic="none", version="1", codebook="2")


def die():
    os.kill(os.getpid(), signal.SIGKILL)


def tear(archive, name, offset, record):
    with (archive._folder / name).open("ab") as file:
        file.write(record[: len(record) // 2])
    die()


def die_at_the_third(owner, name, before=None, after=None):
    """Let a method do its work twice, and at the third call be killed before it, in its stead, or after it."""
    method, calls = getattr(owner, name), count(1)

    def call(*args, **more):
        number = next(calls)  # its own: other threads may call meanwhile
        if before and number == FATAL:
            before(*args)
        result = method(*args, **more)
        if after and number == FATAL:
            after()
        return result

    setattr(owner, name, call)


MOMENTS = {
    "half of a record is written": lambda: die_at_the_third(Archive, "_write", before=tear),
    "a page is archived": lambda: die_at_the_third(Archive, "append", after=die),
    "a page is about to enter the ledger": lambda: die_at_the_third(Ledger, "add_all", before=lambda *args: die()),
    "a page has entered the ledger": lambda: die_at_the_third(Ledger, "add_all", after=die),
}


def read(folder, urls, moment):
    os.chdir(folder)
    intake.make_fetcher = lambda environment, keep=None: make_fetcher(keep=keep)
    intake.read_capture = read_text
    if moment:
        MOMENTS[moment]()
    app(["read", *urls], prog_name="marsad")


def test_killed_again_and_again_at_the_worst_moments(run, tmp_path):
    with serving() as server:
        urls = [server.url(f"/{number}.html") for number in range(PAGES)]
        for number in range(PAGES):
            server.routes[f"/{number}.html"] = make_answer(FIRST, f"نسخة رقم {number} من الخبر.")
        for moment in (*MOMENTS, None):
            process = SPAWN.Process(target=read, args=(tmp_path, urls, moment))
            process.start()
            process.join()
            assert process.exitcode == (-signal.SIGKILL if moment else 0), moment
            proved = run("verify")
            assert (proved.exit_code, proved.stdout.count("\n")) == (0, 1), (moment, proved.stdout)
    with Ledger.open("marsad.ledger") as ledger:
        assert ledger.counts().articles == PAGES
        assert ledger.check() == ()
