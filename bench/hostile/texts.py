"""Arabic pages made of our own demonstration sentences, no two alike."""

from __future__ import annotations

import random
from functools import cache
from pathlib import Path

from marsad.extract import extract_article
from marsad.model import BlockKind, Capture

_PAGES = Path(__file__).resolve().parents[2] / "demo" / "pages"
_PAGE = (
    '<!DOCTYPE html><html lang="ar"><head><meta charset="{charset}"><title>{title}</title>'
    '<meta property="article:published_time" content="2026-0{month}-{day:02}T08:00:00+03:00"></head><body>'
    '<nav><a href="/">الرئيسية</a> <a href="/world">العالم</a></nav><article><h1>{title}</h1>{body}</article>'
    "<footer>جميع الحقوق محفوظة</footer></body></html>"
)
_PARAGRAPHS = 4


@cache
def load_paragraphs() -> tuple[str, ...]:
    """Return the paragraphs of the demonstration pages, each once."""
    found: dict[str, None] = {}
    for path in sorted(_PAGES.rglob("*.html")):
        article = extract_article(Capture(origin=path.name, body=path.read_bytes()))
        texts = (article.text[block.start : block.end] for block in article.blocks if block.kind is BlockKind.BODY)
        found |= dict.fromkeys(text for text in texts if 80 <= len(text) <= 800)
    return tuple(found)


def make_mark(outlet: int, number: int) -> str:
    """Return the words by which a page is known again: its title begins with them."""
    return f"نشرة {outlet} رقم {number}: "


def make_page(seed: int, outlet: int, number: int, charset: str = "utf-8", extra: str = "") -> str:
    """Return the markup of a page, with `extra` between its paragraphs."""
    dice = random.Random(f"{seed}/{outlet}/{number}")
    chosen = dice.sample(load_paragraphs(), _PARAGRAPHS)
    body = "".join(f"<p>{text}</p>" for text in chosen)
    title = make_mark(outlet, number) + chosen[0].split(".")[0][:60]
    month, day = dice.randrange(1, 7), dice.randrange(1, 28)
    return _PAGE.format(charset=charset, title=title, body=body + extra, month=month, day=day)
