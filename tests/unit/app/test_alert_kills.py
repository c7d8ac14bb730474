"""Rules made in the browser and a program killed while a receiver has its message in hand: told again, under its id."""

import json
import os
import re
import signal
import subprocess
import sys
import threading
from datetime import UTC, datetime

from tests.unit.fetch.server import page, serving

from marsad.alerts import Channel, Condition, Rule
from marsad.app.alert_rules import gather_rules
from marsad.app.alert_state import LEASE
from marsad.app.alerting import run_rules
from marsad.app.rule_file import RuleFile
from marsad.app.settings import find_own_rules
from marsad.ledger import Ledger
from marsad.model import SignalType

from .test_alerting import add

NOW = datetime(2031, 3, 5, 12, tzinfo=UTC).timestamp()
ALLOW = {"MARSAD_ALLOW": "127.0.0.1"}
LONGEST = 240  # seconds for anything here, on a machine that has much else to do
CHILD = f"""
import sys
from pathlib import Path
from marsad.app.alert_rules import gather_rules
from marsad.app.alerting import run_rules
from marsad.ledger import Ledger
path = Path(sys.argv[1])
with Ledger.open(path, readonly=True) as ledger:
    run_rules(ledger, gather_rules(path, path.with_name("none.toml")), {ALLOW}, lambda: {NOW})
"""


def run(path, now):
    with Ledger.open(path, readonly=True) as ledger:
        return run_rules(ledger, gather_rules(path, path.with_name("none.toml")), ALLOW, lambda: now)


def list_keys(server):
    return [re.search(rb"(?i)idempotency-key: (\S+)", request)[1] for request in server.requests]


def test_what_a_killed_program_had_sent_is_sent_again_under_its_id(tmp_path):
    path = tmp_path / "marsad.ledger"
    with Ledger.open(path) as ledger:
        add(ledger)
    with serving() as server:
        own = RuleFile(find_own_rules(path))
        hook = Channel(id="page-1", webhook=server.url("/hook"), guarded=True, title="hook")
        own.put_channel(hook, "http://…", "somebody", "2031")
        own.put_rule(Rule(id="page-2", to=("page-1",), types=(SignalType.WARNING,)), "somebody", "2031")
        is_known = threading.Event()

        def kill(client):
            is_known.wait(LONGEST)
            os.kill(child.pid, signal.SIGKILL)
            child.wait(LONGEST)

        server.routes["/hook"] = [kill, page(b"ok")]
        child = subprocess.Popen([sys.executable, "-c", CHILD, str(path)])
        is_known.set()
        assert child.wait(LONGEST) == -signal.SIGKILL
        first = list_keys(server)
        assert len(first) == 1
        assert run(path, NOW + 1).sent == 0  # the killed one's still, for a while
        done = run(path, NOW + LEASE + 1)
        assert (done.found, done.sent, done.waiting) == (0, 1, 0)
        assert list_keys(server) == first * 2
        assert run(path, NOW + 2 * LEASE).sent == 0
        assert len(server.requests) == 2


def test_rules_that_lead_nowhere_any_more_are_left_out(tmp_path):
    path = tmp_path / "marsad.ledger"
    own = RuleFile(find_own_rules(path))
    file = path.with_name("alerts.toml")
    file.write_text('[[channel]]\nid = "log"\nfile = "a.jsonl"\n[[rule]]\nid = "one"\nto = ["log"]\n')
    own.put_channel(Channel(id="page-1", webhook="https://a.example/", guarded=True), "", "somebody", "2031")
    own.put_rule(Rule(id="page-2", to=("page-1", "log")), "somebody", "2031")
    own.put_rule(Rule(id="page-3", to=("gone",)), "somebody", "2031")
    rules = gather_rules(path, file)
    assert [(rule.id, rule.to) for rule in rules.rule] == [("one", ("log",)), ("page-2", ("page-1", "log"))]
    file.unlink()
    assert [(rule.id, rule.to) for rule in gather_rules(path, file).rule] == [("page-2", ("page-1",))]
    own.remove_channel("page-1", "somebody", "2031")
    assert gather_rules(path, file).rule == ()
    assert not own.remove_rule("page-9", "somebody", "2031")


def test_a_rule_is_kept_as_it_is_and_noted_without_what_it_leaves_free(tmp_path):
    own = RuleFile(tmp_path / "marsad.rules")
    rule = Rule(id="page-2", to=("a",), types=(SignalType.WARNING,), any=(Condition(level=4),), news=(), title="T")
    own.put_rule(rule, "somebody", "2031")
    assert own.rules()[0].rule == rule
    assert json.loads(own.changes(1)[0].json) == {
        "id": "page-2", "to": ["a"], "types": ["warning"], "any": [{"level": 4}], "news": [], "title": "T",
    }  # fmt: skip
