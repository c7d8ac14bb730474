"""Every page in both languages: whole, within the window at any width, without fault for a checker."""

import pytest
from starlette.routing import Match

from bench.screens import list_pages
from marsad.app.web.server import make_app
from marsad.app.web.site import Site

from .watching import FILES, NARROW, PHONE, WIDE, Checker, find_overflow, resize

LANGUAGES = {"ar": "rtl", "en": "ltr"}


def match_route(routes, path):
    """Return the path of the route that answers a request to see a page."""
    scope = {"type": "http", "method": "GET", "path": path}
    return next(route.path for route in routes if route.matches(scope)[0] is Match.FULL)


def list_kinds(path):
    """Return one page of each kind, and the empty ones: months and days have nothing that years have not."""
    pages, routes = list_pages(path), make_app(Site(ledger=path))._app.routes
    kinds = {match_route(routes, f"/en{page.partition('?')[0]}"): name for name, page in reversed(pages.items())}
    return {name: pages[name] for name in (*kinds.values(), "timeline-none", "missing")}


def test_no_page_is_forgotten(path):
    """What is looked at here and pictured by `bench.screens` is all that the site has."""
    routes = make_app(Site(ledger=path))._app.routes
    pages = {route.path for route in routes if route.path.startswith("/en/") and "GET" in route.methods}
    pages -= {page for page in pages if page.endswith(FILES)}
    seen = {match_route(routes, f"/en{page.partition('?')[0]}") for page in list_pages(path).values()}
    assert pages - seen == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_are_whole_and_fit_the_window(watch, site, path, language):
    page = watch.open(f"{site}/{language}/")
    for name, where in list_pages(path).items():
        answer = page.goto(f"{site}/{language}{where}")
        assert (answer.status, name == "missing") in ((200, False), (404, True)), name
        root = page.locator("html")
        assert (root.get_attribute("lang"), root.get_attribute("dir")) == (language, LANGUAGES[language])
        assert page.locator("h1").count() == 1, name
        assert page.locator("main").inner_text().strip(), name
        for width in (WIDE, PHONE, NARROW):
            resize(page, width)
            assert find_overflow(page) == [], (name, width)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", [WIDE, PHONE])
def test_the_checker_finds_nothing(watch, site, path, language, width):
    """By all rules in light; the dark colours, the same at any width, by those of contrast: nothing else changes."""
    page, checker, found = watch.open(f"{site}/{language}/", width), Checker(), {}
    for name, where in list_kinds(path).items():
        page.emulate_media(color_scheme="light")
        page.goto(f"{site}/{language}{where}")
        checker.load(page)
        found[name] = checker.check(page)
        if width == WIDE:
            page.emulate_media(color_scheme="dark")
            found[name] += checker.check(page, checker.COLOURS)
    problems = [f"{name}: {problem}" for name, some in found.items() for problem in some]
    assert not problems, "\n".join(problems)
