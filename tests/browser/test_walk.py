"""From page to page as a reader goes: by what can be clicked, in both languages, with and without scripts."""

import re
from urllib.parse import quote, urlsplit

import pytest
from starlette.routing import Match

from marsad.app.web.server import make_app
from marsad.app.web.site import Site

from .watching import FILES, PHONE, follow

LANGUAGES = ("ar", "en")
UNLINKED = {"/login"}  # asked for only where somebody must log in
FILE_TYPES = ("application/atom+xml", "text/calendar")
REDIRECTING = {"/record/{id}"}  # leads on to an article


def list_routes(path, language):
    routes = [one for one in make_app(Site(ledger=path))._app.routes if one.path.startswith(f"/{language}/")]
    return [route for route in routes if "GET" in route.methods]


def find_route(routes, href, language):
    """Return the path of the page that a link leads to, None where it leads out of the pages of a language."""
    scope = {"type": "http", "method": "GET", "path": urlsplit(href).path}
    found = next((route for route in routes if route.matches(scope)[0] is Match.FULL), None)
    return found.path.removeprefix(f"/{language}") if found else None


def find_new(page, routes, language, seen):
    """Return the links of a page by what kind of page not seen yet they lead to."""
    hrefs = page.eval_on_selector_all("a[href]", "links => links.map(link => link.getAttribute('href'))")
    new = {}
    for href in hrefs:
        kind = find_route(routes, href, language) if href.startswith("/") else None
        if kind and kind not in seen:
            new.setdefault(kind, href)
    return new


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_is_reached_by_clicking(watch, site, path, language):
    page = watch.open(f"{site}/{language}/")
    routes, reached = list_routes(path, language), {"/"}
    waiting = [f"{site}/{language}/", f"{site}/{language}/search?q={quote('روسيا')}"]  # what is written leads here
    wanted = {route.path.removeprefix(f"/{language}") for route in routes} - UNLINKED - REDIRECTING
    while waiting and wanted - reached:
        start = waiting.pop(0)
        page.goto(start)
        for kind, href in find_new(page, routes, language, reached).items():
            reached.add(kind)
            if kind.endswith(FILES):
                assert page.request.get(f"{site}{href}").headers["content-type"].split(";")[0] in FILE_TYPES, kind
                continue
            page.goto(start)
            link = page.locator(f'a[href="{href}"]').first
            link.evaluate("one => { const room = one.closest('details'); if (room) room.open = true; }")
            with page.expect_navigation():
                link.click()
            assert page.locator("h1").count() == 1, kind
            assert page.locator("html").get_attribute("lang") == language
            waiting.append(page.url)
    assert wanted - reached == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_navigation_says_where_one_is(watch, site, language):
    page = watch.open(f"{site}/{language}/")
    count = page.locator("nav.pages a").count()
    assert count >= 8
    for at in range(count):
        link = page.locator("nav.pages a").nth(at)
        name = link.inner_text()
        follow(link)
        assert page.locator("nav.pages a[aria-current=page]").inner_text() == name
        assert name in page.title() or at == 0


def test_the_other_language_shows_the_same_page(watch, site):
    page = watch.open(f"{site}/ar/timeline?in=2022&track=words")
    follow(page.locator("a.switch"))
    assert page.url == f"{site}/en/timeline?in=2022&track=words"
    assert page.locator("html").get_attribute("dir") == "ltr"
    follow(page.locator("a.switch"))
    assert page.url == f"{site}/ar/timeline?in=2022&track=words"


@pytest.mark.parametrize(("wanted", "given"), [("en-GB,en;q=0.9", "en"), ("ar-EG", "ar"), ("fr-FR,fr", "ar")])
def test_the_first_page_is_in_the_language_of_the_browser(watch, site, wanted, given):
    page = watch.open(f"{site}/", extra_http_headers={"accept-language": wanted})
    assert page.url == f"{site}/{given}/"


def test_the_dark_switch_is_kept(watch, site):
    page = watch.open(f"{site}/en/")
    paper = "getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(paper)
    page.locator("[data-theme-switch]").click()
    dark = page.evaluate(paper)
    assert dark != light
    follow(page.locator("nav.pages a").nth(1))
    assert page.evaluate(paper) == dark
    page.locator("[data-theme-switch]").click()
    assert page.evaluate(paper) == light


def test_all_can_be_read_and_filtered_without_scripts(watch, site):
    page = watch.open(f"{site}/en/timeline", java_script_enabled=False)
    page.locator("summary", has_text="Type").click()
    page.locator("input[name=type][value=threat]").check()
    follow(page.locator("form.filters button"))
    assert "type=threat" in page.url
    gists = page.locator(".gist").all_inner_texts()
    assert gists
    assert [gist for gist in gists if not gist.startswith("Threat")] == []
    follow(page.locator(".gist a").first)
    assert re.search(r"/en/episode/e\w+$", page.url)
    follow(page.locator(".account h3 a").first)
    assert page.locator(".text .part").count() > 0


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_phone_has_a_menu_that_needs_no_script_and_opens_by_key(watch, site, language):
    page = watch.open(f"{site}/{language}/", width=PHONE, java_script_enabled=False)
    menu, links = page.locator(".menu > summary"), page.locator("nav.pages a")
    assert links.filter(visible=True).count() == 0
    menu.press("Enter")
    assert links.filter(visible=True).count() == links.count() >= 8
    assert page.locator("h1").bounding_box()["y"] < links.last.bounding_box()["y"]  # it lies over the page
    starts = [link.bounding_box()["x"] for link in links.all()[:2]]
    assert (starts[0] > starts[1]) is (language == "ar")
    follow(links.nth(1))
    assert page.url == f"{site}/{language}/timeline"
    assert page.locator("nav.pages a").filter(visible=True).count() == 0


@pytest.mark.parametrize("language", LANGUAGES)
def test_paper_has_the_text_and_not_the_tools(watch, site, language):
    page = watch.open(f"{site}/{language}/timeline", scheme="dark")
    page.emulate_media(media="print")
    assert page.locator(".gist").first.is_visible()
    for tool in ("nav.pages", ".tools", "form.filters", ".folded > summary", ".subscribe", ".pager"):
        assert page.locator(tool).filter(visible=True).count() == 0, tool
    ink, paper = (page.evaluate(f"getComputedStyle(document.body).{what}") for what in ("color", "backgroundColor"))
    assert paper == "rgb(255, 255, 255)"
    assert sum(map(int, re.findall(r"\d+", ink)[:3])) < 250  # dark on white also for who reads light on dark
    assert page.pdf(format="A4").startswith(b"%PDF")
