"""The order of steps from captured bytes to a reading. Pure, and decides nothing itself."""

import sys
from collections.abc import Callable
from datetime import date
from functools import cache, partial
from importlib.resources import files
from pathlib import Path
from typing import TypeVar

import ahocorasick
import msgspec

from marsad.coders import load_coders
from marsad.coders.base import Findings
from marsad.coders.signals import CODEBOOK
from marsad.extract import extract_article
from marsad.find.actors import find_actors
from marsad.find.dates import find_dates
from marsad.find.figures import find_figures
from marsad.find.places import find_places
from marsad.find.records import RecordMaker
from marsad.find.scan import make_scan
from marsad.find.sources import find_sources
from marsad.find.speech import find_speech
from marsad.languages.ar.clitics import vary
from marsad.languages.ar.phrases import all_phrases
from marsad.lexicon import find_cache, find_folder, make_fingerprint, recall, use_cache, use_folder
from marsad.model import Article, Capture, Reading
from marsad.text.match import PhraseIndex

Result = TypeVar("Result")

RELEASE = "1.0"
_READERS = ("text", "lexicon", "languages", "reference", "extract", "find", "coders")


@cache
def load_index() -> PhraseIndex:
    """Return the automaton over the language's and the coders' phrases; loaded once a process, see `use_cache`."""
    automata = Path(ahocorasick.__file__).stat().st_mtime_ns  # it has no version of its own
    key = f"{load_version()}-{sys.implementation.cache_tag}-{msgspec.__version__}-{automata:x}"
    return recall("phrases", key, PhraseIndex, _make_index)


def _make_index() -> PhraseIndex:
    coders = (phrase for coder in load_coders() for phrase in coder.phrases())
    return PhraseIndex((*all_phrases(), *coders), vary)


@cache
def load_version() -> str:
    """Return the version of the reading: it changes with any rule, word list or code that a reading depends on."""
    return f"{RELEASE}+{make_fingerprint(tuple(f'marsad.{room}' for room in _READERS))}"


def make_version_finder() -> Callable[[], str]:
    """Return what tells the version in other processes, with the user's own reference data of this one."""
    return partial(_find_version, find_folder())


def _find_version(folder: Path | None) -> str:
    _use_own(folder)
    return load_version()


def read_capture(capture: Capture) -> Reading:
    """Return all that is read from captured bytes; raise ExtractError when they hold no readable Arabic article."""
    return read_article(extract_article(capture))


def keep_reference(read: Callable[[Capture], Result]) -> Callable[[Capture], Result]:
    """Return a reading function for other processes: there too with the user's own reference data of this one."""
    folder = find_folder()
    return partial(_read_with, folder, read) if folder else read


def make_preparation(read: Callable[[Capture], object]) -> Callable[[], None]:
    """Return what other processes call before they read anything: it takes longer than many a page."""
    return partial(_prepare, find_folder(), find_cache(), read)


def _prepare(folder: Path | None, compiled: Path | None, read: Callable[[Capture], object]) -> None:
    """Load what is loaded with the first page that needs it, by reading one that needs nearly all of it.

    The careful extractor is left to the pages that ask for it: it takes a tenth of a second, and few do.
    """
    _use_own(folder)
    use_cache(compiled)
    sample = files("marsad").joinpath("sample.html").read_bytes()
    read(Capture(origin="sample", body=sample, media="html"))


def _read_with(folder: Path, read: Callable[[Capture], Result], capture: Capture) -> Result:
    _use_own(folder)
    return read(capture)


def _use_own(folder: Path | None) -> None:
    if folder and find_folder() != folder:
        use_folder(folder)


def read_article(article: Article) -> Reading:
    """Return all that is read from an article."""
    found = find_all(article)
    scan, actors, dates, statements = found.scan, found.actors, found.dates, found.statements
    (coder,) = load_coders()
    coded = coder.code(found)
    make = RecordMaker(scan, CODEBOOK)
    return Reading(
        article=article,
        on_topic=coded.on_topic,
        topic=coded.topic,
        statements=make.make_statements(statements),
        signals=coded.signals,
        figures=make.make_figures(find_figures(scan, dates, actors)),
        dates=make.make_dates(dates),
        sources=make.make_sources(find_sources(scan, actors, statements)),
        abstentions=coded.abstentions,
        version=load_version(),
        codebook=CODEBOOK,
    )


def find_all(article: Article) -> Findings:
    """Return what the finders find in an article, before anything is coded."""
    scan = make_scan(article, load_index())
    actors = find_actors(scan, _day(article))
    return Findings(
        scan=scan,
        actors=actors,
        places=find_places(scan),
        dates=find_dates(scan, article.published),
        statements=find_speech(scan, actors),
    )


def _day(article: Article) -> date | None:
    return article.published.start if article.published else None
