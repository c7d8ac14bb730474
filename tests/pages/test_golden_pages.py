"""Whole pages, hand-written, with what is to be read from them."""

import tomllib
from pathlib import Path

import pytest

from marsad.extract import extract_article
from marsad.model import Article, BlockKind, Capture

GOLDEN = Path(__file__).parent / "golden"
EXPECTED = tomllib.loads((GOLDEN / "expected.toml").read_text(encoding="utf-8"))


def read(name: str) -> Article:
    path = GOLDEN / name
    return extract_article(
        Capture(origin=name, body=path.read_bytes(), media="text" if path.suffix == ".txt" else "html")
    )


def test_every_page_has_its_expectation() -> None:
    assert {path.name for path in GOLDEN.iterdir()} - {"expected.toml"} == set(EXPECTED)


@pytest.mark.parametrize("name", EXPECTED)
def test_head_of_page(name: str) -> None:
    article, expected = read(name), EXPECTED[name]
    assert article.title == expected["title"]
    assert article.outlet == expected.get("outlet")
    assert article.byline == expected.get("byline")
    assert article.place == expected.get("place")
    assert article.published is not None
    assert (article.published.iso(), article.published.basis) == (expected["published"], expected["basis"])
    assert article.language == "ar"


@pytest.mark.parametrize("name", EXPECTED)
def test_blocks_of_page(name: str) -> None:
    article, expected = read(name), EXPECTED[name]["blocks"]
    found = [(block.kind.value, article.text[block.start : block.end]) for block in article.blocks]
    body = [text for kind, text in found if kind == BlockKind.BODY]
    assert [" ".join(text.split()[:3]) for text in body] == expected["body"]
    for kind in ("title", "byline", "dateline", "caption"):
        assert [text.split()[0] for found_kind, text in found if found_kind == kind] == expected.get(kind, []), kind


@pytest.mark.parametrize("name", EXPECTED)
def test_blocks_are_in_order_and_apart(name: str) -> None:
    article = read(name)
    at = 0
    for block in article.blocks:
        assert at <= block.start < block.end <= len(article.text)
        assert article.text[block.start : block.end].strip() == article.text[block.start : block.end]
        at = block.end
