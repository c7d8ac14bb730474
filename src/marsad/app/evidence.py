"""The evidence for a record: the page as it was kept, whether ledger and archive agree, the place of the quote."""

import re
from collections.abc import Iterator
from datetime import datetime
from hashlib import sha256
from pathlib import Path

import msgspec

from marsad.app.context import Context, find_context
from marsad.app.quoting import find_in_source
from marsad.archive import Archive, ArchiveError
from marsad.archive import Entry as Kept
from marsad.ledger import ArticleHead, Entry, Ledger
from marsad.model import Article
from marsad.warc import HttpError, WarcRecord, parse_response, read_records

HEADERS = frozenset({"content-type", "date", "last-modified", "etag", "server", "content-encoding", "location"})
_RECORD = re.compile(r"(.+\.warc(?:\.gz)?):(\d{1,15})")


class KeptPage(msgspec.Struct, frozen=True, kw_only=True):
    """A page in a WARC file: when it was captured, what the server said, where it stands, its SHA-256.

    `sent` is the digest of the body as it travelled, `decoded` that of the body without its codings.
    """

    url: str
    at: datetime | None
    status: int
    headers: tuple[tuple[str, str], ...]
    file: str
    offset: int
    sent: str
    decoded: str | None


class QuotePlace(msgspec.Struct, frozen=True, kw_only=True):
    """Where a quote stands: characters of the article's text, its sentence, and bytes of the decoded page."""

    start: int
    end: int
    quote: str
    sentence: str
    stands: bool  # whether the article's text has the quote there
    source: tuple[int, int] | None = None


class OtherCapture(msgspec.Struct, frozen=True, kw_only=True):
    """One capture of the page's address in the archive, and the article made of it."""

    url: str
    at: datetime
    file: str
    offset: int
    decoded: str | None
    article: str | None


class Evidence(msgspec.Struct, frozen=True, kw_only=True):
    """What proves a record: `page` is None where nothing is kept, `problems` tell what does not agree."""

    record: str
    article: str
    url: str | None
    origin: str
    digest: str
    archive: str
    quote: QuotePlace
    page: KeptPage | None = None
    problems: tuple[str, ...] = ()
    captures: tuple[OtherCapture, ...] = ()


def find_evidence(ledger: Ledger, entry: Entry, folder: Path) -> Evidence:
    """Return the evidence for a record, from the archive at `folder` or the WARC file that its page was read from."""
    head, article = entry.article, ledger.article_of(entry)
    context = find_context(article, entry.record.span)
    page, body, problems, captures = None, None, list[str](), tuple[OtherCapture, ...]()
    try:
        if folder.is_dir():
            with Archive.open(folder, readonly=True) as archive:
                captures = tuple(_list_captures(ledger, head, archive))
                page, body = _load_kept(archive, head, folder)
        if page is None:
            page, body = _load_record(head.origin)
    except ArchiveError as error:
        problems.append(str(error))
    quote = _find_quote(entry, article, context, body)
    if not problems:
        problems += _compare(ledger, head, page)
    if not quote.stands:
        problems.append("the article's text does not have the quote there")
    return Evidence(
        record=entry.record.id,
        article=head.id,
        url=head.url,
        origin=head.origin,
        digest=head.digest,
        archive=str(folder),
        quote=quote,
        page=page,
        problems=tuple(problems),
        captures=captures,
    )


def _find_quote(entry: Entry, article: Article, context: Context, body: bytes | None) -> QuotePlace:
    span = entry.record.span
    return QuotePlace(
        start=span.start,
        end=span.end,
        quote=span.quote,
        sentence=context.sentence,
        stands=article.text[span.start : span.end] == span.quote,
        source=find_in_source(body, context) if body else None,
    )


def _load_kept(archive: Archive, head: ArticleHead, folder: Path) -> tuple[KeptPage | None, bytes | None]:
    """Return the first capture of the article's page; one from its own address where there is one."""
    entries = sorted(archive.find_page(head.digest), key=lambda kept: (kept.url != head.url, kept.at))
    if not entries:
        return None, None
    entry = entries[0]
    exchange = archive.load(entry)
    return _describe(entry.url, entry.at, exchange.head + exchange.body, str(folder / entry.file), entry.offset)


def _load_record(origin: str) -> tuple[KeptPage | None, bytes | None]:
    """Return the page at a place in a WARC file that an origin names, None where it names none or the file is gone."""
    found = _RECORD.fullmatch(origin)
    if not found or not Path(found[1]).is_file():
        return None, None
    with Path(found[1]).open("rb") as raw:
        record = next(read_records(raw, lambda headers: True, start=int(found[2])), None)
    if not isinstance(record, WarcRecord) or record.offset != int(found[2]):
        raise ArchiveError(f"{origin}: no whole record there any more")
    return _describe(record.url or "", record.at, record.block, found[1], record.offset)


def _describe(
    url: str, at: datetime | None, block: bytes, file: str, offset: int
) -> tuple[KeptPage | None, bytes | None]:
    try:
        response = parse_response(block)
        body = response.decode()
    except HttpError as error:
        raise ArchiveError(f"{file}:{offset}: {error.message}") from error
    page = KeptPage(
        url=url,
        at=at,
        status=response.status,
        headers=tuple((name, value) for name, value in response.headers if name.lower() in HEADERS),
        file=file,
        offset=offset,
        sent=sha256(response.sent).hexdigest(),
        decoded=sha256(body).hexdigest(),
    )
    return page, body


def _compare(ledger: Ledger, head: ArticleHead, page: KeptPage | None) -> Iterator[str]:
    own = {capture.payload for capture in ledger.captures(head.id) if capture.digest == head.digest}
    payloads = sorted(payload for payload in own if payload)
    if page is None:
        yield from (f"the page sent as {payload} was archived, and is not there" for payload in payloads)
        return
    if page.decoded != head.digest:
        yield f"the page kept has the digest {page.decoded}, the ledger's article {head.digest}"
    if payloads and page.sent not in payloads:
        yield f"the page was sent as {page.sent}, and the ledger has {payloads[0]}"


def _list_captures(ledger: Ledger, head: ArticleHead, archive: Archive) -> Iterator[OtherCapture]:
    """Yield every capture of the page's addresses by time, each with the article that the ledger has of it."""
    articles = {version.article for version in ledger.versions(head.id)} | {head.id}
    known = [capture for article in sorted(articles) for capture in ledger.captures(article)]
    made_of = {capture.digest: capture.article for capture in known}
    urls = sorted({capture.url for capture in known if capture.url})
    for kept in sorted((entry for url in urls for entry in archive.captures(url)), key=_find_time):
        yield OtherCapture(
            url=kept.url,
            at=kept.at,
            file=kept.file,
            offset=kept.offset,
            decoded=kept.page,
            article=made_of.get(kept.page or ""),
        )


def _find_time(kept: Kept) -> tuple[datetime, str, int]:
    return kept.at, kept.file, kept.offset
