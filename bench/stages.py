"""Time of each stage of the line, one page at a time."""

from __future__ import annotations

from time import perf_counter
from typing import Protocol

from marsad import pipeline
from marsad.coders import load_coders
from marsad.coders.base import Findings
from marsad.extract import extract_article
from marsad.find.actors import find_actors
from marsad.find.dates import find_dates
from marsad.find.figures import find_figures
from marsad.find.places import find_places
from marsad.find.records import RecordMaker
from marsad.find.scan import make_scan
from marsad.find.sources import find_sources
from marsad.find.speech import find_speech
from marsad.model import Capture, encode

STAGES = ("extract", "scan", "actors", "places", "dates", "speech", "figures", "sources", "code", "records", "encode")


class Watch(Protocol):
    """Books what a stage costs."""

    def lap(self, stage: str) -> None:
        """Book what was spent since the last lap on `stage`."""

    def skip(self) -> None:
        """Book what was spent since the last lap on nothing."""


class Stopwatch:
    """Adds up seconds by stage."""

    def __init__(self) -> None:
        """Start with no time spent."""
        self.seconds = dict.fromkeys(STAGES, 0.0)
        self._since = perf_counter()

    def lap(self, stage: str) -> None:
        """Book the time since the last lap on `stage`."""
        now = perf_counter()
        self.seconds[stage] += now - self._since
        self._since = now

    def skip(self) -> None:
        """Book the time since the last lap on nothing."""
        self._since = perf_counter()


def read_timed(capture: Capture, watch: Watch) -> int:
    """Read one page as `pipeline.read_article` does, booking each stage; return the number of sentences."""
    (coder,) = load_coders()
    watch.skip()
    article = extract_article(capture)
    watch.lap("extract")
    scan = make_scan(article, pipeline.load_index())
    watch.lap("scan")
    actors = find_actors(scan, article.published.start if article.published else None)
    watch.lap("actors")
    places = find_places(scan)
    watch.lap("places")
    dates = find_dates(scan, article.published)
    watch.lap("dates")
    statements = find_speech(scan, actors)
    watch.lap("speech")
    figures = find_figures(scan, dates, actors)
    watch.lap("figures")
    sources = find_sources(scan, actors, statements)
    watch.lap("sources")
    coded = coder.code(Findings(scan=scan, actors=actors, places=places, dates=dates, statements=statements))
    watch.lap("code")
    make = RecordMaker(scan, "2")
    make.make_statements(statements)
    make.make_figures(figures)
    make.make_dates(dates)
    make.make_sources(sources)
    watch.lap("records")
    encode(article)
    encode(coded.signals)
    watch.lap("encode")
    return len(scan.sentences)
