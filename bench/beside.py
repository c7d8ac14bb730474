"""Our stages beside the bare floor, an off-the-shelf line, and single libraries; start-up of the command line.

    python -m bench.beside [--rounds 5] [--pages 51]

Demonstration pages have little markup, golden pages as much as those of the press: the lines from HTML are measured on
both. CPU time of one core. What is compared takes turns, all pages each time, so that each has the processor's caches
to itself; of each page the fastest of the rounds counts, since other work on the machine only slows.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from time import process_time
from typing import NamedTuple

import ahocorasick
from tests.pages.material import load_materials

from bench.pages import load_pages
from bench.plots import Row
from marsad import pipeline
from marsad.coders import load_coders
from marsad.engines.memory import settle_memory
from marsad.extract import extract_article, extract_body
from marsad.find.dates import find_dates
from marsad.find.scan import make_scan
from marsad.languages.ar.clitics import vary
from marsad.languages.ar.phrases import all_phrases
from marsad.model import Article, Capture
from marsad.text.match import spell_optional
from marsad.text.normal import normalise
from marsad.text.segment import find_sentences

Work = Callable[[int], object]
GOALS = {"floor": 12.0, "line": 4.0, "rate": 5_000.0, "help": 0.15, "start": 0.3}


class Pages:
    """Pages, each as HTML, as article and as text."""

    def __init__(self, bodies: Sequence[bytes]) -> None:
        """Read all of them once."""
        self.bodies = bodies
        self.captures = [Capture(origin=str(number), body=body) for number, body in enumerate(self.bodies)]
        self.articles: list[Article] = [extract_article(capture) for capture in self.captures]
        self.texts = [article.text for article in self.articles]
        self.encoded = [text.encode() for text in self.texts]
        self.scans = [make_scan(article, pipeline.load_index()) for article in self.articles]
        self.sentences = sum(len(scan.sentences) for scan in self.scans)


def load_golden() -> list[bytes]:
    """Return the golden pages in Arabic that are shown to the developers."""
    return [page.body for page in load_materials() if page.language == "ar" and not page.held_out]


def measure(works: Mapping[str, Work], pages: int, rounds: int) -> dict[str, float]:
    """Return the CPU seconds of each work over all pages: of each page the fastest of the rounds."""
    best = {name: [float("inf")] * pages for name in works}
    for _ in range(rounds):
        for name, work in works.items():
            for page in range(pages):
                start = process_time()
                work(page)
                best[name][page] = min(best[name][page], process_time() - start)
    return {name: sum(each) for name, each in best.items()}


def list_forms() -> list[str]:
    """Return every spelling of the lexicon in normal form."""
    coders = (phrase for coder in load_coders() for phrase in coder.phrases())
    spelled = (
        variant.form
        for phrase in (*all_phrases(), *coders)
        for form in spell_optional(phrase.form)
        for variant in vary(form, phrase.grammar)
    )
    return sorted({normalise(form).normal for form in spelled})


def make_floor(pages: Pages, forms: Sequence[str]) -> Work:
    """Return the floor: bytes decoded, one Aho-Corasick pass over the text, its matches in a list."""
    automaton = ahocorasick.Automaton()
    for number, form in enumerate(forms):
        automaton.add_word(form, number)
    automaton.make_automaton()
    return lambda page: list(automaton.iter(pages.encoded[page].decode()))


def make_line(pages: Pages, forms: Sequence[str]) -> Work | None:
    """Return an off-the-shelf line from HTML to dates and matches, None where its libraries are missing."""
    try:
        import spacy
        import trafilatura
        from dateparser.search import search_dates
        from spacy.matcher import PhraseMatcher
    except ImportError:
        return None
    nlp = spacy.blank("ar")
    nlp.add_pipe("sentencizer")
    matcher = PhraseMatcher(nlp.vocab)
    matcher.add("lexicon", [nlp.make_doc(form) for form in forms])

    def read(page: int) -> object:
        text = trafilatura.extract(pages.bodies[page]) or ""
        document = nlp(text)
        return matcher(document), list(document.sents), search_dates(text, languages=["ar"])

    return read


def list_stages(pages: Pages) -> Iterator[tuple[str, str, Work, Work | None]]:
    """Yield single stages: name, the library's name, ours and the library's, None where it is missing."""
    yield ("body of a page", "trafilatura", lambda page: extract_body(pages.bodies[page]), _make_trafilatura(pages))
    yield ("body of a page", "resiliparse", lambda page: extract_body(pages.bodies[page]), _make_resiliparse(pages))
    yield ("normal form", "pyarabic", lambda page: normalise(pages.texts[page]), _make_pyarabic(pages))
    yield (
        "sentences",
        "spaCy sentencizer",
        lambda page: find_sentences(pages.scans[page].aligned.normal),
        _make_sentencizer(pages),
    )
    published = [article.published for article in pages.articles]
    ours: Work = lambda page: find_dates(pages.scans[page], published[page])  # noqa: E731
    yield ("dates", "dateparser", ours, _make_dateparser(pages))


def _make_trafilatura(pages: Pages) -> Work:
    import trafilatura

    return lambda page: trafilatura.extract(pages.bodies[page])


def _make_resiliparse(pages: Pages) -> Work | None:
    try:
        from resiliparse.extract.html2text import extract_plain_text
        from resiliparse.parse.encoding import bytes_to_str, detect_encoding
    except ImportError:
        return None

    def extract(page: int) -> object:
        text = bytes_to_str(pages.bodies[page], detect_encoding(pages.bodies[page]) or "utf-8")
        return extract_plain_text(text, main_content=True)

    return extract


def _make_pyarabic(pages: Pages) -> Work | None:
    try:
        from pyarabic import araby
    except ImportError:
        return None

    def fold(page: int) -> object:
        text = araby.strip_tatweel(araby.strip_tashkeel(pages.texts[page]))
        return araby.normalize_teh(araby.normalize_alef(araby.normalize_ligature(text)))

    return fold


def _make_sentencizer(pages: Pages) -> Work | None:
    try:
        import spacy
    except ImportError:
        return None
    nlp = spacy.blank("ar")
    nlp.add_pipe("sentencizer")
    return lambda page: list(nlp(pages.texts[page]).sents)


def _make_dateparser(pages: Pages) -> Work | None:
    try:
        from dateparser.search import search_dates
    except ImportError:
        return None
    return lambda page: search_dates(pages.texts[page], languages=["ar"])


def time_command(*words: str, rounds: int, cache: str) -> float:
    """Return the CPU seconds, user and system, of the fastest of some runs of the command line."""
    seconds = []
    for _ in range(rounds):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(
            [sys.executable, "-m", "marsad", *words],
            env=os.environ | {"MARSAD_CACHE": cache},
            capture_output=True,
            check=False,
        )
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        seconds.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return min(seconds)


def make_floor_table(pages: Pages, forms: Sequence[str], rounds: int) -> tuple[list[str], list[Row]]:
    """Return what the text stages and the whole line take beside the floor and the off-the-shelf line, and as bars."""
    works: dict[str, Work] = {
        "floor": make_floor(pages, forms),
        "text": lambda page: pipeline.read_article(pages.articles[page]),
        "whole": lambda page: pipeline.read_capture(pages.captures[page]),
    }
    other = make_line(pages, forms)
    if other is not None:
        works["line"] = other
    spent, count = measure(works, len(pages.bodies), rounds), len(pages.bodies)
    ratio, rate = spent["text"] / spent["floor"], pages.sentences / spent["text"]
    named = {
        "floor": "floor: decode, one Aho-Corasick pass",
        "text": "marsad, text stages",
        "whole": "marsad, whole line from HTML",
        "line": "trafilatura + spaCy PhraseMatcher + dateparser",
    }
    bars: list[Row] = [
        {"what": named[name], "CPU ms a page": 1_000 * seconds / count} for name, seconds in spent.items()
    ]
    rows = ["| | ms a page | pages/s | sentences/s |", "|---|--:|--:|--:|"]
    rows += [
        f"| {named[name]} | {1000 * seconds / count:.2f} | {count / seconds:.0f} | {pages.sentences / seconds:.0f} |"
        for name, seconds in spent.items()
    ]
    rows += [
        "",
        f"{len(forms)} spellings; {pages.sentences} sentences on {count} pages of {_weigh(pages):.0f} kB.",
        "",
        _judge(
            "text stages over the floor", f"{ratio:.0f} times", f"at most {GOALS['floor']:.0f}", ratio <= GOALS["floor"]
        ),
        _judge("text stages", f"{rate:.0f} sentences/s", f"at least {GOALS['rate']:.0f}", rate >= GOALS["rate"]),
    ]
    if other is None:
        missing = "- no off-the-shelf line: spacy and dateparser are not installed (`make bench` installs them)"
        return [*rows, missing], bars
    faster = spent["line"] / spent["whole"]
    words = f"{faster:.1f} times the off-the-shelf line's pages/s"
    met = faster >= GOALS["line"]
    return [*rows, _judge("whole line", words, f"at least {GOALS['line']:.0f}", met)], bars


def _weigh(pages: Pages) -> float:
    return sum(map(len, pages.bodies)) / len(pages.bodies) / 1_000


def _judge(what: str, found: str, goal: str, met: bool) -> str:
    return f"- {what}: {found} (goal: {goal}; {'met' if met else '**not met**'})"


def make_stage_table(pages: Pages, rounds: int) -> list[str]:
    """Return single stages beside a library that does the like."""
    rows = ["| stage | beside | marsad ms a page | library ms | library over marsad |", "|---|---|--:|--:|--:|"]
    for stage, library, ours, theirs in list_stages(pages):
        if theirs is None:
            rows.append(f"| {stage} | {library} | – | not installed | – |")
            continue
        spent = measure({"ours": ours, "theirs": theirs}, len(pages.bodies), rounds)
        mine, other = (1000 * spent[name] / len(pages.bodies) for name in ("ours", "theirs"))
        rows.append(f"| {stage} | {library} | {mine:.2f} | {other:.2f} | {other / mine:.1f} |")
    return rows


def make_start_table(rounds: int) -> list[str]:
    """Return what the command line takes from its start to its end, compiled word lists kept and not."""
    page = next((Path(__file__).parent.parent / "demo" / "pages").rglob("*.html"))
    with tempfile.TemporaryDirectory() as folder:
        ledger = str(Path(folder) / "demo.ledger")
        cache = str(Path(folder) / "cache")
        time_command("read", str(page), "--ledger", ledger, rounds=1, cache=cache)
        runs = {
            "`--help`": time_command("--help", rounds=rounds, cache=cache),
            "`timeline` of a small ledger": time_command("timeline", "--ledger", ledger, rounds=rounds, cache=cache),
            "`code` of one page": time_command("code", str(page), rounds=rounds, cache=cache),
            "`code` of one page, nothing kept": time_command(
                "code", str(page), rounds=max(rounds // 3, 1), cache="off"
            ),
        }
    rows = ["| | CPU s |", "|---|--:|", *(f"| {name} | {seconds:.2f} |" for name, seconds in runs.items()), ""]
    shown, started = runs["`--help`"], runs["`timeline` of a small ledger"]
    return [
        *rows,
        _judge("help", f"{shown:.2f} s", f"under {GOALS['help']}", shown < GOALS["help"]),
        _judge("start, by `timeline`", f"{started:.2f} s", f"under {GOALS['start']}", started < GOALS["start"]),
    ]


class Report(NamedTuple):
    """Tables, and what is drawn of them."""

    lines: list[str]
    bars: list[Row]


def make_report(rounds: int, count: int) -> Report:
    """Return all tables."""
    pages, golden, forms = Pages(load_pages()[:count]), Pages(load_golden()), list_forms()
    settle_memory()
    table, bars = make_floor_table(pages, forms, rounds)
    note = f"`python -m bench.beside`: CPU time, in turns within one run, of each page the fastest of {rounds} rounds."
    lines = [
        "## Beside the floor and an off-the-shelf line: demonstration pages",
        "",
        note,
        "",
        *table,
        "",
        "## The same on golden pages",
        "",
        "Those of `tests/pages` in Arabic, which have as much around their text as pages of the press.",
        "",
        *make_floor_table(golden, forms, rounds)[0],
        "",
        "## Stages beside libraries",
        "",
        "What a library does is like the stage, not the same: pyarabic keeps no map back to the original, spaCy's "
        "sentencizer cuts tokens too, dateparser finds days and no periods.",
        "",
        *make_stage_table(pages, rounds),
        "",
        "## Start-up",
        "",
        "CPU seconds, user and system, of whole runs of the command line; the fastest of some.",
        "",
        *make_start_table(2 * rounds),
    ]
    return Report(lines, bars)


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--pages", type=int, default=51)
    options = parser.parse_args()
    print("\n".join(make_report(options.rounds, options.pages).lines))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
