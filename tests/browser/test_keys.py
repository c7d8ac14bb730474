"""All by the keyboard: skipping to the text, seeing where one is, going through lists, searching, reviewing."""

import pytest

from bench.screens import list_pages
from marsad.ledger import Ledger

HAS_FOCUS = """() => {
  const one = document.activeElement;
  if (!one || one === document.body) return null;
  const style = getComputedStyle(one), box = one.getBoundingClientRect();
  const ring = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  const name = `${one.tagName} ${one.textContent.trim().slice(0, 30)}`;
  return {name, ring, seen: box.bottom > 0 && box.top < innerHeight && box.width > 0};
}"""
MOST = 40  # steps from the start of a page


def list_stops(page):
    stops = []
    for _ in range(MOST):
        page.keyboard.press("Tab")
        found = page.evaluate(HAS_FOCUS)
        if found is None:
            break
        stops.append(found)
    return stops


@pytest.mark.parametrize("language", ["ar", "en"])
def test_it_is_seen_where_one_is(watch, site, path, language):
    page = watch.open(f"{site}/{language}/")
    for name, where in list_pages(path).items():
        page.goto(f"{site}/{language}{where}")
        stops = list_stops(page)
        assert len(stops) >= 2, name  # where a form has the focus from the start, what comes after it
        assert [stop for stop in stops if not (stop["ring"] and stop["seen"])] == [], name


def test_the_first_key_skips_to_the_text(watch, site):
    page = watch.open(f"{site}/en/timeline")
    page.keyboard.press("Tab")
    skip = page.locator("a.skip")
    assert skip.evaluate("one => one === document.activeElement")
    assert skip.bounding_box()["y"] >= 0
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


def test_keys_move_in_lists_and_open(watch, site):
    page = watch.open(f"{site}/en/timeline")
    places = []
    for key in "jjk":
        page.keyboard.press(key)
        places.append(page.evaluate("document.activeElement.href"))
    first, second, again = places
    assert again == first != second
    page.keyboard.press("Enter")
    page.wait_for_url(first)


def test_a_key_goes_to_the_search_from_anywhere(watch, site):
    page = watch.open(f"{site}/en/outlets")
    page.keyboard.press("/")
    page.wait_for_url("**/en/search")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.name") == "q"
    page.keyboard.type("a/j")
    assert page.locator("#q").input_value() == "a/j"  # keys are letters where letters are written


def list_reviews(path):
    with Ledger.open(path, readonly=True) as ledger:
        return [(review.record, review.verdict.value) for review in ledger.reviews() if review.by == "local"]


def find_record(page):
    return page.locator("form.review [name=record]").input_value()


@pytest.mark.parametrize("language", ["ar", "en"])
def test_a_record_is_reviewed_by_one_key(watch, fresh, language):
    path, site = fresh
    page = watch.open(f"{site}/{language}/review")
    expected = []
    for key, verdict in (("a", "accept"), ("r", "reject"), ("s", None)):
        assert page.locator(".review .sentence mark").is_visible()
        record = find_record(page)
        with page.expect_navigation():
            page.keyboard.press(key)
        assert find_record(page) != record
        expected += [(record, verdict)] if verdict else []
        assert list_reviews(path) == expected
    page.goto(f"{site}/{language}/reviews")
    assert page.locator(".article-line", has_text="local").count() == 2


def test_a_record_is_corrected_by_keys(watch, fresh):
    path, site = fresh
    page = watch.open(f"{site}/en/review")
    record = find_record(page)
    page.keyboard.press("c")
    chosen = page.locator("select[name=type]")
    assert chosen.evaluate("one => one === document.activeElement")
    before = chosen.input_value()
    page.keyboard.press("ArrowDown")
    assert chosen.input_value() != before
    while page.evaluate("document.activeElement.dataset.key") != "c":
        page.keyboard.press("Tab")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert list_reviews(path) == [(record, "correct")]
