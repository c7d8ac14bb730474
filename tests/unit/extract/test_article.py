"""From captures to articles: the whole step, and what it refuses."""

import random
import time
from datetime import date

import pytest

from marsad.extract import ExtractError, Limits, extract_article
from marsad.model import Article, Basis, BlockKind, Capture, When, make_digest

PROSE = "وقالت وزارة الدفاع في نوردا إن التمرين رقم {} سيجري في موعده، وإن الدول المجاورة دُعيت إلى مراقبته في الميدان."
PARAGRAPHS = [PROSE.format(n) for n in range(5)]
PAGE = (
    '<html><head><meta charset="utf-8"><title>نوردا تعلن تمريناً سنوياً | المثال</title></head><body><article>'
    "<h1>نوردا تعلن تمريناً سنوياً</h1>" + "".join(f"<p>{text}</p>" for text in PARAGRAPHS) + "</article></body></html>"
)


def read(body: str | bytes, **fields: object) -> Article:
    data = body.encode() if isinstance(body, str) else body
    return extract_article(Capture(origin="test", body=data, **fields))  # type: ignore[arg-type]


def body_of(article: Article) -> list[str]:
    return [article.text[block.start : block.end] for block in article.blocks if block.kind is BlockKind.BODY]


def refuse(body: str | bytes, **fields: object) -> str:
    with pytest.raises(ExtractError) as caught:
        read(body, **fields)
    assert "\n" not in caught.value.message
    assert str(caught.value) == caught.value.message
    return caught.value.reason


def test_page() -> None:
    article = read(PAGE, name="n1")
    assert body_of(article) == PARAGRAPHS
    assert (article.title, article.outlet, article.name) == ("نوردا تعلن تمريناً سنوياً", "المثال", "n1")
    assert article.digest == make_digest(PAGE.encode())
    assert article.text == "\n\n".join([article.title or "", *PARAGRAPHS])
    assert article.published is None


def test_same_bytes_same_article() -> None:
    assert read(PAGE) == read(PAGE)


def test_plain_text_keeps_its_characters() -> None:
    text = f"  {PARAGRAPHS[0]}\r\n\r\n{PARAGRAPHS[1]}\n"
    article = read(text, media="text")
    assert article.text == text.replace("\r\n", "\n")
    assert body_of(article) == PARAGRAPHS[:2]


def test_text_given_as_html_and_html_given_as_text() -> None:
    assert body_of(read(PARAGRAPHS[0])) == [PARAGRAPHS[0]]
    assert body_of(read(PAGE, media="text")) == PARAGRAPHS


def test_text_with_a_tag_in_it_stays_text() -> None:
    text = PARAGRAPHS[0] + " <p> " + PARAGRAPHS[1]
    assert read(text, media="text").text == text


def test_given_title_and_date() -> None:
    given = When.day(date(2022, 10, 13), Basis.GIVEN)
    article = read(PARAGRAPHS[0], media="text", title="عنوان", published=given)
    assert (article.title, article.published) == ("عنوان", given)


def test_body_built_by_script_is_read_from_the_head() -> None:
    stated = "\\n".join(PARAGRAPHS)
    script = f'{{"@type":"NewsArticle","headline":"عنوان الخبر هنا","articleBody":"{stated}"}}'
    page = f'<html><script type="application/ld+json">{script}</script><body><div id="app"></div></body></html>'
    assert body_of(read(page + "<p>حمّل التطبيق</p>")) == PARAGRAPHS


@pytest.mark.parametrize("body", ["", "   \n", "\ufeff", b"\x00\x00\x00"])
def test_empty(body: str | bytes) -> None:
    assert refuse(body) in ("empty", "no_text")


def test_binary() -> None:
    assert refuse(b"\x89PNG\r\n\x1a\n" + b"\x00" * 400) == "binary"
    assert refuse(random.Random(7).randbytes(30_000)) == "binary"


@pytest.mark.parametrize("cut", [0.3, 0.5, 0.9, 0.99])
def test_truncated_page_gives_what_is_there(cut: float) -> None:
    data = PAGE.encode()
    found = body_of(read(data[: int(len(data) * cut)]))
    assert found
    assert all(text in PARAGRAPHS for text in found[:-1])


@pytest.mark.parametrize(
    "page",
    [
        "<div><p>{0}</div></p></b><p",
        "<p>{0}<p>{1}<table><tr><p>{2}",
        "<html><body></html><p>{0}</p>",
        "<!-- <p>{0}</p><p>{1}</p>",
        "<p class='x\">{0}</p>",
        "<<<p>>{0}<</p>",
        "<![CDATA[<p>{0}</p>]]><p>{1}</p>",
    ],
)
def test_malformed_page_never_fails_otherwise(page: str) -> None:
    try:
        text = read(page.format(*PARAGRAPHS)).text
    except ExtractError as error:
        text = error.reason
    assert text == "no_text" or "التمرين" in text


def test_too_large_is_set_aside_at_once() -> None:
    body = PAGE.encode() * (50_000_000 // len(PAGE.encode()) + 1)
    start = time.thread_time()
    assert refuse(body) == "too_large"
    assert time.thread_time() - start < 0.5


def test_limit_can_be_set() -> None:
    with pytest.raises(ExtractError, match="more than the limit"):
        extract_article(Capture(origin="x", body=PAGE.encode()), limits=Limits(body=100))


def test_ten_thousand_deep() -> None:
    page = "<div class='share'>" * 10_000 + "".join(f"<p>{text}</p>" for text in PARAGRAPHS) + "</div>" * 10_000
    article = read(page)
    assert body_of(article) == PARAGRAPHS
    assert any("nested too deep" in note for note in article.notes)


def test_too_many_blocks_are_told() -> None:
    capture = Capture(origin="x", body=PAGE.encode())
    assert any("more blocks" in note for note in extract_article(capture, limits=Limits(pieces=3)).notes)


@pytest.mark.parametrize(
    "text",
    [
        "The minister said that the exercise would go ahead as planned and that observers were invited.",
        "Le ministre a déclaré que l’exercice aurait lieu comme prévu et que des observateurs étaient invités.",
        "وزیر گفت که این رزمایش در زمان مقرر برگزار خواهد شد و از ناظران نیز دعوت شده است تا آن را ببینند.",
        "وزیر نے کہا کہ یہ مشق مقررہ وقت پر ہوگی اور مبصرین کو بھی اس کے لیے دعوت دی گئی ہے۔",
    ],
)
@pytest.mark.parametrize("form", ["{}", "<html><body><article><p>{}</p></article></body></html>"])
def test_other_languages(text: str, form: str) -> None:
    assert refuse(form.format(text)) == "language"


@pytest.mark.parametrize(
    "page",
    [
        "<html><body><img src=x></body></html>",
        "<html><body><nav><a>الرئيسية</a><a>سياسة</a></nav></body></html>",
        "<html><head><title>عنوان فقط</title></head><body></body></html>",
        "مقالات ذات صلة",
    ],
)
def test_no_text(page: str) -> None:
    assert refuse(page) == "no_text"


@pytest.mark.parametrize("line", ["حرر في 14-03-2024", "آخر تعديل 2024/03/14"])
def test_a_line_that_is_but_a_date_is_text(line: str) -> None:
    assert body_of(read(line, media="text")) == [line]


def test_windows_1256_declared_as_utf8() -> None:
    article = read(PAGE.encode("cp1256"))
    assert body_of(article) == PARAGRAPHS
    assert article.notes == ("declared as utf-8, read as cp1256",)


def test_speed_of_a_usual_page() -> None:
    page = PAGE.replace("</article>", "<ul>" + "<li><a href=x>رابط</a></li>" * 300 + "</ul></article>").encode()
    read(page)
    taken = []
    for _ in range(5):
        start = time.thread_time()
        read(page)
        taken.append(time.thread_time() - start)
    assert min(taken) < 0.2
