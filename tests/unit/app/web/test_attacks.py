"""The usual attacks: forged forms, borrowed sessions, foreign hosts, paths out of the assets, boundless bodies."""

import re

import pytest
from starlette.testclient import TestClient

from marsad.app.web.guard import MOST_BODY
from marsad.app.web.server import make_app
from marsad.app.web.sessions import COOKIE
from marsad.app.web.site import Site
from marsad.app.web.users import Role, add_user, remove_user
from marsad.ledger import Ledger

from .conftest import PASSWORD, find_csrf, log_in

STRICT = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; form-action 'self';"
    " frame-ancestors 'none'; base-uri 'none'"
)


@pytest.mark.parametrize(
    "address", ["/ar/", "/static/site.js", "/nothing", "/en/search?q=%22", "/en/timeline?in=x", "/"]
)
def test_every_answer_keeps_browsers_strict(browse, address):
    headers = browse.get(address, follow_redirects=False).headers
    assert headers["content-security-policy"] == STRICT
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["x-frame-options"] == "DENY"


@pytest.mark.parametrize(
    "host", ["evil.example", "localhost.evil.example", "evil.example:8765", "127.0.0.1.evil.example", ""]
)
def test_a_name_that_is_not_ours_is_refused(browse, host):
    assert browse.get("/en/", headers={"host": host}).status_code == 421


@pytest.mark.parametrize("host", ["localhost:8765", "127.0.0.1:8765", "[::1]:8765", "LOCALHOST"])
def test_names_of_this_machine_are_ours(browse, host):
    assert browse.get("/en/", headers={"host": host}).status_code == 200


@pytest.mark.parametrize(
    "asset",
    ["/static/../server.py", "/static/%2e%2e/server.py", "/static/..%2fserver.py", "/static/%2e%2e%2f%2e%2e%2fcli.py",
     "/static//etc/passwd", "/static/....//server.py", "/static/%00site.js", "/static/..%5cserver.py"],
)  # fmt: skip
def test_assets_lead_to_no_other_file(browse, asset):
    answer = browse.get(asset)
    assert answer.status_code in (400, 404)
    assert "import" not in answer.text


def test_large_and_malformed_requests_are_refused(browse):
    form = {"content-type": "application/x-www-form-urlencoded"}
    big = b"a=" + b"x" * MOST_BODY
    assert browse.post("/en/review", content=big, headers=form).status_code == 413
    assert browse.post("/en/review", content=iter([big[:40_000], big[40_000:]]), headers=form).status_code == 413
    assert browse.post("/en/review", content=b"{}", headers={"content-type": "application/json"}).status_code == 415
    assert browse.post("/en/review", content=b"\xff\xfe=%", headers=form).status_code == 400
    assert browse.post("/en/review", content=b"&".join([b"a=1"] * 500), headers=form).status_code == 400
    assert browse.get("/en/search?q=" + "a" * 9_000).status_code == 414
    assert browse.request("DELETE", "/en/review").status_code == 405
    assert browse.get("/en/", headers={"content-length": "-5"}).status_code == 400


def list_sent(path):
    with Ledger.open(path, readonly=True) as ledger:
        entry = next(ledger.entries("signal"))
        return {"record": entry.record.id, "revision": str(entry.revision), "verdict": "accept"}


def count_reviews(path):
    with Ledger.open(path, readonly=True) as ledger:
        return len(ledger.reviews())


def test_a_form_needs_the_token_of_its_own_session(browse, path):
    sent = list_sent(path)
    assert browse.post("/en/review", data=sent).status_code == 403
    token = find_csrf(browse.get("/en/review"))
    assert browse.post("/en/review", data=sent | {"csrf": token[:-1]}).status_code == 403
    assert browse.post("/en/review", data=sent | {"csrf": ""}).status_code == 403
    stranger = TestClient(browse.app, base_url="http://localhost")
    assert stranger.post("/en/review", data=sent | {"csrf": token}).status_code == 403
    for headers in ({"origin": "https://evil.example"}, {"sec-fetch-site": "cross-site"}):
        assert browse.post("/en/review", data=sent | {"csrf": token}, headers=headers).status_code == 403
    assert count_reviews(path) == 0
    assert browse.post("/en/review", data=sent | {"csrf": token}, follow_redirects=False).status_code == 303
    assert count_reviews(path) == 1


def test_looking_changes_nothing(browse, path):
    sent = list_sent(path)
    browse.get("/en/review", params=sent | {"csrf": find_csrf(browse.get("/en/review"))})
    assert count_reviews(path) == 0


def test_nobody_sees_a_page_without_a_login(guarded):
    for address in ("/en/", "/ar/search?q=x", "/en/review", "/ar/outlets"):
        answer = guarded.get(address)
        assert answer.status_code == 303
        assert answer.headers["location"].split("?")[0] == f"{address[:3]}/login"
    assert guarded.post("/en/review", data={"verdict": "accept"}).status_code == 303
    assert guarded.get("/static/site.css").status_code == 200


def test_a_session_is_another_one_after_the_login(guarded):
    guarded.get("/en/login")
    before = guarded.cookies[COOKIE]
    answer = log_in(guarded, "reader")
    after = guarded.cookies[COOKIE]
    assert (answer.status_code, answer.headers["location"]) == (303, "/en/")
    assert after != before
    cookie = answer.headers["set-cookie"].lower()
    assert all(word in cookie for word in ("httponly", "samesite=lax", "secure", "path=/"))
    stranger = TestClient(guarded.app, base_url="https://observatory.example", cookies={COOKIE: before})
    assert stranger.get("/en/", follow_redirects=False).status_code == 303


def test_a_session_that_somebody_else_chose_is_not_taken(guarded):
    guarded.cookies.set(COOKIE, "chosen-by-somebody", domain="observatory.example")
    log_in(guarded, "reader")
    planted = TestClient(guarded.app, base_url="https://observatory.example", cookies={COOKIE: "chosen-by-somebody"})
    assert planted.get("/en/", follow_redirects=False).status_code == 303


def test_logging_out_ends_the_session_for_good(guarded):
    log_in(guarded, "reader")
    token, csrf = guarded.cookies[COOKIE], find_csrf(guarded.get("/en/"))
    assert guarded.post("/en/logout", data={"csrf": "wrong"}).status_code == 403
    assert guarded.post("/en/logout", data={"csrf": csrf}).status_code == 303
    stranger = TestClient(guarded.app, base_url="https://observatory.example", cookies={COOKIE: token})
    assert stranger.get("/en/", follow_redirects=False).status_code == 303


def test_a_session_ends_by_itself(guarded, clock):
    log_in(guarded, "reader")
    assert guarded.get("/en/").status_code == 200
    clock.go(hours=12)
    assert guarded.get("/en/").status_code == 303


def test_a_user_who_is_taken_away_or_changed_is_logged_out(guarded, users):
    log_in(guarded, "admin")
    assert guarded.get("/en/audit").status_code == 200
    add_user(users, "admin", Role.READER, PASSWORD)
    assert guarded.get("/en/audit").status_code == 303
    log_in(guarded, "admin")
    assert guarded.get("/en/audit").status_code == 403
    add_user(users, "admin", Role.READER, f"another {PASSWORD}")
    assert guarded.get("/en/").status_code == 303
    log_in(guarded, "reviewer")
    kept = users.read_bytes()
    users.write_bytes(b"nonsense")
    assert guarded.get("/en/").status_code == 303
    assert log_in(guarded, "reviewer").status_code == 500
    users.write_bytes(kept)
    log_in(guarded, "reviewer")
    remove_user(users, "reviewer")
    csrf = {"csrf": "x", "verdict": "accept"}
    assert guarded.post("/en/review", data=csrf).headers["location"].startswith("/en/login")


@pytest.mark.parametrize(
    "goal",
    ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)", "/en/\r\nset-cookie: a=b",
     "/entrance", "/en/../../x\n"],
)  # fmt: skip
def test_a_login_leads_to_pages_of_this_site_only(guarded, goal):
    answer = log_in(guarded, "reader", goto=goal)
    assert answer.headers["location"] == "/en/"
    assert "a=b" not in answer.headers["set-cookie"]
    assert f'value="{goal}"' not in guarded.get("/en/login", params={"next": goal}).text


def test_a_login_leads_back_to_where_it_was_asked_for(guarded):
    answer = guarded.get("/ar/timeline?in=2031-03&party=NRD")
    form = guarded.get(answer.headers["location"])
    goal = re.search(r'name="next" value="([^"]+)"', form.text)[1].replace("&amp;", "&")
    assert goal == "/ar/timeline?in=2031-03&party=NRD"
    assert log_in(guarded, "reader", goto=goal).headers["location"] == goal


def test_guessing_is_slowed_down(guarded, clock):
    for _ in range(5):
        refused = log_in(guarded, "reader", "wrong password")
        assert refused.status_code == 401
        assert 'name="name" value="reader"' in refused.text
        assert "wrong password" not in refused.text
    answer = log_in(guarded, "reader")
    assert answer.status_code == 429
    assert answer.headers["retry-after"] == "900"
    clock.go(minutes=15)
    assert log_in(guarded, "reader").status_code == 303


def test_guessing_many_names_is_slowed_down(guarded):
    assert [log_in(guarded, f"guess{at}", "w").status_code for at in range(21)] == [401] * 20 + [429]


def test_a_wrong_name_and_a_wrong_password_are_told_alike(guarded):
    answers = {
        re.sub('value="[^"]*"', "", log_in(guarded, *pair).text) for pair in (("nobody", PASSWORD), ("reader", "x"))
    }
    assert len(answers) == 1


def test_a_reader_may_not_review(guarded, path):
    log_in(guarded, "reader")
    assert guarded.get("/en/review").status_code == 403
    csrf = find_csrf(guarded.get("/en/"))
    assert guarded.post("/en/review", data=list_sent(path) | {"csrf": csrf}).status_code == 403
    assert "/en/review" not in guarded.get("/en/").text
    assert count_reviews(path) == 0


def test_forms_of_a_guarded_site_are_kept_nowhere_and_pages_by_their_reader_alone(guarded, browse):
    log_in(guarded, "admin")
    assert guarded.get("/en/saved").headers["cache-control"] == "no-store"
    assert browse.get("/en/saved").headers["cache-control"] == "no-cache"
    assert guarded.get("/en/").headers["cache-control"] == "private, no-cache"


def test_further_routes_stand_behind_the_same_guard(path):
    from starlette.responses import PlainTextResponse
    from starlette.routing import Route

    async def answer(request):
        return PlainTextResponse("programs")

    browser = TestClient(make_app(Site(ledger=path), [Route("/api", answer)]), base_url="http://localhost")
    assert browser.get("/api").text == "programs"
    assert browser.get("/api").headers["content-security-policy"] == STRICT
    assert browser.get("/api", headers={"host": "evil.example"}).status_code == 421


@pytest.mark.parametrize(("headers", "status"), [
    ({"Host": "attacker.example"}, 421),
    ({"Content-Length": "99999999"}, 413),
    ({"Content-Length": "x"}, 400),
])  # fmt: skip
def test_programs_are_told_of_what_is_not_let_through_by_a_problem(browse, headers, status):
    pages, programs = (browse.get(path, headers=headers) for path in ("/ar/", "/api/records"))
    assert (pages.status_code, programs.status_code) == (status, status)
    assert pages.headers["content-type"].startswith("text/plain")
    assert programs.headers["content-type"] == "application/problem+json"
    assert programs.json()["status"] == status


def test_addresses_below_the_interface_for_programs_are_never_pages(browse):
    for path in ("/api/nothing", "/api/records/%0Ax", "/api/%00"):
        answer = browse.get(path)
        assert (answer.status_code, answer.headers["content-type"]) == (404, "application/problem+json")
