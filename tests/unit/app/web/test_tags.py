"""A browser that has a page already is told so, as long as ledger, visitor, language and hour are the same."""

import pytest

from marsad.ledger import Ledger
from marsad.model import Capture
from marsad.pipeline import read_capture

from .conftest import find_csrf, log_in

WEATHER = "كان الطقس في المدينة معتدلا اليوم وستهطل الأمطار غدا. " * 3
PAGES = ("/", "/timeline", "/matrix", "/map", "/speakers", "/talks", "/posture", "/treaties", "/search?q=x")


def ask(browser, address, tag=None):
    return browser.get(address, headers={"if-none-match": tag} if tag else {})


def find_tag(browser, address):
    """Return a page's tag once all that is dear to find out is known."""
    ask(browser, address)
    return ask(browser, address).headers["etag"]


@pytest.mark.parametrize("page", PAGES)
def test_a_page_that_is_known_is_not_sent_again(browse, page):
    tag = find_tag(browse, f"/en{page}")
    again = ask(browse, f"/en{page}", tag)
    assert (again.status_code, again.content) == (304, b"")
    for answer in (again, ask(browse, f"/en{page}")):
        assert answer.headers["etag"] == tag
        assert answer.headers["cache-control"] == "private, no-cache"
        assert "Cookie" in answer.headers["vary"]
        assert "content-security-policy" in answer.headers


def test_another_page_language_or_choice_has_another_tag(browse):
    addresses = ("/en/timeline", "/ar/timeline", "/en/timeline?type=threat", "/en/timeline?type=warning", "/en/matrix")
    for address in addresses:
        ask(browse, address)
    tags = {address: ask(browse, address).headers["etag"] for address in addresses}
    assert len({*tags.values()}) == len(addresses)
    assert ask(browse, "/ar/timeline", tags["/en/timeline"]).status_code == 200


def test_after_a_change_of_the_ledger_a_page_is_sent_again(browse, path):
    tag = find_tag(browse, "/en/timeline")
    with Ledger.open(path) as ledger:
        ledger.add(
            read_capture(Capture(origin="new", body=WEATHER.encode(), media="text")),
            run="again",
            at="2031-03-05T11:00:00+00:00",
        )
    assert ask(browse, "/en/timeline", tag).status_code == 200


def test_after_an_hour_a_page_is_sent_again_since_what_is_new_may_be_old(browse, clock):
    tag = find_tag(browse, "/en/")
    assert ask(browse, "/en/", tag).status_code == 304
    clock.go(hours=1)
    assert ask(browse, "/en/", tag).status_code == 200


def test_once_something_was_found_out_anew_a_page_is_sent_again(browse):
    tag = ask(browse, "/en/posture").headers["etag"]  # found out for this very answer
    assert ask(browse, "/en/posture", tag).status_code == 200


def test_two_who_log_in_share_no_page(guarded):
    log_in(guarded, "reader")
    tag = find_tag(guarded, "/en/timeline")
    assert ask(guarded, "/en/timeline", tag).status_code == 304
    csrf = find_csrf(guarded.get("/en/timeline"))
    guarded.post("/en/logout", data={"csrf": csrf})
    assert ask(guarded, "/en/timeline", tag).status_code == 303
    log_in(guarded, "admin")
    other = ask(guarded, "/en/timeline", tag)
    assert other.status_code == 200
    assert other.headers["etag"] != tag


def test_what_can_be_sent_or_hangs_on_other_files_has_no_tag(browse):
    for page in ("/review", "/reviews", "/saved", "/alerts", "/audit", "/timeline/save", "/outlets", "/episode/e0"):
        assert "etag" not in browse.get(f"/en{page}").headers, page
