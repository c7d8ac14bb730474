"""The cascade of body extractors."""

import pytest

from marsad.extract import cascade
from marsad.extract.cascade import (
    EXTRACTORS,
    find_body,
    find_title_piece,
    from_dominant_block,
    from_longest_paragraph_run,
    from_row,
    from_semantic_article,
    from_trafilatura,
    measure_agreement,
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


def test_sure_where_the_stated_article_is_one_row() -> None:
    choice = find_body(page_of(f"<article>{paragraphs(4)}</article><div>{paragraphs(1)}</div>"), DEFAULT)
    assert (choice.pieces, choice.rung, choice.sure) == ((0, 1, 2, 3), "stated", True)


def test_sure_where_nearly_all_prose_is_one_row() -> None:
    choice = find_body(page_of(f"<div><p>قصير</p></div><div>{paragraphs(5)}</div>"), DEFAULT)
    assert (choice.pieces, choice.rung, choice.sure) == ((1, 2, 3, 4, 5), "dominant", True)


def test_title_is_found_with_less_or_other_marks() -> None:
    page = page_of("<ul><li><a>نوردا تعلن تمريناً</a></li></ul><h2>نوردا تعلن تمريناً</h2>")
    assert find_title_piece(page, "نوردا تعلن تمريناً !") == 1
    assert find_title_piece(page, "عنوان آخر لا يشبه ذلك") is None
    assert find_title_piece(page, None) is None


def test_agreement_is_the_share_of_prose_in_both() -> None:
    assert measure_agreement([10, 20, 30], (0, 1), (1, 2)) == 20 / 60
    assert measure_agreement([0, 0], (0,), (1,)) == 0.0


def test_bodies_that_advertisements_cut_are_one() -> None:
    parts = "<p>إعلان</p>".join(f'<div class="entry-content">{paragraphs(3)}</div>' for _ in range(2))
    assert from_semantic_article(page_of(parts), DEFAULT) == tuple(range(7))


def test_teasers_with_a_body_s_name_are_no_part_of_it() -> None:
    page = page_of(f'<div class="entry-content">{paragraphs(6)}</div><div class="entry-content">{paragraphs(1)}</div>')
    assert from_semantic_article(page, DEFAULT) == tuple(range(6))


@pytest.mark.parametrize(("first", "asked"), [(1, False), (3, True)])
def test_no_second_opinion_where_nothing_narrower_stands_out(
    monkeypatch: pytest.MonkeyPatch, first: int, asked: bool
) -> None:
    calls: list[Page] = []

    def answer(page: Page, limits: Limits) -> tuple[int, ...]:
        calls.append(page)
        return ()

    monkeypatch.setattr(cascade, "from_trafilatura", answer)
    boxes = "".join(f"<div><h3>خبر</h3><p>{PROSE * (first if n == 0 else 1)}</p></div>" for n in range(4))
    choice = find_body(page_of(f"<section>{boxes}</section>"), DEFAULT)
    assert (choice.sure, bool(calls)) == (False, asked)
    assert choice.rung == ("row" if asked else "dominant")


def test_trafilatura_is_not_asked_of_a_page_without_prose(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cascade, "load_trafilatura", lambda: pytest.fail("asked"))
    assert from_trafilatura(page_of("<p>خبر قصير.</p>"), DEFAULT) == ()
