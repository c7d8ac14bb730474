"""The body of a page in any language."""

import pytest

from marsad.extract import ExtractError, extract_body
from marsad.extract.limits import Limits

PROSE = (
    "The ministry said that exercise number {} would go on as planned, and that its neighbours were invited to watch."
)


def page_of(body: str, title: str = "Norda announces an exercise") -> bytes:
    return f"<html><head><title>{title}</title></head><body>{body}</body></html>".encode()


def paragraphs(count: int, first: int = 0) -> str:
    return "".join(f"<p>{PROSE.format(number)}</p>" for number in range(first, first + count))


def test_body_of_a_page_that_is_not_arabic() -> None:
    body = extract_body(page_of(f"<nav><a>Home</a></nav><article>{paragraphs(4)}</article>"))
    assert body.text == "\n".join(PROSE.format(n) for n in range(4))
    assert (body.rung, body.sure) == ("stated", True)


def test_row_under_the_title_among_teasers_and_comments() -> None:
    boxes = "".join(f"<div class=c><b>Reader {n}</b><p>{PROSE.format(n)}</p></div>" for n in range(20, 40))
    body = extract_body(page_of(f"<h1>Norda announces an exercise</h1><div>{paragraphs(4)}</div><div>{boxes}</div>"))
    assert body.text == "\n".join(PROSE.format(n) for n in range(4))
    assert (body.rung, body.sure) == ("row", True)


def test_cards_within_the_stated_article_are_left_out() -> None:
    boxes = "".join(f"<div class=k><h3>Other {n}</h3><p>{PROSE.format(n)}</p></div>" for n in range(20, 26))
    title = "<h1>Norda announces an exercise</h1>"
    body = extract_body(page_of(f"<article>{title}<div>{paragraphs(6)}</div><div>{boxes}</div></article>"))
    assert body.text == "\n".join(PROSE.format(n) for n in range(6))


def test_sections_of_several_paragraphs_are_kept() -> None:
    sections = "".join(f"<div><h2>Part {n}</h2>{paragraphs(3, 3 * n)}</div>" for n in range(3))
    body = extract_body(page_of(f"<article>{sections}</article>"))
    assert all(PROSE.format(n) in body.text for n in range(9))


def test_parts_of_a_body_that_advertisements_cut() -> None:
    parts = '<div class="ad"><p>Buy now</p></div>'.join(
        f'<div class="post-content">{paragraphs(3, 3 * n)}</div>' for n in range(3)
    )
    body = extract_body(page_of(f"<div>{parts}</div>"))
    assert body.text == "\n".join(PROSE.format(n) for n in range(9))


def test_body_that_only_the_head_states() -> None:
    text = "\\n".join(PROSE.format(n) for n in range(4))
    script = f'<script type="application/ld+json">{{"@type": "NewsArticle", "articleBody": "{text}"}}</script>'
    assert extract_body(page_of(f"{script}<div id=app></div>")).text.count("ministry") == 4


@pytest.mark.parametrize("data", [b"<!-- -->", b"<html></html>"])
def test_nothing_to_read(data: bytes) -> None:
    assert extract_body(data).text == ""


def test_no_capture_at_all() -> None:
    with pytest.raises(ExtractError, match="empty"):
        extract_body(b" ")


def test_the_careful_extractor_is_asked_where_the_cheap_ones_differ() -> None:
    stated = f'<div class="article-body">{paragraphs(3)}</div>'
    page = page_of(f"<div>{stated}</div><div>{paragraphs(4, 10)}</div>", title="No line of this page")
    assert not extract_body(page).sure
    assert extract_body(page, limits=Limits(trafilatura=10)).rung == "stated"


def test_the_same_bytes_give_the_same_body() -> None:
    page = page_of(f"<article>{paragraphs(4)}</article>")
    assert extract_body(page) == extract_body(page)
