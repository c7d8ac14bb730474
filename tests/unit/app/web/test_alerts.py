"""Alerts made in the browser: what a form can say, who may say it, where it may lead, and that it is told."""

import json
import re
from datetime import date
from html import unescape

import pytest
from starlette.testclient import TestClient
from tests.unit.fetch.server import page, serving

from marsad.alerts import load_rules
from marsad.app.alert_rules import gather_rules
from marsad.app.rule_file import RuleFile
from marsad.app.settings import find_own_rules
from marsad.app.web.pages.alert_channel import make_mail
from marsad.app.web.pages.alert_rule import take_rule
from marsad.app.web.pages.alerts import YEAR
from marsad.app.web.rule_form import FormError, is_simple, read_rule, write_rule
from marsad.app.web.rule_words import describe_rule, tell_news
from marsad.app.web.server import make_app
from marsad.app.web.site import Site
from marsad.app.web.visits import Form
from marsad.app.web.words import Words
from marsad.brief.language import Language
from marsad.watch import Silence

from .conftest import find_csrf, log_in
from .made import HARM

TOML = """
[[channel]]
id = "log"
file = "alerts.jsonl"
[[channel]]
id = "hook"
webhook = "https://hook.example/secret-path"

[[rule]]
id = "grave"
to = ["log"]
types = ["threat", "alert"]
level = 4
any = [{ status = ["confirmed"] }, { voice = ["command"], words = ["كلمة أولى", "b"] }]
urgent = true
[[rule]]
id = "belarus"
title = "Belarus"
to = ["log", "hook"]
types = ["deployment"]
modality = ["actual", "planned"]
parties = ["BLR", "RUS"]
pairs = ["RUS:BLR"]
places = ["Minsk"]
outlets = ["A", "B C"]
track = "acts"
news = ["source"]
days = 30
digest = "6h"
quiet = "22:00-06:30"
zone = "Asia/Beirut"
[[rule]]
id = "outlets"
to = ["log"]
flags = ["silent", "yield collapsed", "over budget"]
outlets = ["A"]
news = []
[[rule]]
id = "busy"
to = ["log"]
stands_out = ["words", "acts"]
parties = ["RUS"]
"""
HERE = {"follow_redirects": False}


def list_rules(path):
    return [kept.rule for kept in RuleFile(find_own_rules(path)).rules()]


def list_channels(path):
    return [kept.channel for kept in RuleFile(find_own_rules(path)).channels()]


def send(browser, what, **fields):
    csrf = find_csrf(browser.get(f"/en/alerts/{what}"))
    return browser.post(f"/en/alerts/{what}", data={"csrf": csrf, "do": "save"} | fields, **HERE)


def add_channel(browser, path, **fields):
    sent = {"title": "hook", "kind": "webhook", "address": "https://hook.example/secret"} | fields
    assert send(browser, "channel", **sent).status_code == 303
    return list_channels(path)[-1].id


RULE = {"title": "warnings", "kind": "episodes", "types": ["warning"], "news": ["status", "level"], "days": "3650"}


@pytest.mark.parametrize("name", ["grave", "belarus", "outlets", "busy"])
def test_what_the_file_can_say_the_form_can(name):
    rules = load_rules(TOML, "r")
    rule = next(one for one in rules.rule if one.id == name)
    rule = load_rules(TOML.replace(f'id = "{name}"', f'id = "{name}"\ntitle = "T"', 1), "r").rule[
        rules.rule.index(rule)
    ] if not rule.title else rule  # fmt: skip
    assert read_rule(write_rule(rule), rule.id, rules.channel) == rule
    assert is_simple(rule)


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [({"title": " "}, "title"), ({"title": "a\x00"}, "title"), ({"to": "nobody"}, "to"), ({"to": []}, "to"),
     ({"kind": "x"}, "kind"), ({"kind": "outlets"}, "flags"), ({"kind": "days", "stands_out": "x"}, "stands_out"),
     ({"types": "x"}, "types"), ({"voice": "x"}, "voice"), ({"level": "99"}, "level"), ({"any1.level": "x"}, "level"),
     ({"track": "x"}, "track"), ({"parties": "R'S"}, "parties"), ({"pairs": "RUS"}, "pairs"),
     ({"digest": "0h"}, "digest"),
     ({"quiet": "25:00-06:00"}, "quiet"), ({"zone": "../../etc/passwd"}, "zone"), ({"zone": "Nowhere/At all"}, "zone"),
     ({"days": "-1"}, "days"), ({"news": "x"}, "news"), ({"words": "a\n" * 3 + "b" * 201}, "words"),
     ({"words": "\n".join(map(str, range(60)))}, "words")],
)  # fmt: skip
def test_what_is_no_rule_is_told_by_field(fields, wrong):
    sent = {"title": "t", "kind": "episodes", "to": "log"} | fields
    pairs = [(k, v) for k, values in sent.items() for v in ([values] if isinstance(values, str) else values)]
    with pytest.raises(FormError) as caught:
        read_rule(Form(pairs), "page-1", load_rules(TOML, "r").channel)
    assert caught.value.field == wrong


def test_a_rule_in_words():
    words = Words(Language.ENGLISH)
    grave, belarus, outlets, busy = load_rules(TOML, "r").rule
    told = describe_rule(words, grave)
    assert told[0] == "Type: threat, alert"
    assert told[1].endswith("(4)")
    assert told[2].startswith("And one of: Confirmation: ")
    assert " or " in told[2]
    assert "Who to whom: Russia → Belarus" in describe_rule(words, belarus)
    assert describe_rule(words, outlets)[0] == "What befalls them: silent, yield collapsed, over budget"
    assert describe_rule(words, busy)[0].startswith("More is told than usual of")
    assert describe_rule(Words(Language.ARABIC), belarus)
    news = ("new", "now confirmed, was claimed", "level 4, was 2", "level 3", "told by A, B too")
    assert tell_news(words, news[:1]) == "first told"
    for language in Language:
        assert "was" not in tell_news(Words(Language.ARABIC), news)
        assert "4" in tell_news(Words(language), news)


def test_a_rule_is_made_changed_tried_and_deleted(browse, path):
    to = add_channel(browse, path)
    assert send(browse, "rule", **RULE, to=to).headers["location"] == "/en/alerts"
    (rule,) = list_rules(path)
    assert (rule.title, rule.to, rule.id[:5]) == ("warnings", (to,), "page-")
    shown = browse.get("/en/alerts").text
    assert "warnings" in shown
    assert "Type: warning" in shown
    form = browse.get(f"/en/alerts/rule?id={rule.id}").text
    assert re.search(r'name="types" value="warning" checked', form)
    assert send(browse, "rule", **RULE | {"title": "all"}, to=to, id=rule.id, **{"any0.status": "claimed"}).is_redirect
    (changed,) = list_rules(path)
    assert (changed.id, changed.title, changed.any[0].status[0].value) == (rule.id, "all", "claimed")
    assert send(browse, "rule", id=rule.id, do="delete").is_redirect
    assert list_rules(path) == []
    assert send(browse, "rule", id=rule.id, do="delete").status_code == 404
    assert send(browse, "rule", do="nothing").status_code == 400
    did = [(one.did, one.by) for one in RuleFile(find_own_rules(path)).changes(10)]
    assert did == [("delete", "local"), ("change", "local"), ("make", "local"), ("make", "local")]


@pytest.mark.parametrize(("language", "label"), [("en", "over budget"), ("ar", "فوق حصته")])
def test_a_rule_may_be_on_outlets_over_budget(browse, path, language, label):
    to = add_channel(browse, path)
    form = browse.get(f"/{language}/alerts/rule").text
    assert re.search(rf'name="flags" value="over budget"> {label}<', form)
    assert send(browse, "rule", title="much", kind="outlets", flags="over budget", to=to).is_redirect
    assert [rule.flags for rule in list_rules(path)] == [("over budget",)]
    assert label in browse.get(f"/{language}/alerts").text


def test_a_wrong_form_comes_back_as_it_was_sent(browse, path):
    answer = send(browse, "rule", **RULE | {"title": HARM, "digest": "soon"}, to="page-0")
    assert answer.status_code == 400
    assert HARM in unescape(answer.text)
    assert "<script>alert" not in answer.text
    assert "Gather for" in re.search(r'role="alert">([^<]*)', answer.text)[1]
    assert 'value="soon"' in answer.text
    assert list_rules(path) == []


def test_a_trial_tells_how_often_a_rule_would_have_fired(browse, path):
    to = add_channel(browse, path)
    answer = send(browse, "rule", **RULE, to=to, do="try")
    assert answer.status_code == 200
    assert list_rules(path) == []
    count = int(re.search(r"Would have fired (\d+) times", answer.text)[1])
    assert count == answer.text.count("<li data-row><h3>") > 0
    links = re.findall(r'<h3><a href="(/en/episode/[^"]+)"', answer.text)
    assert all(browse.get(link).status_code == 200 for link in links)
    none = send(browse, "rule", **RULE | {"types": ["withdrawal"]}, to=to, do="try")
    assert "Would have fired 0 times" in none.text
    send(browse, "rule", **RULE, to=to)
    (rule,) = list_rules(path)
    assert f"Would have fired {count} times" in browse.get(f"/en/alerts/try?id={rule.id}").text
    assert browse.get(f"/ar/alerts/try?id={rule.id}").status_code == 200
    assert browse.get("/en/alerts/try?id=page-0").status_code == 404
    assert "Would have fired 0 times" in browse.get(f"/en/alerts/try?id={rule.id}&since=2031-03-05").text
    assert browse.get(f"/en/alerts/try?id={rule.id}&since=soon").status_code == 400
    assert YEAR.days == 365


def test_a_trial_needs_no_channel(browse, path):
    assert "Would have fired" in send(browse, "rule", **RULE | {"do": "try"}).text
    assert "Would have fired" not in send(browse, "rule", **RULE | {"do": "try"}, to="page-0").text
    assert send(browse, "rule", **RULE).status_code == 400
    assert send(browse, "rule", **RULE, to="-nowhere").status_code == 400
    assert list_rules(path) == []


def test_trials_of_outlets_and_of_days(browse, path, monkeypatch):
    from marsad.app.web.pages import alerts
    from marsad.measure.baseline import Judged, Verdict

    out = [Judged(day=date(2031, 3, 4), count=9, volume=9, verdict=Verdict.STANDS_OUT, why="9 where 1 is usual")]
    monkeypatch.setattr(alerts, "find_days_out", lambda ledger, track, party, today, days: out)
    to = add_channel(browse, path)
    fields = {"title": "t", "to": to, "do": "try"}
    assert "is not kept" in send(browse, "rule", **fields, kind="outlets", flags="failing").text
    assert "Would have fired 0 times" in send(browse, "rule", **fields, kind="outlets", flags="silent").text
    silence = Silence(date(2031, 3, 4), "Nord Post", 7, 1, 49)
    monkeypatch.setattr(alerts, "find_silences", lambda ledger, rule, since, until: [silence])
    silent = send(browse, "rule", **fields, kind="outlets", flags=["silent", "failing"]).text
    assert "Would have fired 1 times" in silent
    assert "/en/outlet?name=Nord+Post" in silent
    assert 'href="#rule"' in silent
    assert 'id="rule"' in silent
    assert "of its last 49 silences the longest took 1" in silent.replace("\u2068", "").replace("\u2069", "")
    assert "Only silences are tried" in silent
    days = send(browse, "rule", **fields, kind="days", stands_out=["acts", "words"], by="NRD").text
    assert "Would have fired 2 times" in days
    assert "/en/timeline?in=2031-03-04" in days


def test_one_trial_at_a_time(browse, path):
    from marsad.app.web.pages.alerts import _TRYING

    to = add_channel(browse, path)
    with _TRYING:
        assert send(browse, "rule", **RULE, to=to, do="try").status_code == 503
    assert send(browse, "rule", **RULE, to=to, do="try").status_code == 200
    assert callable(take_rule)


def test_where_alerts_go_is_never_shown_again(browse, path):
    name = add_channel(browse, path, address="https://hook.example/very-secret?key=k9")
    for address in ("/en/alerts", f"/en/alerts/channel?id={name}", "/ar/alerts"):
        shown = browse.get(address).text
        assert "hook.example" in shown
        assert "very-secret" not in shown
        assert "k9" not in shown
    assert send(browse, "channel", id=name, title="renamed", kind="webhook").is_redirect
    (kept,) = list_channels(path)
    assert (kept.title, kept.webhook, kept.guarded) == ("renamed", "https://hook.example/very-secret?key=k9", True)
    assert "very-secret" not in "".join(one.json for one in RuleFile(find_own_rules(path)).changes(10))
    assert find_own_rules(path).stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    ("kind", "address"),
    [("webhook", "http://127.0.0.1:9000/x"), ("webhook", "http://169.254.169.254/latest"), ("webhook", "http://[::1]/"),
     ("webhook", "file:///etc/passwd"), ("webhook", "https://hook.example:22/"), ("webhook", "env:HOME"),
     ("webhook", "https://a:b@hook.example/"), ("webhook", "http://hook.example/\r\nx: y"), ("webhook", ""),
     ("x", "https://hook.example/"), ("service", "")],
)  # fmt: skip
def test_a_webhook_made_here_leads_outside(browse, path, kind, address):
    answer = send(browse, "channel", title="t", kind=kind, address=address)
    assert answer.status_code == 400
    assert 'role="alert"' in answer.text
    assert list_channels(path) == []


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@pytest.mark.parametrize(
    "address",
    ["json://127.0.0.1:9000/x", "xml://hook.example/", "syslog://", "nosuch://x", "env:HOME", "gotify://10.0.0.1/token12345",
     "matrix://u:p@10.0.0.1/#r", "json://hook.example", "zulip://bot@inner.example/a0000000000000000000000000000000",
     "file:///etc/passwd", "https://hook.example/"],
)  # fmt: skip
def test_a_service_made_here_is_one_that_leads_outside(browse, path, address):
    pytest.importorskip("apprise")
    assert send(browse, "channel", title="t", kind="service", address=address).status_code == 400
    assert list_channels(path) == []


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_services_and_mail_are_kept_with_their_secrets_hidden(browse, path):
    pytest.importorskip("apprise")
    secret = "TIiajkdnlazkcOXrIdevi7FQ"
    add_channel(browse, path, kind="service", title="s", address=f"slack://T1JJ3T3L2/A1BRTD4JD/{secret}/")
    mail = {"server": "smtp.example", "port": "587", "user": "u@x", "password": "p:@/?#", "from": "a@b.example"}
    add_channel(browse, path, kind="mail", title="m", address="", to="c@d.example", **mail)
    shown = browse.get("/en/alerts").text
    assert "slack://" in shown
    assert "mailtos://" in shown
    assert secret not in shown
    assert "p%3A" not in shown
    kept = {one.title: one.apprise for one in list_channels(path)}
    assert "p%3A%40%2F%3F%23" in kept["m"]


@pytest.mark.parametrize("fields", [{"server": "a b"}, {"server": "h/x"}, {"port": "x"}, {"to": ""}, {"security": "y"}])
def test_what_is_no_mail_server(fields):
    sent = {"server": "smtp.example", "port": "", "from": "a@b", "to": "c@d"} | fields
    with pytest.raises(ValueError, match=r"\w"):
        make_mail(Form(list(sent.items())))


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_an_inner_mail_server_is_not_asked():
    pytest.importorskip("apprise")
    from marsad.app.apprising import ApprisePost
    from marsad.fetch import Guard

    for address in (
        "mailto://u:p@127.0.0.1:2525/?from=a@b.example&to=d@e.example",
        "mailto://u:p@x.example/?smtp=10.0.0.1&to=d@e.example",
    ):
        assert "not a public address" in ApprisePost("m", address, Guard())([])


@pytest.fixture
def allowed(path, clock):
    """Open a browser at a site whose alerts may reach this machine."""
    site = Site(
        ledger=path, clock=clock, environment={"MARSAD_ALLOW": "127.0.0.1"}, rules=path.with_name("alerts.toml")
    )
    return TestClient(make_app(site), base_url="http://localhost")


def test_a_rule_made_here_is_told_to_a_receiver_once(allowed, path):
    with serving() as server:
        server.routes["/hook"] = page(b"ok")
        to = add_channel(allowed, path, address=server.url("/hook"))
        tried = send(allowed, "channel", id=to, do="test")
        assert "was taken" in tried.text
        assert send(allowed, "rule", **RULE, to=to).is_redirect
        csrf = find_csrf(allowed.get("/en/alerts"))
        ran = allowed.post("/en/alerts/run", data={"csrf": csrf})
        found = int(re.search(r"(\d+) found", ran.text)[1])
        assert found > 0
        assert server.asked == ["/hook"] * (1 + found)
        assert "✓" in ran.text
        again = allowed.post("/en/alerts/run", data={"csrf": csrf})
        assert "0 found, 0 sent" in again.text
        assert len(server.asked) == 1 + found
    head = server.requests[-1].lower()
    assert b"idempotency-key: n" in head


def test_a_trial_message_that_fails_says_why(browse, path):
    to = add_channel(browse, path, address="https://nowhere.invalid/secret")
    tried = send(browse, "channel", id=to, do="test")
    assert "It was not delivered" in tried.text
    assert "secret" not in tried.text


def test_rules_of_the_file_and_those_made_here_run_side_by_side(allowed, path):
    path.with_name("alerts.toml").write_text(TOML, encoding="utf-8")
    assert send(allowed, "rule", **RULE, to="log").is_redirect
    shown = allowed.get("/en/alerts").text
    assert all(word in shown for word in ("grave", "Belarus", "from the file of rules", "warnings"))
    assert "secret-path" not in shown
    rules = gather_rules(path, path.with_name("alerts.toml"))
    assert [rule.id for rule in rules.rule][:4] == ["grave", "belarus", "outlets", "busy"]
    allowed.post("/en/alerts/run", data={"csrf": find_csrf(allowed.get("/en/alerts"))})
    lines = (path.parent / "alerts.jsonl").read_text(encoding="utf-8").splitlines()
    assert {json.loads(line)["rule"] for line in lines} == {rules.rule[-1].id}
    assert allowed.get("/en/alerts/try?id=grave").status_code == 200
    path.with_name("alerts.toml").write_text("nonsense", encoding="utf-8")
    assert "alerts.toml: " in allowed.get("/en/alerts").text
    csrf = find_csrf(allowed.get("/en/alerts"))
    assert allowed.post("/en/alerts/run", data={"csrf": csrf}).status_code == 409


def test_a_channel_that_is_used_is_not_deleted(allowed, path):
    with serving() as server:
        server.routes["/hook"] = page(b"", status="500 No")
        to = add_channel(allowed, path, address=server.url("/hook"))
        send(allowed, "rule", **RULE, to=to)
        allowed.post("/en/alerts/run", data={"csrf": find_csrf(allowed.get("/en/alerts"))})
    shown = allowed.get("/en/alerts").text
    assert "tried 1 times" in shown
    assert "status 500" in shown
    assert send(allowed, "channel", id=to, do="delete").status_code == 400
    send(allowed, "rule", id=list_rules(path)[0].id, do="delete")
    assert send(allowed, "channel", id=to, do="delete").is_redirect
    assert list_channels(path) == []
    assert "tried 1 times" not in allowed.get("/en/alerts").text


def test_who_may_do_what(guarded, path):
    address = {"title": "hook", "kind": "webhook", "address": "https://hook.example/secret"}
    log_in(guarded, "reader")
    assert guarded.get("/en/alerts").status_code == 200
    csrf = find_csrf(guarded.get("/en/"))
    for what in ("rule", "channel", "try", "run"):
        assert guarded.get(f"/en/alerts/{what}").status_code in (403, 405)
        if what != "try":
            assert guarded.post(f"/en/alerts/{what}", data={"csrf": csrf} | address).status_code == 403
    log_in(guarded, "admin")
    to = add_channel(guarded, path)
    assert "hook.example" in guarded.get("/en/alerts").text
    log_in(guarded, "reviewer")
    csrf = find_csrf(guarded.get("/en/"))
    assert guarded.get("/en/alerts/channel").status_code == 403
    assert guarded.post("/en/alerts/channel", data={"csrf": csrf, "do": "save"} | address).status_code == 403
    assert guarded.post("/en/alerts/run", data={"csrf": csrf}).status_code == 403
    assert guarded.post("/en/alerts/rule", data={"do": "save"} | RULE | {"to": to}).status_code == 403
    assert list_rules(path) == []
    assert send(guarded, "rule", **RULE, to=to).status_code == 303
    assert RuleFile(find_own_rules(path)).rules()[0].by == "reviewer"
    log_in(guarded, "reader")
    assert "hook.example" not in guarded.get("/en/alerts").text
