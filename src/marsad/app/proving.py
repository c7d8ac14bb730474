"""Whether ledger and archive agree: every check, one line a problem."""

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import msgspec

from marsad.app.errors import explain_error
from marsad.app.progress import Bar
from marsad.archive import Archive, ArchiveError, Entry, check_archive
from marsad.extract import extract_article
from marsad.extract.limits import ExtractError
from marsad.ledger import CaptureHead, Ledger
from marsad.model import Capture, make_article_id
from marsad.pipeline import load_version
from marsad.warc import HttpError, HttpResponse, parse_response

_WEB = ("http://", "https://")


class Proof(msgspec.Struct, kw_only=True):
    """What was looked at, in numbers.

    Of the `fetched` pages `proved` ones are in the archive as the ledger names them, and `unkept` ones were fetched
    without an archive. Of those `read_again`, `other_reader` ones gave another text by another version of the reader.
    """

    ledger: str
    archive: str
    deep: bool
    articles: int = 0
    records: int = 0
    kept: int = 0
    fetched: int = 0
    proved: int = 0
    unkept: int = 0
    read_again: int = 0
    other_reader: int = 0
    problems: int = 0


def check_all(ledger: Ledger, folder: Path, proof: Proof, bar: Bar) -> Iterator[str]:
    """Yield one line for every problem found, and count in `proof` what was looked at."""
    counts = ledger.counts()
    proof.articles, proof.records = counts.articles, sum(counts.records.values()) + counts.superseded
    bar.plan(counts.articles)
    yield from (f"ledger: {problem}" for problem in ledger.check())
    if not folder.is_dir():
        yield from _check_captures(ledger, None, proof, bar)
        return
    try:
        with Archive.open(folder, readonly=True) as archive:
            bar.plan(archive.count())
            yield from _check_archive(folder, proof, bar)
            yield from _check_captures(ledger, archive, proof, bar)
    except ArchiveError as error:
        yield f"archive: {explain_error(error, 'marsad')}"


def _check_archive(folder: Path, proof: Proof, bar: Bar) -> Iterator[str]:
    def tell() -> None:
        proof.kept += 1
        bar.advance()

    yield from (f"archive: {problem}" for problem in check_archive(folder, tell))


def _check_captures(ledger: Ledger, archive: Archive | None, proof: Proof, bar: Bar) -> Iterator[str]:
    """Prove every capture that came from the network."""
    for capture in ledger.captures():
        if capture.origin.startswith(_WEB):
            proof.fetched += 1
            try:
                yield from _check_capture(ledger, capture, archive, proof)
            except (ArchiveError, HttpError, ExtractError) as error:
                yield f"article {capture.article}: {error}"
        bar.advance()


def _check_capture(ledger: Ledger, capture: CaptureHead, archive: Archive | None, proof: Proof) -> Iterator[str]:
    where = f"article {capture.article}, fetched from {capture.origin}"
    entries = archive.find_page(capture.digest) if archive else ()
    found = [entry for entry in entries if entry.url == capture.url]
    if not found and capture.payload is None:
        proof.unkept += 1
    elif not found or archive is None:
        yield f"{where}: the archive has no page with the digest {capture.digest}"
    elif capture.payload and capture.payload not in {entry.payload for entry in found}:
        yield f"{where}: the archive has it, but not as it was sent ({capture.payload})"
    else:
        response = _load_response(archive, found, capture)
        if sha256(response.decode()).hexdigest() != capture.digest:
            yield f"{where}: what the archive holds has another digest than {capture.digest}"
            return
        proof.proved += 1
        if proof.deep:
            yield from _read_again(ledger, capture, response, proof)


def _load_response(archive: Archive, found: list[Entry], capture: CaptureHead) -> HttpResponse:
    """Load the entry that the ledger knows, or else the oldest."""
    entry = min(found, key=lambda each: (each.payload != capture.payload, each.at != capture.at, each.at))
    exchange = archive.load(entry)
    return parse_response(exchange.head + exchange.body)


def _read_again(ledger: Ledger, capture: CaptureHead, response: HttpResponse, proof: Proof) -> Iterator[str]:
    """Compare the text that the kept page gives now with the one in the ledger, where it is the one that was read."""
    head = ledger.article(capture.article)
    if capture.digest != head.digest:
        return
    proof.read_again += 1
    if make_article_id(capture.url, capture.digest) != head.id:
        yield f"article {head.id}: is not made of the page at {capture.url} with the digest {capture.digest}"
    media = "text" if response.media == "text/plain" else "html"
    page = Capture(origin=capture.origin, body=response.decode(), url=capture.url, media=media)
    if extract_article(page).text == head.text:
        return
    if ledger.reader(head.id) == load_version():
        yield f"article {head.id}: the kept page gives another text than the one in the ledger"
    else:
        proof.other_reader += 1
