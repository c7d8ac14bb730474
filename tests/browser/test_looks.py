"""What was once seen to be wrong in pictures of the pages: letters in drawings, what is in view first, paper."""

import pytest

from bench.screens import serving
from marsad.app.web.words import load_labels
from marsad.ledger import Ledger

from .watching import PHONE, WIDE

LANGUAGES = ("ar", "en")
VIEWS = ("", "?view=europe", "?view=middle-east")
# Boxes of letters are rounded up where a drawing is magnified, so what is measured is what they are drawn with.
MEASURE = """names => names.map(one => {
  const scale = one.getScreenCTM().a, [x, y] = [one.x, one.y].map(each => each.baseVal[0].value * scale);
  return [x, y, one.getComputedTextLength() * scale, parseFloat(getComputedStyle(one).fontSize) * scale];
})"""


def box(page, selector):
    return page.locator(selector).first.bounding_box()


def is_in_view(page, room, what):
    """Tell whether the middle of something lies within the part of its room that is seen."""
    outer, inner = box(page, room), box(page, what)
    middle = inner["x"] + inner["width"] / 2
    return outer["x"] <= middle <= outer["x"] + outer["width"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", [PHONE, WIDE])
def test_names_on_the_map_are_small_and_stand_apart(watch, site, language, width):
    page = watch.open(f"{site}/{language}/", width)
    for view in VIEWS:
        page.goto(f"{site}/{language}/map{view}")
        assert is_in_view(page, ".wide:has(.atlas)", "[data-look]")
        names = page.locator(".atlas .place").evaluate_all(MEASURE)
        assert names
        assert all(10 < size < 20 for *_, size in names), (view, names)
        pairs = [(one, other) for at, one in enumerate(names) for other in names[:at]]
        assert not any(overlap(one, other) for one, other in pairs), view


def overlap(one, other):
    """Tell whether two names, given as middle, height of the line, length and size, run into one another."""
    return abs(one[0] - other[0]) < (one[2] + other[2]) / 2 and abs(one[1] - other[1]) < one[3] * 0.9


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_phone_shows_the_newest_edition_of_an_exercise_first(watch, site, language):
    for series in ("steadfast-noon", "zapad"):
        page = watch.open(f"{site}/{language}/exercise/{series}", PHONE)
        assert is_in_view(page, ".wide:has(.calendar)", "[data-look]"), series
        assert page.locator(".beside").last.is_visible()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", [PHONE, WIDE])
def test_no_label_of_a_drawing_is_cut_off(watch, site, language, width):
    page = watch.open(f"{site}/{language}/", width)
    for path in ("", "timeline", "timeline?in=2022"):
        page.goto(f"{site}/{language}/{path}")
        drawing = box(page, "svg.tracks")
        for one in page.locator("svg.tracks text").all():
            text = one.bounding_box()
            assert text["x"] >= drawing["x"] - 1, (path, one.text_content())
            assert text["x"] + text["width"] <= drawing["x"] + drawing["width"] + 1, (path, one.text_content())


def test_zooming_in_does_not_open_the_filters_on_a_phone(watch, site):
    page = watch.open(f"{site}/en/timeline?in=2022", PHONE)
    assert page.locator("details.folded").get_attribute("open") is None
    page.goto(f"{site}/en/timeline?in=2022&party=RUS")
    assert page.locator("details.folded").get_attribute("open") is not None


def test_the_sources_of_an_arsenal_are_whole_on_a_wide_screen(watch, site):
    page = watch.open(f"{site}/en/arsenal/RUS", WIDE)
    room = page.locator('[aria-labelledby="figures"]')
    assert room.evaluate("one => one.scrollWidth <= one.clientWidth")


def test_a_page_within_a_section_says_which(watch, site):
    page = watch.open(f"{site}/en/treaty/new-start", WIDE)
    assert page.locator('.pages [aria-current="true"]').inner_text() == "Treaties"
    page.goto(f"{site}/en/treaties")
    assert page.locator(".pages [aria-current]").get_attribute("aria-current") == "page"


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_empty_ledger_says_so(watch, tmp_path, language):
    with Ledger.open(tmp_path / "empty.ledger"):
        pass
    with serving(tmp_path / "empty.ledger") as address:
        page = watch.open(f"{address}/{language}/", WIDE)
        for name in ("", "timeline", "matrix", "speakers", "outlets"):
            page.goto(f"{address}/{language}/{name}")
            assert "marsad read" in page.locator(".empty").first.inner_text(), name


def test_days_written_as_numbers_keep_their_order_in_arabic(watch, site):
    page = watch.open(f"{site}/ar/treaties", PHONE)
    left, right = page.evaluate(
        """told => {
          const line = document.createElement("p"), range = document.createRange();
          line.textContent = told;
          document.querySelector("main").append(line);
          const at = told.indexOf("2022-10-13");
          return [[at, at + 4], [at + 8, at + 10]].map(([start, end]) => {
            range.setStart(line.firstChild, start);
            range.setEnd(line.firstChild, end);
            return range.getBoundingClientRect().left;
          });
        }""",
        load_labels()["error.day"].ar,
    )
    assert left < right
