"""The extractors that are compared: from the bytes of a page to the text of its body.

Each is called as its documentation has it for a page that is there already; what a library lacks makes it fail on that
page, which then counts as empty. Comments of readers are left out where a library can be told so.
"""

from __future__ import annotations

import logging
import warnings
from collections.abc import Callable
from typing import Any

from lxml import etree

from marsad.extract.body import extract_body, find_printed
from marsad.extract.cascade import Extractor, from_dominant_block, from_row, from_semantic_article, from_trafilatura
from marsad.extract.encoding import decode_body
from marsad.extract.limits import DEFAULT
from marsad.extract.metadata import find_metadata
from marsad.extract.page import make_page

Extract = Callable[[bytes], str]

MODES: dict[str, dict[str, Any]] = {
    "default": {},
    "favor_precision": {"favor_precision": True},
    "favor_recall": {"favor_recall": True},
    "fast": {"fast": True},
    "fast, favor_precision": {"fast": True, "favor_precision": True},
}
RUNGS: dict[str, Extractor] = {
    "stated": from_semantic_article,
    "dominant": from_dominant_block,
    "row": from_row,
    "trafilatura": from_trafilatura,
}


def load_extractors() -> tuple[dict[str, Extract], list[str]]:
    """Return the extractors by name, and the names of those whose library is not installed."""
    logging.disable(logging.CRITICAL)
    warnings.simplefilter("ignore")
    found: dict[str, Extract] = {"marsad": lambda data: extract_body(data).text}
    found |= {f"marsad, {name} alone": make_rung(rung) for name, rung in RUNGS.items()}
    found |= {f"trafilatura, {name}": _make_trafilatura(mode) for name, mode in MODES.items()}
    missing = []
    for name, make in (("readability-lxml", _make_readability), ("resiliparse", _make_resiliparse),
                       ("newspaper4k", _make_newspaper)):  # fmt: skip
        try:
            found[name] = make()
        except ImportError:
            missing.append(name)
    return found, missing


def make_rung(rung: Extractor) -> Extract:
    """Return what one rung of the cascade finds, its furniture told apart as always."""
    from marsad.extract.body import tell_parts
    from marsad.model.article import BlockKind

    def extract(data: bytes) -> str:
        page = make_page(decode_body(data).markup, DEFAULT)
        if page is None:
            return ""
        title = find_metadata(page.tree, find_printed(page)).title
        parts = tell_parts([page.pieces[index] for index in rung(page, DEFAULT)], title)
        return "\n".join(text for text, kind in parts if kind is BlockKind.BODY)

    return extract


def _make_trafilatura(mode: dict[str, Any]) -> Extract:
    import trafilatura

    return lambda data: trafilatura.extract(data, include_comments=False, **mode) or ""


def _make_readability() -> Extract:
    from readability import Document

    def extract(data: bytes) -> str:
        summary = etree.fromstring(Document(data).summary(), parser=etree.HTMLParser())
        return " ".join(map(str, summary.itertext()))

    return extract


def _make_resiliparse() -> Extract:
    from resiliparse.extract.html2text import extract_plain_text
    from resiliparse.parse.encoding import bytes_to_str, detect_encoding

    return lambda data: str(extract_plain_text(bytes_to_str(data, detect_encoding(data) or "utf-8"), main_content=True))


def _make_newspaper() -> Extract:
    import newspaper

    def extract(data: bytes) -> str:
        article = newspaper.Article("http://example.org/article", fetch_images=False)
        article.download(input_html=decode_body(data).text)
        article.parse()
        return str(article.text)

    return extract
