"""Alerts from a ledger to their channels: at least once, never twice without news, whatever breaks off."""

import json
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

import msgspec
import pytest
from tests.unit.fetch.making import HERE
from tests.unit.fetch.server import page, serving

from bench.made_episodes import make_corpus
from marsad.alerts import Message, load_rules
from marsad.app import alerting
from marsad.app.alert_state import FILE, LEASE, Memory, find_state
from marsad.app.apprising import ApprisePost
from marsad.app.notifying import append_lines, make_key, make_notifiers, post_messages
from marsad.app.sidefile import open_side
from marsad.fetch import Refusal, Sender
from marsad.ledger import Ledger
from marsad.model import Basis, Capture, When
from marsad.model.measure import Track
from marsad.pipeline import read_capture

from .made import BODY, TEXT, make_reading

NOW = datetime(2031, 3, 5, 12, tzinfo=UTC).timestamp()
RULES = """
[[channel]]
id = "desk"
file = "alerts.jsonl"

[[rule]]
id = "nord"
to = ["desk"]
parties = ["NRD"]
types = ["warning", "deployment"]
news = ["status", "level", "source"]
"""


@pytest.fixture
def path(tmp_path):
    return tmp_path / "marsad.ledger"


def add(ledger, *, outlet=None, day=date(2031, 3, 4), text=TEXT, name="page.txt"):
    """Add a made page, told by an outlet on a day."""
    published = When.day(day, Basis.METADATA)
    reading = make_reading(Capture(origin=name, body=text.encode(), published=published))
    if outlet:
        reading = msgspec.structs.replace(reading, article=msgspec.structs.replace(reading.article, outlet=outlet))
    ledger.add(reading, run=name, at="2031-03-05T00:00:00+00:00")
    list(ledger.reconcile())


def run(path, rules=RULES, now=NOW, environment=None, ticks=None):
    clock = (lambda: now) if ticks is None else ticks
    with Ledger.open(path, readonly=True) as ledger:
        return alerting.run_rules(ledger, load_rules(rules, "alerts.toml"), environment or {}, clock)


def sent(path):
    lines = (path.parent / "alerts.jsonl").read_text(encoding="utf-8").splitlines()
    return [msgspec.json.decode(line, type=Message) for line in lines]


def test_an_episode_is_told_once(path):
    with Ledger.open(path) as ledger:
        add(ledger)
    first = run(path)
    assert (first.found, first.sent, first.waiting) == (2, 2, 0)
    assert run(path).found == 0
    warning = next(one for one in sent(path) if one.title.startswith("warning"))
    assert warning.title.startswith("warning NRD to SUD")
    assert warning.quotes[0].sentence in BODY
    assert warning.news == ("new",)
    assert len({one.id for one in sent(path)}) == 2


def test_copies_are_no_news(path):
    with Ledger.open(path) as ledger:
        add(ledger)
        run(path)
        add(ledger, name="again.txt", text=f"{TEXT} ")
        add(ledger, name="other.txt", outlet="Ost Post", text=f"{TEXT}\nولم يصدر تعليق حتى الآن.")
        assert any(len(episode.tellings) == 3 for episode in ledger.episodes())
    assert run(path).found == 0
    assert len(sent(path)) == 2


def test_every_episode_is_told_as_new_once_however_it_grows(path):
    """Articles come one at a time, and alerts run after each."""
    rules = '[[channel]]\nid = "desk"\nfile = "alerts.jsonl"\n[[rule]]\nid = "all"\nto = ["desk"]\ndays = 3650\n'
    articles, _ = make_corpus(25, seed=5)
    with Ledger.open(path) as ledger:
        for number, made in enumerate(articles):
            published = When.day(made.day, Basis.GIVEN)
            url = f"https://{number}.example/a"
            body = made.text.encode()
            reading = read_capture(Capture(origin=made.name, body=body, url=url, media="text", published=published))
            ledger.add(reading, run=made.name, at="2031-03-05T00:00:00+00:00")
            list(ledger.reconcile())
            run(path, rules)
        episodes = [episode for episode in ledger.episodes() if not episode.background]
        status = {episode.id: episode.status.value for episode in episodes}
        records = {record: episode.id for episode in episodes for record in episode.tellings}
    told = [(records.get(one.quotes[0].record), one) for one in sent(path)]
    assert {episode for episode, _ in told} >= set(status)
    for episode, last in status.items():
        mine = [one for name, one in told if name == episode]
        assert mine[-1].status == last
        assert len([one for one in mine if "new" in one.news]) <= len({one.about for one in mine})
        for before, after in pairwise(mine):
            assert (after.status, after.level) != (before.status, before.level) or "new" in before.news
    changes = [one for _, one in told if "new" not in one.news]
    assert changes
    assert all(one.news[0].startswith(("now ", "level ")) for one in changes)


def test_old_episodes_are_no_alerts(path):
    with Ledger.open(path) as ledger:
        add(ledger, day=date(2030, 1, 1))
    assert run(path).found == 0


def test_other_rules_look_at_all_again(path):
    with Ledger.open(path) as ledger:
        add(ledger)
    assert run(path, RULES.replace("NRD", "OST")).found == 0
    assert run(path).found == 2
    assert run(path, RULES.replace('id = "nord"', 'id = "south"')).found == 2


def test_words_are_found_as_in_a_search(path):
    with Ledger.open(path) as ledger:
        add(ledger)
    assert run(path, RULES + 'words = ["صاروخ"]\n').found == 0  # another form of the word
    assert run(path, RULES + 'words = ["صاروخا"]\n').found == 1


def test_a_run_killed_before_it_delivers_tells_all_the_same(path, monkeypatch):
    with Ledger.open(path) as ledger:
        add(ledger)
    monkeypatch.setattr(alerting, "deliver", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
    with pytest.raises(KeyboardInterrupt):
        run(path)
    monkeypatch.undo()
    done = run(path)
    assert (done.found, done.sent) == (0, 2)


def test_a_run_killed_while_it_judges_forgets_nothing(path, monkeypatch):
    with Ledger.open(path) as ledger:
        add(ledger)
    monkeypatch.setattr(alerting, "tell_episode", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
    with pytest.raises(KeyboardInterrupt):
        run(path)
    monkeypatch.undo()
    assert run(path).found == 2


def test_what_was_sent_and_not_marked_is_sent_again_under_its_id(path):
    with Ledger.open(path) as ledger:
        add(ledger)
    ids = []

    def die(messages):
        ids.extend(one.id for one in messages)
        raise KeyboardInterrupt

    with Ledger.open(path, readonly=True) as ledger, open_side(find_state(path), FILE) as db:
        list(alerting.find_alerts(ledger, load_rules(RULES, "r"), Memory(db), NOW))
    with pytest.raises(KeyboardInterrupt):
        alerting.deliver(find_state(path), {"desk": die}, lambda: NOW)
    assert run(path, now=NOW + 1).sent == 1  # the other one: the first is still somebody's
    assert run(path, now=NOW + LEASE + 1).sent == 1
    assert ids[0] in [one.id for one in sent(path)]


def test_what_fails_is_tried_again_after_longer_and_longer(path):
    with Ledger.open(path) as ledger:
        add(ledger)
    rules = RULES.replace("alerts.jsonl", "missing/alerts.jsonl")
    at, tries = NOW, []
    for _ in range(12):
        if run(path, rules, now=at).failed:
            tries.append(at)
        at += 60
    gaps = [round((after - before) / 60) for before, after in pairwise(tries)]
    assert gaps == [1, 2, 4]
    with open_side(find_state(path), FILE, reading=True) as db:
        assert Memory(db).count() == (2, 2)
    (path.parent / "missing").mkdir()
    assert run(path, rules, now=at + 10**6).sent == 2


def test_a_digest_gathers_and_quiet_hours_hold(path):
    with Ledger.open(path) as ledger:
        add(ledger)
    rules = 'quiet = "13:00-15:00"\n' + RULES + 'digest = "1h"\n'
    letters = []
    first = run(path, rules)
    assert (first.found, first.sent, first.waiting) == (2, 0, 2)
    assert run(path, rules, now=NOW + 3_700).sent == 0  # quiet by then
    took = alerting.deliver(find_state(path), {"desk": letters.append}, lambda: NOW + 3 * 3_600)
    assert took == (2, 0)
    assert [len(letter) for letter in letters] == [2]


def test_outlets_that_fell_silent(path, monkeypatch):
    with Ledger.open(path) as ledger:
        add(ledger)
    flags = {"marsa": ("silent",)}

    def look(ledger, now):
        from marsad.watch import Facts, Flag, judge

        health = judge(Facts(outlet="marsa"))
        named = tuple(Flag(name=name, why="nothing new for 9 days") for name in flags["marsa"])
        return [msgspec.structs.replace(health, flags=named)]

    monkeypatch.setattr(alerting, "load_health", look)
    rules = RULES.replace('parties = ["NRD"]\ntypes = ["warning", "deployment"]', 'flags = ["silent"]')
    assert run(path, rules).found == 1
    assert run(path, rules).found == 0
    flags["marsa"] = ()
    assert run(path, rules).found == 0
    flags["marsa"] = ("silent", "failing")
    assert run(path, rules).found == 1
    assert [one.title for one in sent(path)] == ["marsa: silent"] * 2


def test_days_that_stand_out(path, monkeypatch):
    from marsad.measure.baseline import Judged, Verdict

    out = [Judged(day=date(2031, 3, 4), count=9, volume=9, verdict=Verdict.STANDS_OUT, why="9 where 1 is usual")]
    monkeypatch.setattr(alerting, "find_days_out", lambda ledger, track, party, today, days: out)
    rules = RULES.replace('parties = ["NRD"]\ntypes = ["warning", "deployment"]', 'stands_out = ["acts"]')
    with Ledger.open(path) as ledger:
        add(ledger)
        assert run(path, rules).found == 1
        assert run(path, rules).found == 0
        out.clear()
        add(ledger, name="b.txt", text=f"{TEXT} ")
        run(path, rules)
        out.append(Judged(day=date(2031, 3, 4), count=9, volume=9, verdict=Verdict.STANDS_OUT, why="again"))
        add(ledger, name="c.txt", text=f"{TEXT}  ")
        assert run(path, rules).found == 0
    assert [one.title for one in sent(path)] == ["2031-03-04 stands out: acts"]


def test_days_are_those_of_the_measure(path):
    with Ledger.open(path) as ledger:
        assert alerting.find_days_out(ledger, Track.ACTS, None, date(2031, 3, 5), 3) == []
        add(ledger)
        assert alerting.find_days_out(ledger, Track.ACTS, "NRD", date(2031, 3, 5), 3) == []  # no history to judge by


def test_no_watch_no_health(path):
    assert alerting.load_health(path, NOW) == []


MESSAGES = [Message(id=f"n{nth}", rule="r", about="e1", title="a\ttitle", text="text") for nth in range(2)]


def test_a_webhook_gets_one_object_and_a_key():
    with serving() as server:
        server.routes["/hook"] = page(b"ok")
        server.routes["/down"] = page(b"", status="500 No")
        server.routes["/moved"] = page(b"", "Location: /hook", status="302 Found")
        sender = Sender(guard=HERE)
        assert post_messages(sender, server.url("/hook"), MESSAGES) is None
        assert "status 500" in post_messages(sender, server.url("/down"), MESSAGES)
        assert "status 302" in post_messages(sender, server.url("/moved"), MESSAGES)
        assert server.asked == ["/hook", "/down", "/moved"]
        head, _, _ = server.requests[0].partition(b"\r\n\r\n")
    assert head.startswith(b"POST /hook HTTP/1.1")
    assert f"idempotency-key: {make_key(MESSAGES)}".encode() in head.lower()
    assert make_key(MESSAGES[:1]) == "n0"


@pytest.mark.parametrize(
    "url", ["http://169.254.169.254/", "http://127.0.0.1:9/", "file:///etc/passwd", "http://a:b@x.example/"]
)
def test_a_webhook_goes_nowhere_inside(url):
    with pytest.raises(Refusal):
        Sender().post(url, b"{}", "application/json", "k")
    assert post_messages(Sender(), url, MESSAGES)


def test_lines_are_added_to_a_file(tmp_path):
    for _ in range(2):
        assert append_lines(tmp_path / "a.jsonl", MESSAGES) is None
    assert len((tmp_path / "a.jsonl").read_text().splitlines()) == 4
    assert "No such file" in append_lines(tmp_path / "none" / "a.jsonl", MESSAGES)


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # of the standard library's modules that its plugins load
def test_apprise_delivers_plain_text(monkeypatch):
    apprise = pytest.importorskip("apprise")
    told = []
    monkeypatch.setattr(apprise.Apprise, "notify", lambda self, **words: told.append(words) or True)
    notify = ApprisePost("chat", "json://localhost/hook")
    assert notify(MESSAGES) is None
    assert told[0]["title"] == "Marsad: 2 alerts"
    assert told[0]["body_format"] == apprise.NotifyFormat.TEXT.value
    with pytest.raises(Exception, match="no address that Apprise knows"):
        ApprisePost("chat", "nosuch://x")


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_apprise_reaches_a_service():
    pytest.importorskip("apprise")
    with serving() as server:
        server.routes["/hook"] = page(b"{}")
        notify = ApprisePost("chat", f"json://127.0.0.1:{server.port}/hook")
        assert notify(MESSAGES[:1]) is None
        assert server.asked == ["/hook"]
        assert "did not take it" in ApprisePost("chat", f"json://127.0.0.1:{server.port}/none")(MESSAGES)


def test_secrets_come_from_the_environment():
    rules = load_rules(RULES.replace("alerts.jsonl", "env:HOOK"), "r")
    with pytest.raises(Exception, match="no HOOK"):
        make_notifiers(rules, {}, None)


def test_looking_at_tellings_first_lets_nothing_go(path, monkeypatch):
    """What `may_meet` passes over would have met no rule on any day."""
    rules = load_rules(
        '[[channel]]\nid = "a"\nfile = "a"\n'
        '[[rule]]\nid = "r1"\nto = ["a"]\ntypes = ["threat", "deployment"]\nlevel = 3\n'
        '[[rule]]\nid = "r2"\nto = ["a"]\nany = [{ voice = ["command"] }, { track = "acts", level = 1 }]\n'
        '[[rule]]\nid = "r3"\nto = ["a"]\nvoice = ["official", "unnamed"]\nstatus = ["disputed", "confirmed"]\n'
        '[[rule]]\nid = "r4"\nto = ["a"]\nflags = ["silent"]\n',
        "r",
    )
    articles, _ = make_corpus(25, seed=7)
    with Ledger.open(path) as ledger:
        for number, made in enumerate(articles):
            published = When.day(made.day, Basis.GIVEN)
            url = f"https://{number}.example/a"
            capture = Capture(origin=made.name, body=made.text.encode(), url=url, media="text", published=published)
            ledger.add(read_capture(capture), run=made.name, at="2031-03-05T00:00:00+00:00")
        list(ledger.reconcile())
        some = list(alerting.replay_rules(ledger, rules, None, None))
        monkeypatch.setattr(alerting, "may_meet", lambda rule, tellings: True)
        assert list(alerting.replay_rules(ledger, rules, None, None)) == some
    assert {one.rule for one in some} == {"r1", "r2", "r3"}


def test_a_channel_that_cannot_be_used_keeps_no_other_from_telling(path):
    with Ledger.open(path) as ledger:
        add(ledger)
    rules = RULES.replace('to = ["desk"]', 'to = ["desk", "none"]') + '[[channel]]\nid = "none"\nwebhook = "env:NONE"\n'
    done = run(path, rules)
    assert (done.found, done.sent, done.failed, done.waiting) == (2, 2, 2, 2)
    assert len(sent(path)) == 2


def test_a_rule_s_own_quiet_hours_go_before_those_of_all(path):
    with Ledger.open(path) as ledger:
        add(ledger)
    rules = 'quiet = "11:00-13:00"\n' + RULES
    assert run(path, rules).sent == 0
    again = RULES.replace('id = "nord"', 'id = "other"\nquiet = "13:00-14:00"\nzone = "Asia/Beirut"')
    assert run(path, 'quiet = "11:00-13:00"\n' + again).sent == 2  # 14:00 there


def test_the_commands(run_cli, path):
    with Ledger.open(path) as ledger:
        add(ledger)
    (path.parent / "alerts.toml").write_text(RULES + "days = 3650\n", encoding="utf-8")
    assert "1 rules, 1 channels" in run_cli("alerts", "check").stdout
    dry = run_cli("alerts", "dry-run", "--since", "2031")
    assert "nord would have fired 2 times" in dry.stdout
    assert "would have fired 0 times" in run_cli("alerts", "dry-run", "--until", "2030").stdout
    rows = [json.loads(line) for line in run_cli("alerts", "dry-run", "--json").stdout.splitlines()]
    assert [(row["day"], row["rule"], row["news"]) for row in rows] == [("2031-03-04", "nord", ["new"])] * 2
    assert not find_state(path).exists()
    assert json.loads(run_cli("alerts", "run", "--json").stdout)["found"] in (0, 2)


SILENT = """
[[channel]]
id = "desk"
file = "alerts.jsonl"

[[rule]]
id = "outlets"
to = ["desk"]
flags = ["silent", "failing"]

[[rule]]
id = "one"
to = ["desk"]
flags = ["silent"]
outlets = ["Nord Post"]

[[rule]]
id = "failing"
to = ["desk"]
flags = ["failing"]
"""


def add_two(path, gone, undated=()):
    """Add articles of two outlets on sixty days, those of one not on some; what tells no day has that of capture."""
    with Ledger.open(path) as ledger:
        for at in range(60):
            day = date(2031, 1, 1) + timedelta(at)
            for outlet in ("Ost Post", *(() if at in gone else ("Nord Post",))):
                published = None if at in undated else When.day(day, Basis.METADATA)
                capture = Capture(
                    origin=f"{outlet}{at}", body=f"{TEXT} {outlet} {at}".encode(), media="text", published=published
                )
                reading = read_capture(capture)
                article = msgspec.structs.replace(reading.article, outlet=outlet)
                when = datetime.combine(day, time(6), UTC)
                named = msgspec.structs.replace(reading, article=article)
                ledger.add(named, run=str(at), at=when.isoformat(), captured=when)


@pytest.mark.parametrize("undated", [(), range(60)], ids=["published", "captured"])
def test_a_dry_run_tells_when_outlets_fell_silent(run_cli, path, undated):
    add_two(path, range(50, 56), undated)
    (path.parent / "alerts.toml").write_text(SILENT, encoding="utf-8")
    dry = run_cli("alerts", "dry-run", "--since", "2031")
    assert "2031-02-22 outlets: Nord Post: silent: nothing for 7 days; of its last 49 silences the longest took 1" in (
        " ".join(dry.stdout.split())
    )
    assert "outlets would have fired 1 time\n" in dry.stdout
    assert "one would have fired 1 time\n" in dry.stdout
    assert "failing would have fired" not in dry.stdout
    assert "outlets: when outlets were failing is not kept" in dry.stderr
    for days in (("--until", "2031-02-21"), ("--since", "2031-02-23")):
        assert "outlets would have fired 0 times" in run_cli("alerts", "dry-run", *days).stdout
    rows = [json.loads(line) for line in run_cli("alerts", "dry-run", "--json").stdout.splitlines()]
    assert [(row["day"], row["rule"], row["outlet"], row["lasted"]) for row in rows] == [
        ("2031-02-22", "outlets", "Nord Post", 7),
        ("2031-02-22", "one", "Nord Post", 7),
    ]


def test_a_missing_file_of_rules(run_cli, ledger):
    done = run_cli("alerts", "run")
    assert (done.exit_code, len(done.stderr.splitlines())) == (2, 1)
    assert "alerts.toml: no such file" in done.stderr


def test_reading_runs_them(run_cli, path):
    (path.parent / "page.txt").write_text(
        "قال الرئيس الروسي فلاديمير بوتين اليوم إن روسيا تجري محادثات.", encoding="utf-8"
    )
    (path.parent / "alerts.toml").write_text("nonsense", encoding="utf-8")
    done = run_cli("read", "page.txt")
    assert done.exit_code == 0
    assert "no alerts: alerts.toml" in done.stderr


@pytest.fixture
def run_cli(run, monkeypatch):
    monkeypatch.delenv("MARSAD_ALERTS", raising=False)
    return run
