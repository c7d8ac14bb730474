"""Every page in both languages: whole, escaped, linked, without anything inline that a browser would run."""

import re
from html import unescape
from html.parser import HTMLParser

import pytest

from marsad.app.watching import find_state
from marsad.app.web.server import PAGES
from marsad.brief.language import Language
from marsad.fetch import Refusal
from marsad.ledger import Ledger
from marsad.watch import Kind, Place, State

from .made import HARM, HARMFUL_URL

SAYS = "the host answers with status 503"
VOID = {"meta", "link", "input", "img", "br", "rect", "line"}


class Page(HTMLParser):
    """What a page holds: its elements, all addresses, and whether every element is closed."""

    def __init__(self, text):
        super().__init__()
        self.open, self.elements, self.ids = [], [], []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))
        self.ids += [value for name, value in attrs if name == "id"]
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        assert self.open, tag
        assert self.open.pop() == tag

    def list_links(self):
        return [fields["href"] for tag, fields in self.elements if tag == "a" and fields.get("href")]


def bare(text):
    return re.sub("[\u2066-\u2069]|</?span[^>]*>", "", text)


def list_addresses(path):
    with Ledger.open(path, readonly=True) as ledger:
        article = ledger.arrivals()[0].article
        signal = next(ledger.entries("signal")).record
        episode = ledger.episode(signal.id)
    named = {"episode": episode.id, "article": article.id, "record": signal.id, "story": article.story}
    named |= {"treaty": "new-start", "arsenal": "RUS", "exercise": "steadfast-noon"}
    queries = {"/speaker": "?party=NRD", "/outlet": "?name=" + "منبر الجبل", "/search": "?q=" + "الحدود"}
    for pattern, _ in PAGES:
        kind = pattern.split("/")[1]
        yield pattern.replace("{id}", named.get(kind, "")) + queries.get(pattern, "")
    yield from (
        "/review",
        "/reviews",
        "/login",
        "/timeline?in=2031-03",
        "/timeline?level=2",
        "/search",
        "/?day=2031-03-02",
    )


@pytest.mark.parametrize("language", Language)
def test_every_page_is_whole_in_its_language_and_runs_nothing(browse, path, language):
    for address in list_addresses(path):
        shown = browse.get(f"/{language.value}{address}")
        assert shown.status_code == 200, address
        page = Page(shown.text)
        assert page.open == [], address
        assert len(page.ids) == len(set(page.ids)), address
        assert page.elements[0] == ("html", {"lang": language.value, "dir": language.direction})
        assert [tag for tag, _ in page.elements].count("h1") == 1, address
        for tag, fields in page.elements:
            assert not [name for name in fields if name.startswith("on") or name == "style"], address
            assert tag != "style"
            assert tag != "script" or fields == {"src": "/static/site.js"}
            assert tag not in ("img", "link") or not (fields.get("src") or fields.get("href")).startswith("http")


@pytest.mark.parametrize("language", Language)
def test_every_link_of_the_site_leads_somewhere(browse, language):
    waiting, seen = [f"/{language.value}/"], {}
    while waiting and len(seen) < 400:
        address = waiting.pop()
        answer = browse.get(address)
        seen[address] = answer.status_code
        if "text/html" not in answer.headers["content-type"]:
            continue
        links = [link.partition("#")[0] for link in Page(answer.text).list_links()]
        here = address.partition("?")[0]
        links = [here + link if link.startswith("?") else link for link in links]
        waiting += [link for link in links if link.startswith(f"/{language.value}/") and link not in seen]
        waiting = list(dict.fromkeys(waiting))
    assert {address: status for address, status in seen.items() if status != 200} == {}
    assert len(seen) > 40


def test_what_a_page_says_is_text_wherever_it_stands(browse, path):
    with Ledger.open(path, readonly=True) as ledger:
        head = next(one.article for one in ledger.arrivals() if one.article.title == HARM)
        signal = next(ledger.entries("signal", article=head.id)).record
    addresses = (
        "/", f"/article/{head.id}", f"/episode/{signal.id}", f"/story/{head.id}", "/outlets", "/timeline", "/speakers",
        "/speaker?person=" + re.sub("[#&+%]", "", HARM), "/search?q=" + "الحدود", "/stories",
        f"/review?record={signal.id}",
    )  # fmt: skip
    told = 0
    for address in addresses:
        text = browse.get(f"/en{address}").text
        assert "<script>alert" not in text
        assert "<img src=x" not in text
        assert 'href="javascript' not in text.lower()
        told += unescape(text).count(HARM)
    assert told > 8
    article = browse.get(f"/en/article/{head.id}").text
    assert HARMFUL_URL in article
    assert "{{7*7}}" in article
    assert "49" not in re.findall(r"\{\{.*?\}\}|\b49\b", article)


def test_a_query_is_told_back_as_text(browse):
    for query in (HARM, '" OR 1=1 --', "NEAR(a b)", "a* AND NOT b", '"', "'; DROP TABLE record; --", "\x00", "a" * 300):
        shown = browse.get("/en/search", params={"q": query})
        assert shown.status_code == 200, query
        assert "<script>alert" not in shown.text
        assert "<img src=x" not in shown.text
    assert browse.get("/en/search", params={"q": "a" * 301}).status_code == 400


def test_search_marks_what_it_found_and_narrows(browse):
    shown = browse.get("/en/search", params={"q": '"على الحدود"'})
    assert re.search("<mark>على الحدود</mark>", shown.text)
    whole = int(re.search(r"Sentences: (\d+)", shown.text)[1])
    narrowed = browse.get("/en/search", params={"q": '"على الحدود"', "outlet": "منبر الجبل"})
    assert int(re.search(r"Sentences: (\d+)", narrowed.text)[1]) == 1 < whole


def test_the_text_of_an_article_is_shown_to_the_letter(browse, path):
    with Ledger.open(path, readonly=True) as ledger:
        head = ledger.arrivals()[0].article
        article = ledger.article(head.id)
    text = browse.get(f"/ar/article/{head.id}").text
    parts = re.findall(r'<p class="part[^>]*>(.*?)</p>', text, re.DOTALL)
    shown = [unescape(re.sub("<[^>]+>", "", part)) for part in parts]
    wanted = [article.text[block.start : block.end] for block in article.blocks]
    assert article.title not in wanted  # which would stand above the text only
    assert sorted(shown) == sorted(wanted)
    for record in re.findall(r'data-record="([^"]+)"', text):
        assert f'id="c-{record}"' in text


def test_filters_stand_in_the_address(browse):
    def count(query):
        return browse.get(f"/en/timeline{query}").text.count('class="line ')

    assert count("") == count("?in=2031") == count("?party=NRD") > 1
    assert count("?in=2030") == count("?actor=SUD") == count("?level=9") == count("?status=confirmed&type=talks") == 0
    assert 0 < count("?track=acts") < count("")
    assert count("?type=warning&type=deployment") == count("")
    assert count("?modality=conditional") + count("?modality=actual") == count("")
    assert count("?outlet=" + "منبر الجبل") > 0


@pytest.mark.parametrize(
    "query",
    ["in=2031-13", "in=x", "since=2031-02-30", "type=nothing", "level=99", "level=x", "page=0", "page=-1", "party=a'b",
     "in=٢٠٣١", "page=99999999999999999999"],
)  # fmt: skip
def test_senseless_addresses_are_refused_in_words(browse, query):
    shown = browse.get(f"/ar/timeline?{query}")
    assert shown.status_code == 400
    assert 'class="problem"' in shown.text


@pytest.mark.parametrize(
    "address", ["/ar/nothing", "/ar/episode/e", "/ar/article/a%27--", "/ar/record/%00", "/ar/story/x"]
)
def test_what_is_not_there_is_missing(browse, address):
    shown = browse.get(address)
    assert shown.status_code == 404
    assert 'dir="rtl"' in shown.text


def test_the_first_page_is_in_the_language_of_the_browser(browse):
    def go(languages):
        return browse.get("/", headers={"accept-language": languages}, follow_redirects=False).headers["location"]

    assert go("en-GB,en;q=0.9,ar;q=0.1") == "/en/"
    assert go("ar-LB,ar") == go("fr") == "/ar/"


def test_a_ledger_that_is_gone_is_told_of(browse, path):
    path.unlink()
    shown = browse.get("/en/")
    assert shown.status_code == 503
    assert "cannot be read" in shown.text


def test_an_error_of_ours_tells_no_secrets(browse, monkeypatch, capsys):
    def fail(*_, **__):
        raise ZeroDivisionError("secret")

    monkeypatch.setattr(Ledger, "outlets", fail)
    shown = browse.get("/en/outlets")
    assert shown.status_code == 500
    assert "secret" not in shown.text
    assert "ZeroDivisionError: secret" in capsys.readouterr().err


def test_flags_and_reasons_on_the_page_of_outlets_are_told_in_its_language(browse, path, clock):
    place, refusal = Place(url="https://p.example/feed", outlet="p", kind=Kind.FEED), Refusal("server_error", SAYS)
    with State.open(find_state(path)) as state:
        state.follow([place])
        for at in range(3):
            state.note_failure(place, refusal, clock().timestamp() - 60 + at, 0.0)
        state.note_kept("p", clock().timestamp() - 60, 2_000, 1_000)
    with Ledger.open(path) as ledger:
        ledger.set_aside("broken.html", None, "too_large", "more than 5 bytes", "2031-03-01T08:00:00+00:00")
    english, arabic = (bare(browse.get(f"/{language}/outlets").text) for language in ("en", "ar"))
    assert f"failing: 3 looks in a row failed: {SAYS}" in english
    assert "over budget: more than the 1,000 bytes" in english
    assert "<dt>too large</dt>" in english
    assert "متعطل" in arabic
    assert "أجاب المضيف بالرمز 503" in arabic
    assert "فوق حصته" in arabic
    assert "<dt>أكبر من الحد</dt>" in arabic
    assert not re.search("failing|looks in a row|bytes|too_large", arabic)
