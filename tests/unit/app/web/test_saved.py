"""Saved searches and what can be subscribed to: whose they are, what they find, who may read them and how."""

import re
from html import unescape

import pytest
from lxml import etree
from starlette.testclient import TestClient

from marsad.app import saved
from marsad.app.saved import FullError, SavedFile, TakenError, find_saved
from marsad.app.tokens import ARTICLES, RECORDS, TokenFile, find_tokens
from marsad.app.web.pages.saved import describe_query
from marsad.app.web.words import Words
from marsad.brief.language import Language

from .conftest import find_csrf, log_in
from .made import HARM

ATOM = "{http://www.w3.org/2005/Atom}"
HERE = {"follow_redirects": False}


def save(browser, name, page="timeline", query="party=NRD", /, **fields):
    form = browser.get(f"/en/{page}/save?{query}")
    kept = unescape(re.search(r'name="query" value="([^"]*)"', form.text)[1])
    sent = {"csrf": find_csrf(form), "query": kept, "name": name} | fields
    return browser.post(f"/en/{page}/save", data=sent, **HERE)


def change(browser, do, id_, **fields):
    csrf = find_csrf(browser.get("/en/timeline/save"))
    return browser.post("/en/saved", data={"csrf": csrf, "do": do, "id": id_} | fields, **HERE)


def list_saved(path, person="local"):
    return SavedFile(find_saved(path)).list_of(person)


def read_feed(answer):
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("application/atom+xml")
    return etree.fromstring(answer.content)


def list_titles(feed):
    return [entry.findtext(f"{ATOM}title") for entry in feed.iter(f"{ATOM}entry")]


def test_a_search_is_saved_opened_renamed_and_deleted(browse, path):
    for page, query in (("timeline", "party=NRD&type=warning&in=2031-03"), ("search", "q=%22كوريا%22&year=2031")):
        assert query.split("&")[1] in browse.get(f"/en/{page}?{query}").text  # the page leads to where it is saved
        assert save(browse, f"my {page}", page, query).headers["location"] == "/en/saved"
    shown = browse.get("/en/saved").text
    links = [unescape(link) for link in re.findall(r'<h2><a href="([^"]+)"', shown)]
    assert links == [
        "/en/search?q=%22%D9%83%D9%88%D8%B1%D9%8A%D8%A7%22&year=2031",
        "/en/timeline?party=NRD&type=warning&in=2031-03",
    ]
    assert [browse.get(link).status_code for link in links] == [200, 200]
    first, second = list_saved(path)
    assert change(browse, "rename", first.id, name="ours").status_code == 303
    assert [one.name for one in list_saved(path)] == ["my timeline", "ours"]
    assert change(browse, "delete", second.id).status_code == 303
    assert [one.id for one in list_saved(path)] == [first.id]


def test_what_is_saved_is_told_in_words():
    english, arabic = Words(Language.ENGLISH), Words(Language.ARABIC)
    query = "party=EGY&party=usa&type=threat&level=2&in=2031-03&outlet=A%26B&other=1"
    told = list(describe_query(english, query))
    assert told[0].endswith("Egypt, United States")
    assert "March 2031" in told[3]
    assert told[4].endswith("A&B")
    assert told[5] == "other: 1"
    assert "مصر" in next(describe_query(arabic, query))
    assert list(describe_query(english, "")) == []


@pytest.mark.parametrize(
    ("page", "query", "fields", "status"),
    [("timeline", "party=NRD", {"query": "type=nothing"}, 400), ("timeline", "party=NRD", {"query": "in=x"}, 400),
     ("timeline", "party=NRD", {"query": "party=N'D"}, 400), ("timeline", "party=NRD", {"name": " \n"}, 400),
     ("timeline", "party=NRD", {"name": "n" * 101}, 400), ("timeline", "", {"query": "party=" + "A" * 3000}, 400),
     ("search", "q=x", {"query": "year=2031"}, 400), ("search", "q=x", {"query": "q=" + "a" * 400}, 400),
     ("timeline", "", {"query": "&".join(["party=A"] * 201)}, 400), ("timeline", "", {"query": "party=كوريا"}, 400),
     ("timeline", "", {"csrf": ""}, 403)],
)  # fmt: skip
def test_senseless_searches_are_refused(browse, path, page, query, fields, status):
    assert save(browse, fields.pop("name", "mine"), page, query, **fields).status_code == status
    assert list_saved(path) == ()


def test_pages_that_cannot_be_saved(browse):
    assert browse.get("/en/outlets/save").status_code == 404
    assert browse.get("/en/search/save").status_code == 400
    assert browse.get("/en/timeline/save?type=nothing").status_code == 400
    assert change(browse, "nothing", "q0").status_code == 400
    assert change(browse, "delete", "q0").status_code == 404


def test_a_name_is_taken_once_and_there_is_an_end(browse, path, monkeypatch):
    assert save(browse, "mine").status_code == 303
    assert save(browse, "mine", "timeline", "party=SUD").status_code == 409
    save(browse, "other")
    assert change(browse, "rename", list_saved(path)[0].id, name="other").status_code == 409
    monkeypatch.setattr(saved, "MOST", 2)
    assert save(browse, "third").status_code == 409
    assert [one.name for one in list_saved(path)] == ["mine", "other"]


def test_the_file_by_itself(path):
    file = SavedFile(find_saved(path))
    one = file.add("a", "n", "timeline", "", "2031")
    assert file.add("b", "n", "timeline", "", "2031").id != one.id
    with pytest.raises(TakenError):
        file.add("a", "n", "search", "", "2031")
    assert not file.remove("b", one.id)
    assert not file.rename("b", one.id, "x")
    assert file.find(one.id) == one
    assert issubclass(FullError, Exception)
    assert find_saved(path).stat().st_mode & 0o077 == 0


def test_everybody_has_their_own(guarded, path):
    other = TestClient(guarded.app, base_url="https://observatory.example", follow_redirects=False)
    log_in(guarded, "reader")
    log_in(other, "admin")
    assert save(guarded, "mine").status_code == 303
    (mine,) = list_saved(path, "reader")
    assert "mine" not in other.get("/en/saved").text
    assert other.get(f"/en/saved/{mine.id}.atom").status_code == 404
    assert change(other, "delete", mine.id).status_code == 404
    assert change(other, "rename", mine.id, name="theirs").status_code == 404
    assert list_saved(path, "reader") == (mine,)
    assert guarded.get(f"/en/saved/{mine.id}.atom").status_code == 200


def test_feeds_hold_what_their_pages_hold(browse):
    every = list_titles(read_feed(browse.get("/en/timeline.atom")))
    assert len(every) > 1
    warnings = list_titles(read_feed(browse.get("/en/timeline.atom?type=warning")))
    assert warnings == [title for title in every if title.startswith("warning")]
    assert list_titles(read_feed(browse.get("/en/timeline.atom?party=USA"))) == []
    assert list_titles(read_feed(browse.get("/en/timeline.atom?level=9"))) == []
    found = read_feed(browse.get("/ar/search.atom", params={"q": "الحدود", "outlet": "منبر الجبل"}))
    entries = list(found.iter(f"{ATOM}entry"))
    assert [entry.findtext(f"{ATOM}author/{ATOM}name") for entry in entries] == ["منبر الجبل"] * len(entries)
    links = {link.get("rel"): link.get("href") for link in entries[0].iter(f"{ATOM}link")}
    assert links["via"] == "https://jabal.example/1"
    assert browse.get(links["alternate"]).status_code == 200
    assert browse.get("/en/search.atom?q=%22").status_code == 200
    assert browse.get("/en/search.atom").status_code == 400
    assert browse.get("/en/timeline.atom?type=x").status_code == 400
    assert browse.get("/en/search.atom?q=x&type=x&track=y&level=z&in=soon").status_code == 200


def test_a_saved_search_is_a_feed_under_its_name(browse, path):
    save(browse, "my <warnings>", "timeline", "type=warning&status=claimed")
    save(browse, "words", "search", "q=الحدود")
    warnings, words = list_saved(path)
    feed = read_feed(browse.get(f"/en/saved/{warnings.id}.atom"))
    assert "my <warnings>" in feed.findtext(f"{ATOM}title")
    assert list_titles(feed) == list_titles(read_feed(browse.get("/en/timeline.atom?type=warning&status=claimed")))
    links = {link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")}
    assert links["self"] == f"http://localhost/en/saved/{warnings.id}.atom"
    assert links["alternate"] == "http://localhost/en/timeline?type=warning&status=claimed"
    assert list_titles(read_feed(browse.get(f"/en/saved/{words.id}.atom")))
    assert browse.get("/en/saved/q0.atom").status_code == 404


def test_pages_name_their_feeds(browse):
    named = 'rel="alternate" type="application/atom+xml" href="{}"'
    assert (
        named.format("/en/timeline.atom?party=NRD&amp;type=warning")
        in browse.get("/en/timeline?party=NRD&type=warning&page=1").text
    )
    assert named.format("/ar/search.atom?q=x") in browse.get("/ar/search?q=x").text
    assert "application/atom+xml" not in browse.get("/ar/search").text


def test_a_feed_that_has_not_changed_is_not_sent_again(browse):
    first = browse.get("/en/timeline.atom")
    tag = first.headers["etag"]
    again = browse.get("/en/timeline.atom", headers={"if-none-match": f"W/{tag}"})
    assert (again.status_code, again.content) == (304, b"")


def test_what_pages_hold_is_text_in_feeds(browse):
    body = browse.get("/en/search.atom?q=الحدود").text
    assert HARM not in body
    feed = etree.fromstring(body.encode())
    assert any(HARM[:20] in "".join(entry.itertext()) for entry in feed.iter(f"{ATOM}entry"))
    assert [link for link in feed.iter(f"{ATOM}link") if not link.get("href").startswith("http")] == []


def test_talks_and_exercises_are_a_calendar(browse):
    answer = browse.get("/en/calendar.ics?party=NRD&since=2031")
    assert answer.headers["content-type"].startswith("text/calendar")
    assert answer.text.startswith("BEGIN:VCALENDAR\r\n")
    assert answer.text == browse.get("/ar/calendar.ics").text
    assert browse.get("/en/calendar.ics?type=warning").status_code == 400


def test_a_reader_of_feeds_brings_a_token(guarded, path):
    tokens = TokenFile(find_tokens(path))
    now = 1_930_000_000.0
    secret, other = tokens.add("feeds", [RECORDS], now, 365), tokens.add("texts", [ARTICLES], now, 365)
    address = "/en/timeline.atom"
    refused = guarded.get(address)
    assert (refused.status_code, refused.headers["www-authenticate"][:5]) == (401, "Basic")
    assert guarded.get(address, headers={"accept": "text/html,*/*"}).headers["location"].startswith("/en/login?next=")
    assert guarded.get(address, headers={"authorization": f"Bearer {secret}"}).status_code == 200
    assert guarded.get(address, auth=("any", secret)).status_code == 200
    assert guarded.get(address, auth=("any", "marsad_wrong")).status_code == 401
    assert guarded.get(address, auth=("any", other)).status_code == 403
    log_in(guarded, "reader")
    save(guarded, "mine")
    guarded.cookies.clear()
    (mine,) = list_saved(path, "reader")
    assert guarded.get(f"/en/saved/{mine.id}.atom", auth=("any", secret)).status_code == 200
    assert "set-cookie" not in guarded.get(address, auth=("any", secret)).headers


@pytest.mark.parametrize("address", ["/en/", "/en/saved", "/en/timeline/save", "/en/article/a0", "/en/review"])
def test_a_token_opens_feeds_and_no_page(guarded, path, address):
    secret = TokenFile(find_tokens(path)).add("feeds", [RECORDS], 1_930_000_000.0, 365)
    assert guarded.get(address, auth=("any", secret)).headers["location"].startswith("/en/login")
    sent = guarded.post("/en/saved", auth=("any", secret), data={"do": "delete", "id": "q0", "csrf": ""})
    assert sent.headers["location"].startswith("/en/login")
