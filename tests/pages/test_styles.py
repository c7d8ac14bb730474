"""Golden pages by content system: one test a field and page; styles that are held out are scored and have floors."""

import tomllib
from collections import Counter
from functools import cache
from pathlib import Path

import pytest
from lxml import html
from tests.pages.fields import FIELDS
from tests.pages.making.story import fold
from tests.pages.making.write import make_pages
from tests.pages.material import load_materials, load_plan

from marsad.extract import ExtractError, decode_body, extract_article
from marsad.model import Article, Capture

ROOT = Path(__file__).parent
PARSER = html.HTMLParser(encoding="utf-8")
PAGES = {material.name: material for material in load_materials()}
ARABIC = {name: page for name, page in PAGES.items() if page.language == "ar"}
SHOWN = [name for name, page in ARABIC.items() if not page.held_out]
GAPS = tomllib.loads((ROOT / "gaps.toml").read_text(encoding="utf-8"))


@cache
def read(name: str) -> Article:
    page = PAGES[name]
    return extract_article(Capture(origin=name, body=page.body, url=page.url))


def make_cases():
    for name in SHOWN:
        for field in FIELDS:
            reason = GAPS.get(name, {}).get(field)
            marks = [pytest.mark.xfail(reason=reason, strict=True)] if reason else []
            yield pytest.param(name, field, id=f"{name}-{field}", marks=marks)


@pytest.mark.parametrize(("name", "field"), list(make_cases()))
def test_field(name: str, field: str) -> None:
    assert FIELDS[field](read(name), PAGES[name].expected) == ""


def test_gaps_name_pages_and_fields() -> None:
    assert set(GAPS) <= set(SHOWN)
    assert {field for fields in GAPS.values() for field in fields} <= set(FIELDS)


def score_held_out() -> dict[str, float]:
    """The share of held-out pages on which each field is right."""
    names = [name for name, page in ARABIC.items() if page.held_out]
    right = Counter(
        field for name in names for field, check in FIELDS.items() if not check(read(name), PAGES[name].expected)
    )
    return {field: right[field] / max(1, len(names)) for field in FIELDS}


def test_held_out_pages_are_read_as_well_as_before() -> None:
    floors = load_plan()["floors"]
    assert set(floors) == set(FIELDS)
    assert {field: share for field, share in score_held_out().items() if share < floors[field]} == {}


@pytest.mark.parametrize("name", [name for name, page in PAGES.items() if page.language != "ar"])
def test_other_languages_are_refused(name: str) -> None:
    with pytest.raises(ExtractError, match="not in Arabic"):
        read(name)


def test_kept_pages_are_what_is_written() -> None:
    made = {folder: (markup, expected) for folder, markup, expected in make_pages()}
    assert set(made) == set(PAGES)
    for folder, (markup, expected) in made.items():
        assert (ROOT / folder / "page.html").read_bytes() == markup, folder
        assert (ROOT / folder / "expected.toml").read_text(encoding="utf-8") == expected, folder


@pytest.mark.parametrize("name", PAGES)
def test_truth_stands_on_the_page(name: str) -> None:
    """Every paragraph and title is in the page's source, in order, and all furniture too."""
    page = PAGES[name]
    source = decode_body(page.body).text if page.style != "static-old" else page.body.decode("windows-1256")
    printed = fold("".join(html.document_fromstring(source.lstrip("\ufeff").encode(), parser=PARSER).itertext()))
    at = 0
    for text in page.expected.body:
        at = printed.find(text, at)
        assert at >= 0, text
    assert [text for text in page.expected.furniture if text not in printed] == []
    assert page.expected.title in printed


def test_pages_are_many_and_not_too_heavy() -> None:
    assert len(ARABIC) >= 80
    assert len({page.style for page in ARABIC.values()}) >= 12
    assert sum(len(page.body) for page in PAGES.values()) <= 8_000_000
