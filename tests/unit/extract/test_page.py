"""Pages as the texts they print."""

import pytest

from marsad.extract.limits import DEFAULT, Limits
from marsad.extract.markup import find_roles
from marsad.extract.page import Page, flatten_markup, make_page


def page_of(body: str, limits: Limits = DEFAULT) -> Page:
    page = make_page(f"<html><body>{body}</body></html>", limits)
    assert page is not None
    return page


def texts(body: str) -> list[str]:
    return [piece.text for piece in page_of(body).pieces]


def test_inline_markup_does_not_break_words() -> None:
    assert texts("<p>لن <b>تكش</b>ف <a href=x>نوردا</a> عن ذلك.</p>") == ["لن تكشف نوردا عن ذلك."]


def test_blank_and_line_breaks() -> None:
    assert texts("<p>سطر\n  أول<br>سطر ثان<br><br>فقرة</p>") == ["سطر أول", "سطر ثان", "فقرة"]


def test_scripts_forms_and_hidden_parts_are_not_printed() -> None:
    body = (
        '<script>x</script><p>نص</p><div style="display: none">خفي</div><div hidden>خفي</div><select><option>أ</select>'
    )
    assert texts(body) == ["نص"]


def test_text_after_a_skipped_element_stays() -> None:
    assert texts("<p>قبل <script>x</script>بعد</p>") == ["قبل بعد"]


def test_item_data_between_words_does_not_tear_them() -> None:
    assert texts('<div>قال <meta itemprop="author" content="هالة">الوزير</div>') == ["قال الوزير"]


def test_a_page_is_the_same_from_text_and_from_its_bytes() -> None:
    markup = f'<?xml version="1.0" encoding="windows-1256"?><html><body>{"<div>" * 300}<p>نص</p></body></html>'
    assert make_page(markup.encode(), DEFAULT).pieces == make_page(markup, DEFAULT).pieces  # type: ignore[union-attr]
    assert [piece.text for piece in make_page(markup.encode(), DEFAULT).pieces] == ["نص"]  # type: ignore[union-attr]


def test_inline_role_makes_a_piece_but_never_tears_a_paragraph() -> None:
    assert texts('<div><span class="author">هالة</span> نص</div>') == ["هالة", "نص"]
    assert texts('<p>قال <span class="date">أمس</span> إن الأمر انتهى.</p>') == ["قال أمس إن الأمر انتهى."]


def test_roles_of_regions() -> None:
    pieces = page_of('<nav><p>قائمة</p></nav><div class="article-body"><p>نص طويل من الخبر هنا</p></div>').pieces
    assert [sorted(piece.roles) for piece in pieces] == [["furniture"], ["body"]]


def test_a_furniture_region_with_most_of_the_text_is_none() -> None:
    pieces = page_of('<div class="sidebar"><p>نص الخبر كله يقف هنا رغم الاسم</p></div><p>ذيل</p>').pieces
    assert "furniture" not in pieces[0].roles


def test_link_share() -> None:
    linked, prose = page_of("<p><a>كل النص رابط</a></p><p>نص فيه <a>رابط</a> قصير واحد فقط</p>").pieces
    assert linked.is_linked
    assert not prose.is_linked


@pytest.mark.parametrize("tag", ["div", "b", "ul", "table", "blockquote"])
def test_ten_thousand_deep(tag: str) -> None:
    page = page_of(f"<{tag}>" * 10_000 + "<p>نص عميق</p>" + f"</{tag}>" * 10_000)
    assert page.is_flat
    assert [piece.text for piece in page.pieces] == ["نص عميق"]


def test_flattened_markup_keeps_paragraphs() -> None:
    assert flatten_markup("<div><p>أ</p><!-- <i> --><b>ب</b></div>") == "<p><p>أ</p><p>ب<p><p>"


def test_too_many_blocks_are_cut_and_told() -> None:
    page = page_of("<p>نص</p>" * 20, Limits(pieces=5))
    assert page.is_cut
    assert len(page.pieces) == 5


def test_nothing_to_parse() -> None:
    assert make_page("", DEFAULT) is None


@pytest.mark.parametrize(
    ("attribute", "roles"),
    [
        ("related-posts", {"furniture"}),
        ("articleBody", {"body"}),
        ("td-post-content tagdiv-type", {"body"}),
        ("post-content-related", {"furniture"}),
        ("wp-caption-text", {"caption"}),
        ("shareButtons", {"furniture"}),
        ("category-news tag-x", set()),
        ("", set()),
    ],
)
def test_names_of_parts(attribute: str, roles: set[str]) -> None:
    assert find_roles(attribute) == roles


@pytest.mark.parametrize(
    "style", ["display:none", "visibility: hidden", "position:absolute;left:-9999px", "font-size:0", "opacity: 0;"]
)
def test_styles_that_hide(style: str) -> None:
    assert texts(f'<p>نص <span style="{style}">خفي</span> ظاهر</p>') == ["نص ظاهر"]


@pytest.mark.parametrize("style", ["opacity:0.9", "font-size:0.9em", "left:-5px", "text-indent:2em"])
def test_styles_that_show(style: str) -> None:
    assert texts(f'<p style="{style}">ظاهر</p>') == ["ظاهر"]


def test_line_in_a_picture_s_box_is_its_caption() -> None:
    box, prose = page_of(
        "<div><div><img src=x><div>قاعدة بحرية في الشمال</div></div><p>نص الخبر يقف هنا.</p></div>"
    ).pieces
    assert ("caption" in box.roles, "caption" in prose.roles) == (True, False)


def test_picture_in_a_paragraph_makes_no_caption() -> None:
    pieces = page_of(f"<div><p><img src=x>{'نص الخبر يقف هنا ' * 20}</p><p>نص</p></div>").pieces
    assert [piece.roles for piece in pieces] == [set(), set()]


@pytest.mark.parametrize("attribute", ["hHeAd", "bXyZ", "sc-1h6 kTqAbc"])
def test_names_made_by_machines_say_nothing(attribute: str) -> None:
    assert find_roles(attribute) == set()


def test_giant_attributes_are_read_to_a_limit() -> None:
    (piece,) = page_of(f'<div class="{"x " * 500_000}sidebar"><p>نص</p></div>').pieces
    assert piece.roles == set()
    assert max(len(name) for name in page_of(f'<div class="{"x" * 900_000}"><p>نص</p></div>').blocks[-2].mark[1]) <= 500


def test_blocks_know_the_block_around_them() -> None:
    page = page_of("<div><p>أ</p></div><p>ب</p>")
    first, second = (piece.block for piece in page.pieces)
    assert page.blocks[page.blocks[first].above].above == page.blocks[second].above
    assert page.blocks[first].mark == ("p", ())
