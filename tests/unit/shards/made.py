"""Readers for shards to be coded by; worker processes import them by name."""

import os
from functools import partial

from marsad.model import Article, Capture, Reading, make_article_id, make_digest
from marsad.shards import Coding, Shard

VERSION = "7"


def read(capture: Capture) -> Reading:
    """Read a page as its own words, or do what the page says."""
    text = capture.body.decode()
    if "die" in text:
        os._exit(9)
    digest = make_digest(capture.body)
    article = Article(
        id=make_article_id(capture.url, digest), digest=digest, origin=capture.origin, text=text, blocks=()
    )
    return Reading(article=article, on_topic=True, topic="made", version=VERSION, codebook="2")


def prepare() -> None:
    """Load nothing."""


def find_version() -> str:
    return VERSION


def make_coding(out: object, **changes: object) -> Coding:
    made = partial(
        Coding,
        read=read,
        prepare=prepare,
        find_version=find_version,
        version=VERSION,
        codebook="2",
        run="run 1",
        out=str(out),
        jobs=1,
        limit=60.0,
    )
    return made(**changes)


def make_shard(path: object) -> Shard:
    return Shard(address=str(path), place=str(path), size=path.stat().st_size)
