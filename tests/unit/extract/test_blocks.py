"""Where the prose of a page stands."""

from marsad.extract.blocks import Row, find_dominant, find_rows, weigh_blocks
from marsad.extract.cascade import find_title_piece, weigh_pieces
from marsad.extract.limits import DEFAULT
from marsad.extract.page import Page, make_page

PROSE = "وقالت الوزارة إن التمرين رقم {} سيجري في موعده، وإن الدول المجاورة دُعيت إلى مراقبته من دون شروط مسبقة."
TITLE = "نوردا تعلن تمريناً لقواتها"


def page_of(body: str) -> Page:
    page = make_page(f"<html><body>{body}</body></html>", DEFAULT)
    assert page is not None
    return page


def paragraphs(count: int, first: int = 0) -> str:
    return "".join(f"<p>{PROSE.format(number)}</p>" for number in range(first, first + count))


def cards(count: int) -> str:
    return "".join(f"<div class=k><h3>خبر {n} آخر</h3><p>{PROSE.format(n)}</p></div>" for n in range(count))


def rows_of(page: Page, title: str | None = None) -> list[Row]:
    weights = weigh_pieces(page)
    return find_rows(page, weigh_blocks(page, weights), weights, find_title_piece(page, title))


def pieces_of(page: Page, block: int) -> range:
    return weigh_blocks(page, weigh_pieces(page)).pieces(block)


def test_dominant_block_holds_nearly_all_prose() -> None:
    page = page_of(f"<p>{PROSE}</p><div><ul><li>قصير</li></ul><div>{paragraphs(5)}</div></div>")
    assert pieces_of(page, find_dominant(weigh_blocks(page, weigh_pieces(page)))) == range(2, 7)


def test_a_single_long_paragraph_is_no_block_of_its_own() -> None:
    page = page_of(f"<div><p>{PROSE * 9}</p><p>{PROSE}</p></div>")
    assert pieces_of(page, find_dominant(weigh_blocks(page, weigh_pieces(page)))) == range(2)


def test_row_is_what_stands_side_by_side_and_not_in_boxes() -> None:
    page = page_of(f"<div>{cards(9)}</div><div>{paragraphs(3)}</div>")
    best = rows_of(page)[0]
    assert (best.paragraphs, pieces_of(page, best.block)) == (3, range(18, 21))


def test_a_wrapper_around_each_paragraph_makes_no_box() -> None:
    page = page_of("<div>" + "".join(f"<div><p>{PROSE.format(n)}</p></div>" for n in range(4)) + "</div>")
    assert rows_of(page)[0].paragraphs == 4


def test_row_under_the_title_is_told() -> None:
    page = page_of(f"<div>{paragraphs(5)}</div><h1>{TITLE}</h1><div>{paragraphs(3, 5)}</div>")
    assert [(row.paragraphs, row.titled) for row in rows_of(page, TITLE)] == [(5, False), (3, True)]


def test_much_prose_between_title_and_row_parts_them() -> None:
    page = page_of(f"<h1>{TITLE}</h1><div>{paragraphs(3)}</div><div>{paragraphs(5, 3)}</div>")
    assert [(row.paragraphs, row.titled) for row in rows_of(page, TITLE)] == [(5, False), (3, True)]


def test_sections_of_one_kind_make_one_row() -> None:
    sections = "".join(f"<section><h2>قسم</h2>{paragraphs(2, 2 * n)}</section>" for n in range(3))
    best = rows_of(page_of(f"<article>{sections}</article>"))[0]
    assert best.paragraphs == 6


def test_the_block_around_continues_a_row() -> None:
    page = page_of(f"<main><p>{PROSE}</p><div>{paragraphs(4)}</div></main><footer>{paragraphs(1, 9)}</footer>")
    best = rows_of(page)[0]
    assert (best.paragraphs, pieces_of(page, best.block)) == (5, range(5))


def test_a_row_does_not_grow_to_the_page() -> None:
    menu = "".join(f"<div>قسم {n}</div>" for n in range(30))
    page = page_of(f"<p>{PROSE}</p>{menu}<div>{paragraphs(4)}</div>")
    assert rows_of(page)[0].paragraphs == 4


def test_no_prose_no_rows() -> None:
    page = page_of("<p>قصير</p>")
    assert rows_of(page) == []
    assert find_dominant(weigh_blocks(page, weigh_pieces(page))) >= 0
