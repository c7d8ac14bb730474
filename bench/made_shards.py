"""Shards to measure on: the demonstration pages with variations, as web archives, JSON Lines and Parquet."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

from bench.pages import make_captures
from marsad.extract import extract_article
from marsad.model import Capture
from marsad.warc import Exchange, make_response

_HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"
_FIRST = datetime(2024, 1, 1, tzinfo=UTC)


def make_archive(captures: Iterable[Capture], first: int = 0) -> bytes:
    """Return a web archive of pages, a gzip member each, with addresses by number."""
    out = []
    for number, capture in enumerate(captures, first):
        at = _FIRST + timedelta(minutes=number)
        made = Exchange(url=f"https://press.example/{number}", at=at, head=_HEAD, body=capture.body)
        out.append(make_response(made, UUID(int=number)))
    return b"".join(out)


def make_line(capture: Capture, number: int) -> dict[str, str]:
    """Return a page's text as a line of JSON Lines has it."""
    text = extract_article(capture).text
    return {"id": f"n{number}", "url": f"https://press.example/text/{number}", "text": text, "extracted": "2024-03-01"}


def write_shards(folder: Path, shards: int, pages: int, seed: int = 7) -> list[Path]:
    """Write web archives of so many pages each; return their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for number in range(shards):
        path = folder / f"crawl-{number:05}.warc.gz"
        path.write_bytes(make_archive(make_captures(pages, seed=seed + number), first=number * pages))
        paths.append(path)
    return paths


def write_lines(path: Path, pages: int, seed: int = 7) -> Path:
    """Write JSON Lines of texts."""
    rows = (make_line(capture, number) for number, capture in enumerate(make_captures(pages, seed=seed)))
    path.write_text("".join(f"{json.dumps(row, ensure_ascii=False)}\n" for row in rows), encoding="utf-8")
    return path


def write_table(path: Path, pages: int, seed: int = 7) -> Path:
    """Write Parquet of pages as they were sent."""
    import pyarrow
    from pyarrow import parquet

    rows = [
        {"id": f"p{number}", "url": f"https://press.example/html/{number}", "html": capture.body}
        for number, capture in enumerate(make_captures(pages, seed=seed))
    ]
    parquet.write_table(pyarrow.Table.from_pylist(rows), path)
    return path
