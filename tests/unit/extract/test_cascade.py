"""The cascade of body extractors."""

from marsad.extract.cascade import (
    EXTRACTORS,
    find_body,
    from_dominant_block,
    from_longest_paragraph_run,
    from_row,
    from_semantic_article,
    from_trafilatura,
)
from marsad.extract.limits import DEFAULT, Limits
from marsad.extract.page import Page, make_page

PROSE = "وقالت الوزارة إن التمرين رقم {} سيجري في موعده، وإن الدول المجاورة دُعيت إلى مراقبته من دون شروط مسبقة."


def page_of(body: str) -> Page:
    page = make_page(f"<html><body>{body}</body></html>", DEFAULT)
    assert page is not None
    return page


def paragraphs(count: int, tag: str = "p") -> str:
    return "".join(f"<{tag}>{PROSE.format(n)}</{tag}>" for n in range(count))


def test_the_cascade_is_a_list() -> None:
    assert (
        from_semantic_article,
        from_dominant_block,
        from_row,
        from_trafilatura,
        from_longest_paragraph_run,
    ) == EXTRACTORS


def test_element_that_calls_itself_the_body() -> None:
    page = page_of(f'<p>{PROSE}</p><div class="entry-content">{paragraphs(4)}</div><p>{PROSE}</p>')
    assert from_semantic_article(page, DEFAULT) == (1, 2, 3, 4)


def test_of_several_articles_the_one_with_most_prose() -> None:
    page = page_of(f"<article>{paragraphs(1)}</article><article>{paragraphs(4)}</article>")
    assert from_semantic_article(page, DEFAULT) == (1, 2, 3, 4)


def test_no_semantic_element() -> None:
    assert from_semantic_article(page_of(paragraphs(3)), DEFAULT) == ()


def test_trafilatura_is_led_back_to_pieces() -> None:
    page = page_of(f"<div><a>رابط</a></div><div>{paragraphs(5)}</div>")
    assert from_trafilatura(page, DEFAULT) == (1, 2, 3, 4, 5)


def test_trafilatura_is_spared_what_could_hurt_it() -> None:
    page = page_of("<div>" * 600 + paragraphs(4))
    assert page.is_flat
    assert from_trafilatura(page, DEFAULT) == ()
    assert from_trafilatura(page_of(paragraphs(4)), Limits(trafilatura=10)) == ()


def test_longest_run() -> None:
    links = "<p><a>رابط قصير</a></p>" * 8
    page = page_of(paragraphs(1) + links + paragraphs(3) + links + paragraphs(2))
    assert from_longest_paragraph_run(page, DEFAULT) == (9, 10, 11)


def test_page_without_prose_is_taken_whole() -> None:
    page = page_of("<p>خبر قصير.</p>")
    assert find_body(page, DEFAULT).pieces == (0,)
