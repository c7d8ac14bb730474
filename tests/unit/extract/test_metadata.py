"""What the head of a page says of itself."""

import pytest

from marsad.extract.limits import DEFAULT
from marsad.extract.metadata import Metadata, find_metadata
from marsad.extract.page import make_page


def read(head: str, body: str = "<p>نص</p>") -> Metadata:
    page = make_page(f"<html><head>{head}</head><body>{body}</body></html>", DEFAULT)
    assert page is not None
    return find_metadata(page.tree, {piece.text for piece in page.pieces})


def ld(source: str) -> str:
    return f'<script type="application/ld+json">{source}</script>'


def test_json_ld_article_in_a_graph() -> None:
    found = read(
        ld(
            '{"@graph": [{"@type": "WebSite", "name": "س"}, {"@type": ["NewsArticle"], "headline": "عنوان الخبر",'
            ' "datePublished": "2022-10-13", "dateModified": "2022-10-14", "author": [{"name": "هالة"}],'
            ' "publisher": {"name": "المثال"}, "contentLocation": {"name": "نوردافيل"}}]}'
        )
    )
    assert (found.title, found.author, found.outlet, found.place) == ("عنوان الخبر", "هالة", "المثال", "نوردافيل")
    assert (found.published, found.modified) == (("2022-10-13",), ("2022-10-14",))


@pytest.mark.parametrize("source", ["{broken", "", "[]", "null", "[" * 5000 + "]" * 5000, '"text"'])
def test_broken_json_ld_is_passed_over(source: str) -> None:
    assert read(ld(source)).published == ()


def test_json_ld_in_comment_marks_and_with_raw_line_breaks() -> None:
    source = '<!-- {"@type": "NewsArticle", "headline": "عنوان\nالخبر", "datePublished": "2022-10-13"}; -->'
    assert read(ld(source)).title == "عنوان الخبر"


def test_dates_in_order_of_trust() -> None:
    found = read(
        '<meta name="dc.date" content="2022-10-01"><meta property="article:published_time" content="2022-10-13">',
        '<span itemprop="datePublished" content="2022-10-02"></span><time datetime="2022-10-03">x</time>'
        '<aside><time datetime="2020-01-01">x</time></aside>',
    )
    assert found.published == ("2022-10-13", "2022-10-01", "2022-10-02", "2022-10-03")


@pytest.mark.parametrize(
    ("head", "body", "title", "outlet"),
    [
        ("<title>عنوان الخبر الأول | المثال</title>", "", "عنوان الخبر الأول", "المثال"),
        ("<title>المثال - عنوان الخبر الأول</title>", "<h2>عنوان الخبر الأول</h2>", "عنوان الخبر الأول", "المثال"),
        ("<title>عنوان الخبر الأول - المثال</title>", "<h1>عنوان الخبر الأول</h1>", "عنوان الخبر الأول", "المثال"),
        ("<title>وزير: لا تراجع عن القرار</title>", "", "وزير: لا تراجع عن القرار", None),
        ('<meta property="og:title" content="عنوان الخبر"><title>س</title>', "<h1>شعار</h1>", "عنوان الخبر", None),
        ("", "<h1>عنوان الخبر</h1>", "عنوان الخبر", None),
        ("", "", None, None),
    ],
)
def test_titles(head: str, body: str, title: str | None, outlet: str | None) -> None:
    found = read(head, body + "<p>نص</p>")
    assert (found.title, found.outlet) == (title, outlet)


def test_an_address_is_no_author() -> None:
    assert read('<meta name="author" content="https://x.example/me">').author is None


def test_canonical_address() -> None:
    assert read('<link rel="canonical" href="https://x.example/a">').url == "https://x.example/a"
    assert read('<link rel="canonical" href="/a"><meta property="og:url" content="https://y.example">').url == (
        "https://y.example"
    )
