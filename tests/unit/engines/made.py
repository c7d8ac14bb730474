"""Readers for engines to run; workers import them by name."""

import ctypes
import os
import signal
import time
from pathlib import Path

import msgspec

from marsad.extract.limits import ExtractError
from marsad.model import Article, Capture, Reading, make_article_id, make_digest


def read(capture: Capture) -> Reading:
    """Read a page as its own words, or do what the page says."""
    text = capture.body.decode()
    if text == "die":
        os._exit(9)
    if text == "kill the parent":
        os.kill(os.getppid(), signal.SIGKILL)
        time.sleep(600)
    if text == "hang":  # in C, and no other thread of the process ever runs again
        os.write(1, b"%d\n" % os.getpid())
        ctypes.PyDLL(None).sleep(600)
    if text == "raise":
        raise ZeroDivisionError("no such thing\nas a second line")
    if text == "memory":
        raise MemoryError
    if text == "recurse":
        return read_forever(capture)
    if text == "empty":
        raise ExtractError("empty", "the capture is empty")
    if text.startswith("until "):
        wait_for(Path(text.removeprefix("until ")))
    if text.startswith("slow"):
        time.sleep(0.05)
    digest = make_digest(capture.body)
    article = Article(
        id=make_article_id(None, digest), digest=digest, origin=capture.origin, text=text, blocks=(), name=capture.name
    )
    return Reading(article=article, on_topic=False, topic="made", version="1", codebook="2")


def read_forever(capture: Capture) -> Reading:
    return read_forever(capture)


def wait_for(path: Path) -> None:
    """Wait until there is a file, or so long that whoever was to make it never will."""
    until = time.monotonic() + 60
    while not path.exists() and time.monotonic() < until:
        time.sleep(0.01)


def page(text: str, number: int = 0) -> Capture:
    return Capture(origin=f"page {number}", body=text.encode(), media="text", name=str(number))


def outside(text: str) -> Capture:
    return msgspec.structs.replace(page(text), outside=True)


class Asleep:
    """A reader that a new process falls asleep over when it is given to it."""

    def __reduce__(self) -> tuple[object, ...]:
        return time.sleep, (600,)


def count_loading() -> None:
    """Leave a mark each time that a process loads what reading needs."""
    with Path(os.environ["COUNTED"]).open("a") as file:
        file.write(".")


def die_of_nothing(number: int) -> int:
    """Die as a library does that reads what it was never tried on."""
    if not number:
        os._exit(9)
    return number


class Odd(Exception):
    """An error that cannot be made anew from what it holds."""

    def __init__(self, one: str, other: str) -> None:
        super().__init__(one)


def raise_oddly(task: object) -> None:
    raise Odd("here", "there")
