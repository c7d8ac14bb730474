"""What attackers send into every address and form: it is text, or refused; it never runs, breaks out, or breaks in."""

import re
from html.parser import HTMLParser
from urllib.parse import quote

import pytest
from starlette.testclient import TestClient

from marsad.app.web.server import FEEDS, FORMS, PAGES, make_app
from marsad.app.web.site import Site
from marsad.ledger import Ledger

from .conftest import find_csrf, log_in
from .made import HARM

PARAMS = (
    "q", "in", "since", "until", "track", "level", "type", "status", "modality", "party", "actor", "target", "outlet",
    "page", "year", "name", "person", "day", "found", "record", "skip", "disputed", "done", "id", "by", "sent", "on",
)  # fmt: skip
EVIL = {
    "markup": HARM,
    "attribute": "\" autofocus onfocus=alert(1) x=\"' onmouseover='alert(1)",
    "sql": "x' OR '1'='1' UNION SELECT json FROM review; DROP TABLE review; --",
    "fts": 'NEAR(a b) AND passage MATCH "a* OR col:b ^c {d} "',
    "template": "{{7*7}} ${7*7} {% raw %} %(a)s {0.__class__} %s",
    "header": "x\r\nset-cookie: evil=1\r\n\r\n<html>",
    "path": "../../../../etc/passwd\x00.html",
    "odd": "\ud800\u202e\ufeff\x00\x1b[31m\u2028" + "٣" * 9,
    "number": "-99999999999999999999999999",
}
GETS = [path for path, _ in PAGES] + [way.path for way in FORMS if way.method == "GET"] + [path for path, _ in FEEDS]
POSTS = sorted({way.path for way in FORMS if way.method == "POST"})
FIELDS = (
    "do", "id", "name", "query", "record", "revision", "verdict", "undo", "type", "modality", "actors", "targets",
    "date", "place", "disputed", "title", "kind", "types", "status", "voice", "level", "track", "parties", "pairs",
    "words",
    "places", "outlets", "any0.types", "any1.words", "flags", "only", "stands_out", "by", "to", "news", "days",
    "digest", "quiet", "zone", "urgent", "since", "address", "server", "port", "user", "password", "from", "security",
)  # fmt: skip


class Attributes(HTMLParser):
    """All attributes of a page that a browser would run."""

    def __init__(self, text):
        super().__init__()
        self.running, self.scripts = [], []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.running += [name for name, _ in attrs if name.startswith("on") or name == "style"]
        self.running += [v for k, v in attrs if k in ("href", "src", "action") and re.match(r"\s*(java|data)", v or "")]
        self.scripts += [dict(attrs).get("src")] if tag == "script" else []


def check(answer, evil):
    assert answer.status_code < 500, answer.status_code
    assert "evil" not in answer.headers.get("set-cookie", "")
    assert "\n" not in answer.headers.get("location", "")
    assert "root:" not in answer.text
    if "text/html" in answer.headers.get("content-type", ""):
        found = Attributes(answer.text)
        assert found.running == []
        assert found.scripts in (["/static/site.js"], [])
        assert "{{49}}" not in answer.text
        assert evil != EVIL["template"] or "49" not in re.findall(r"\b49\b", answer.text)


def write(value):
    return quote(value, safe="", errors="surrogatepass")


@pytest.mark.parametrize("kind", EVIL)
def test_every_parameter_of_every_page_is_text(browse, capsys, kind):
    """Each page gets it in all parameters at once, which shows those that are looked at first, and in a few alone."""
    evil = write(EVIL[kind])
    for nth, pattern in enumerate(GETS):
        address = pattern.replace("{id}", evil).replace("{of}", "timeline")
        every = "&".join(f"{name}={evil}" for name in PARAMS)
        check(browse.get(f"/en{address}?{every}"), EVIL[kind])
        for name in PARAMS[nth % 4 :: 9]:
            check(browse.get(f"/en{address}?{name}={evil}"), EVIL[kind])
    assert "marsad serve:" not in capsys.readouterr().err  # nothing came as a surprise


@pytest.mark.parametrize("name", ["q", "outlet", "person", "name", "by", "year"])
def test_what_is_asked_for_is_shown_as_text(browse, name):
    page = {"q": "search", "outlet": "timeline", "person": "speaker", "name": "outlet", "by": "audit", "year": "search"}
    for kind in ("markup", "attribute", "template"):
        more = "&q=x" if name == "year" else ""
        check(browse.get(f"/en/{page[name]}?{name}={write(EVIL[kind])}{more}"), EVIL[kind])


@pytest.mark.parametrize("kind", EVIL)
@pytest.mark.parametrize("address", POSTS)
def test_every_field_of_every_form_is_text(browse, path, capsys, address, kind):
    evil, csrf = EVIL[kind], find_csrf(browse.get("/en/timeline/save"))
    sent = {name: evil.encode("utf-8", "surrogatepass") for name in FIELDS}
    proper = (
        {},
        {"do": "save"},
        {"do": "save", "kind": "webhook"},
        {"do": "try", "kind": "episodes"},
        {"verdict": "reject"},
    )
    where = f"/en{address}".replace("{of}", "search")
    for some in proper:
        answer = browse.post(where, data=sent | some | {"csrf": csrf}, follow_redirects=False)
        check(answer, evil)
        if address != "/alerts/run":
            assert answer.status_code >= 400 or answer.is_redirect
    assert "marsad serve:" not in capsys.readouterr().err
    for shown in ("/en/saved", "/en/alerts", "/en/audit"):
        check(browse.get(shown), evil)
    with Ledger.open(path, readonly=True) as ledger:
        assert ledger.check() == ()


def test_what_is_stored_by_forms_is_text_wherever_it_is_shown(browse):
    def send(where, **fields):
        csrf = find_csrf(browse.get("/en/timeline/save"))
        return browse.post(where, data=fields | {"csrf": csrf}, follow_redirects=False)

    assert send("/en/timeline/save", name=HARM, query="").is_redirect
    hook = {"kind": "webhook", "address": "https://hook.example/<script>alert(1)</script>"}
    assert send("/en/alerts/channel", do="save", title=HARM, **hook).is_redirect
    to = re.search(r"/en/alerts/channel\?id=(page-\w+)", browse.get("/en/alerts").text)[1]
    rule = {"kind": "episodes", "to": to, "words": HARM, "places": HARM, "outlets": HARM, "any0.words": HARM}
    assert send("/en/alerts/rule", do="save", title=HARM, **rule).is_redirect
    id_ = re.search(r"/en/alerts/rule\?id=(page-\w+)", browse.get("/en/alerts").text)[1]
    for shown in (
        "saved",
        "alerts",
        f"alerts/rule?id={id_}",
        f"alerts/try?id={id_}",
        f"alerts/channel?id={to}",
        "audit",
    ):
        answer = browse.get(f"/en/{shown}")
        check(answer, HARM)
        assert "&lt;script&gt;" in answer.text, shown


@pytest.mark.parametrize("address", POSTS)
def test_every_form_wants_the_token_of_its_session(guarded, address):
    other = TestClient(guarded.app, base_url="https://observatory.example", follow_redirects=False)
    log_in(guarded, "admin")
    log_in(other, "admin")
    theirs, mine = find_csrf(other.get("/en/saved")), find_csrf(guarded.get("/en/saved"))
    where = f"/en{address}".replace("{of}", "timeline")
    for token in ("", theirs, mine[:-1], mine.swapcase()):
        assert guarded.post(where, data={"csrf": token, "do": "save", "name": "x"}).status_code == 403
    assert guarded.post(where, data={"do": "save"}).status_code == 403
    foreign = {"origin": "https://evil.example"}
    assert guarded.post(where, data={"csrf": mine, "do": "save"}, headers=foreign).status_code == 403
    crossing = {"sec-fetch-site": "cross-site"}
    assert guarded.post(where, data={"csrf": mine, "do": "save"}, headers=crossing).status_code == 403


@pytest.mark.parametrize("address", POSTS)
def test_a_form_is_sent_and_never_linked_to(browse, address):
    csrf = find_csrf(browse.get("/en/timeline/save"))
    answer = browse.get(f"/en{address}".replace("{of}", "timeline") + f"?csrf={csrf}&do=delete&name=x")
    assert answer.status_code in (200, 400, 405)
    assert browse.get("/en/saved").text.count("data-row") == 0


def test_nobody_who_is_not_logged_in_sends_anything(guarded):
    for address in POSTS:
        answer = guarded.post(f"/en{address}".replace("{of}", "timeline"), data={"do": "save", "csrf": ""})
        assert answer.headers["location"].startswith("/en/login")


@pytest.mark.parametrize("words", ["x' OR '1'='1", "' OR 1=1 --", "NRD') OR ('1'='1", '"; DROP TABLE episode; --'])
def test_filters_are_values_and_no_sql(browse, path, words):
    for name in ("outlet", "party"):
        answer = browse.get("/en/timeline", params={name: words})
        assert answer.status_code == 400 or "data-row" not in answer.text
    assert browse.get("/en/outlet", params={"name": words}).status_code == 404
    with Ledger.open(path, readonly=True) as ledger:
        assert len(list(ledger.episodes())) == 3
        assert ledger.check() == ()


@pytest.mark.parametrize(
    "query", ["الحدود*", "^الحدود", "passage : الحدود", "الحدود OR nothing", "NEAR(الحدود nothing)", 'الحدود"']
)
def test_a_search_looks_for_words_and_obeys_none(browse, query):
    plain = browse.get("/en/search", params={"q": "الحدود"}).text.count("<li data-row>")
    found = browse.get("/en/search", params={"q": query})
    assert found.status_code == 200
    words = {"passage", "OR", "NEAR", "nothing"} & set(re.findall(r"[A-Za-z]+", query))
    assert found.text.count("<li data-row>") == (0 if words else plain)


def test_nothing_writes_lines_of_its_own_into_the_log(path, capsys, monkeypatch):
    from marsad.app.web import server

    def fail(visit):
        raise RuntimeError("a\r\nmarsad serve: all is well")

    pages = tuple((where, fail if where == "/article/{id}" else view) for where, view in PAGES)
    monkeypatch.setattr(server, "PAGES", pages)
    browser = TestClient(make_app(Site(ledger=path)), base_url="http://localhost")
    assert browser.get("/en/article/x%0amarsad%20serve:%20all%20is%20well%1b[2J").status_code == 500
    said = capsys.readouterr().err
    assert len(said.splitlines()) == 1
    assert "\x1b" not in said
    assert "RuntimeError" in said


@pytest.mark.parametrize(
    "address",
    ["/en/saved/..%2f..%2fmarsad.users", "/en/saved/%2e%2e%2fmarsad.ledger.atom", "/en/article/..%2f..%2fetc%2fpasswd",
     "/en/%2e%2e/%2e%2e/etc/passwd", "/en/saved/q0%00.atom", "/../../etc/passwd", "/en/alerts/rule?id=../../marsad",
     "/static/..%2f..%2f..%2fsaved.py", "/en//evil.example", "//evil.example/%2e%2e"],
)  # fmt: skip
def test_paths_lead_nowhere_else(browse, address):
    answer = browse.get(f"http://localhost{address}", follow_redirects=False)
    assert answer.status_code in (303, 307, 308, 400, 404, 421)
    assert "evil" not in answer.headers.get("location", "")
    assert "import " not in answer.text


def test_malformed_bodies_are_refused(browse):
    form = {"content-type": "application/x-www-form-urlencoded"}
    for body in (b"csrf=%zz%", b"\x00" * 100, b"=&=&=", b"csrf=\xd9\x83", b"a=%ff%fe", b"csrf" * 9_000):
        assert browse.post("/en/saved", content=body, headers=form).status_code in (400, 403)
    for kind in ("multipart/form-data; boundary=x", "text/plain", "application/x-www-form-urlencodedx", ""):
        assert browse.post("/en/saved", content=b"a=b", headers={"content-type": kind}).status_code == 415
    for method in ("PUT", "PATCH", "DELETE", "TRACE", "OPTIONS", "PROPFIND"):
        assert browse.request(method, "/en/saved").status_code == 405
    assert browse.get("/en/timeline?" + "&".join(["type=threat"] * 500)).status_code == 200
