"""Pages to measure on: the demonstration pages, repeated with variations so that no two are the same bytes."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from pathlib import Path

from marsad.model import Capture

ROOT = Path(__file__).resolve().parent.parent
_NUMBER = re.compile(rb"(?<![\w/#&-])\d{1,3}(?![\w;%/-])")
_PARAGRAPH = re.compile(rb"<p>.*?</p>", re.DOTALL)


def load_pages() -> list[bytes]:
    """Return the bytes of the demonstration pages, in order of their names."""
    return [path.read_bytes() for path in sorted((ROOT / "demo" / "pages").rglob("*.html"))]


def make_captures(count: int, seed: int = 7) -> Iterator[Capture]:
    """Yield `count` captures; the same seed gives the same bytes."""
    pages = load_pages()
    dice = random.Random(seed)
    for number in range(count):
        yield Capture(origin=f"page-{number}", body=_vary(pages[number % len(pages)], dice))


def _vary(page: bytes, dice: random.Random) -> bytes:
    """Change small numbers and the order of two paragraphs, in pages whose bytes are ASCII-compatible."""
    if page[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return page + b" \x00" * dice.randrange(1, 50)
    page = _NUMBER.sub(
        lambda match: str(dice.randrange(2, 999)).encode() if dice.random() < 0.3 else match.group(), page
    )
    spans = [match.span() for match in _PARAGRAPH.finditer(page)]
    if len(spans) < 3:
        return page
    (a, b), (c, d) = sorted(dice.sample(spans, 2))
    return page[:a] + page[c:d] + page[b:c] + page[a:b] + page[d:]
