"""The timeline: nearer by what is clicked in the drawing, narrower by the form, and all of it in the address."""

from urllib.parse import parse_qs, urlsplit

import pytest

from .watching import follow


def read_query(page):
    return {name: values for name, values in parse_qs(urlsplit(page.url).query).items() if any(values)}


@pytest.mark.parametrize("language", ["ar", "en"])
def test_from_years_to_a_day_and_back(watch, site, language):
    page = watch.open(f"{site}/{language}/timeline?party=RUS")
    lengths = []
    for _ in range(3):
        follow(page.locator("svg.tracks a").last)
        lengths.append(len(read_query(page)["in"][0]))
        assert page.locator(".gist").count() > 0
    assert lengths == [4, 7, 10]
    assert page.locator("svg.tracks").count() == 0  # a day has nothing to be drawn
    day = read_query(page)["in"][0]
    for length in (7, 4, 0):
        follow(page.locator(".crumbs a").nth({7: 2, 4: 1, 0: 0}[length]))
        assert read_query(page).get("in", [""]) == [day[:length]]
    assert read_query(page) == {"party": ["RUS"]}


def test_bars_tell_what_they_stand_for(watch, site):
    page = watch.open(f"{site}/en/timeline")
    bar = page.locator("svg.tracks a").last
    total = sum(int(word) for word in bar.get_attribute("aria-label").split() if word.isdigit() and len(word) < 4)
    follow(bar)
    assert page.locator(".line").count() == total


def test_every_choice_of_the_form_stands_in_the_address_and_comes_back(watch, site):
    page = watch.open(f"{site}/en/timeline?in=2022")
    page.locator("input[name=party]").fill("RUS")
    page.locator("select[name=track]").select_option("words")
    page.locator("select[name=outlet]").select_option(index=1)
    page.locator("summary", has_text="How sure").click()
    page.locator("input[name=status][value=claimed]").check()
    follow(page.locator("form.filters button"))
    asked = read_query(page)
    assert asked.keys() == {"in", "party", "track", "outlet", "status"}
    shown = page.locator(".gist").all_inner_texts()
    again = watch.open(page.url)
    assert again.locator(".gist").all_inner_texts() == shown
    assert again.locator("input[name=party]").input_value() == "RUS"
    assert again.locator("select[name=track]").input_value() == "words"
    assert again.locator("input[name=status][value=claimed]").is_checked()
    assert again.locator(".line.acts").count() == 0
    follow(again.locator("form.filters a"))
    assert read_query(again) == {}


def test_what_makes_no_sense_is_told(watch, site):
    page = watch.open(f"{site}/en/timeline")
    page.locator("input[name=party]").fill("no such party!")
    with page.expect_response(lambda answer: "/timeline" in answer.url) as answer:
        page.locator("form.filters button").click()
    assert answer.value.status == 400
    assert page.locator("main").inner_text().strip()
    assert [one for one in watch.hear_out("status of 400") if "status of 400" not in one] == []


def test_a_cell_of_the_matrix_leads_to_its_pair(watch, site):
    page = watch.open(f"{site}/en/matrix")
    cell = page.locator(".matrix td a").first
    count = int(cell.inner_text())
    follow(cell)
    assert read_query(page).keys() == {"actor", "target"}
    assert page.locator(".line").count() == count
