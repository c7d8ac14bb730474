"""A reader for engines to run that does what a page says; workers import it by name."""

import time

from marsad.model import Article, Capture, Reading, make_article_id, make_digest
from marsad.pipeline import read_capture


def read(capture: Capture) -> Reading:
    """Read a page as its own words; one that says so takes for ever."""
    words = capture.body.decode()
    while words.startswith("loop"):
        pass
    if words.startswith("sleep"):
        time.sleep(600)
    digest = make_digest(capture.body)
    name = make_article_id(None, digest)
    article = Article(id=name, digest=digest, origin=capture.origin, text=words, blocks=(), name=capture.name)
    return Reading(article=article, on_topic=False, topic="made", version="1", codebook="2")


def read_or_loop(capture: Capture) -> Reading:
    """Read a page as ever; one whose name says so takes for ever."""
    while capture.origin.endswith("loop.html"):
        pass
    return read_capture(capture)
