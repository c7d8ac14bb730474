"""Search: as people write Arabic, by phrases, narrowed, with what was found marked as it is printed."""

import pytest

from .watching import follow


def search(page, words):
    page.locator("#q").fill(words)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    return page.locator(".hits mark").all_inner_texts()


def test_spellings_are_one(watch, site):
    """Without hamza, with vowels, with a stretched letter: the same sentences, marked as they are printed."""
    page = watch.open(f"{site}/ar/search")
    for printed, *spellings in (("أوكرانيا", "اوكرانيا", "أُوكْرانِيا", "أوكـــرانيا"), ("الذرية", "الذريه", "الذَّرّيّة")):
        found = search(page, printed)
        assert any(printed in words for words in found)
        for spelling in spellings:
            assert search(page, spelling) == found, spelling


def test_a_phrase_is_narrower_than_its_words(watch, site):
    page = watch.open(f"{site}/ar/search")
    search(page, "الردع قوات")
    words = page.locator(".hits li").count()
    search(page, '"قوات الردع"')
    phrase = page.locator(".hits li").count()
    search(page, '"الردع قوات"')
    assert 0 == page.locator(".hits li").count() < phrase <= words


@pytest.mark.parametrize("language", ["ar", "en"])
def test_a_facet_narrows_and_is_taken_off(watch, site, language):
    page = watch.open(f"{site}/{language}/search?q=%D8%B1%D9%88%D8%B3%D9%8A%D8%A7")
    before = page.locator(".hits li").count()
    facet = page.locator(".facets a").first
    follow(facet)
    assert "&" in page.url
    assert 0 < page.locator(".hits li").count() <= before
    assert page.locator(".facets a[aria-current]").count() == 1
    follow(page.locator(".facets li a").first)
    assert page.locator(".hits li").count() == before


def test_what_was_found_is_shown_in_the_article(watch, site):
    page = watch.open(f"{site}/ar/search")
    words = search(page, "روسيا")[0]
    follow(page.locator(".hits a").first)
    assert words in " ".join(page.locator(".found").all_inner_texts())


def test_nothing_found_is_told(watch, site):
    page = watch.open(f"{site}/en/search")
    assert search(page, "زقزقةالعصافير") == []
    assert page.locator("[role=status]").inner_text()
