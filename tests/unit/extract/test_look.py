"""A first look at a page: it may let through what is not Arabic, and never refuses what would be read."""

import json

import pytest
from tests.pages.material import load_materials

from bench.pages import load_pages
from marsad.extract import ExtractError, article, extract_article
from marsad.extract.encoding import decode_body
from marsad.extract.language import ARABIC_SCRIPT
from marsad.extract.look import has_arabic
from marsad.model import Capture

LETTERS = [chr(code) for code in range(0x10000) if ARABIC_SCRIPT.match(chr(code))]
FILLING = "<p>" + "A paragraph in English, with more words than one. " * 30 + "</p>"
WAYS = {
    "utf-8": lambda letter: letter.encode(),
    "decimal": lambda letter: f"&#{ord(letter)};".encode(),
    "decimal, no end": lambda letter: f"&#{ord(letter)} ".encode(),
    "decimal, padded": lambda letter: f"&#000{ord(letter)};".encode(),
    "hexadecimal": lambda letter: f"&#x{ord(letter):x};".encode(),
    "hexadecimal, large": lambda letter: f"&#X00{ord(letter):X};".encode(),
    "escaped twice": lambda letter: f"&amp;#{ord(letter)};".encode(),
    "json": lambda letter: json.dumps(letter).encode(),
    "json, large": lambda letter: f"\\u{ord(letter):04X}".encode(),
    "reference in json": lambda letter: f"\\u0026#{ord(letter)};".encode(),
}
WIDE = ("utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-8-sig")


def look(body):
    return has_arabic(decode_body(body))


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_every_letter_is_seen_however_it_is_written(way):
    page = FILLING.encode() * 2
    assert [letter for letter in LETTERS if not look(page + way(letter) + page)] == []


@pytest.mark.parametrize("encoding", WIDE)
def test_every_letter_is_seen_in_wide_encodings(encoding):
    assert [letter for letter in LETTERS[::7] if not look((FILLING + letter + FILLING).encode(encoding))] == []


@pytest.mark.parametrize("words", [
    "plain ASCII",
    "it&#8217;s &#169; &#x2014; &#65533; &#1234; &#15750; &#x6270; &#x627ff;",
    "color: #1575ff; \\u00e9 \\u4e00 \\n",
    "«naïve», “quotes”, 中文, русский, עברית, ไทย, 한국어, € ﹟",
    "\ufeff marks \ufeff and \ufffd",
])  # fmt: skip
def test_what_has_none_is_told_so(words):
    """Fails where every reference or every byte that is not ASCII counts as a letter."""
    assert not look((FILLING + words + FILLING).encode())


def try_to_read(body):
    try:
        return extract_article(Capture(origin="x", body=body, url="https://press.example/1"))
    except ExtractError:
        return None


def test_pages_give_the_same_with_the_look_and_without_it(monkeypatch):
    """In every encoding; other languages among them. Fails where any page is refused that would be read."""
    pages = [*load_pages(), *(material.body for material in load_materials())][::3]
    bodies = []
    for page in pages:
        text = decode_body(page).text
        written_out = text.encode("ascii", "xmlcharrefreplace")
        in_windows = text.encode("cp1256", "xmlcharrefreplace")
        bodies += [page, page[: len(page) // 2], text.encode("utf-16"), written_out, in_windows]
    looked = [try_to_read(body) for body in bodies]
    monkeypatch.setattr(article, "has_arabic", lambda decoded: True)
    assert looked == [try_to_read(body) for body in bodies]
    assert len(looked) - looked.count(None) > 100
    assert looked.count(None) > 5


def test_a_page_without_a_letter_is_not_taken_apart(monkeypatch):
    """Fails without the look; a small one is told more exactly."""
    monkeypatch.setattr(article, "make_page", lambda *_: pytest.fail("taken apart"))
    body = ("<html><body>" + FILLING + "</body></html>").encode()
    with pytest.raises(ExtractError, match="in another script") as caught:
        extract_article(Capture(origin="x", body=body))
    assert caught.value.reason == "language"
