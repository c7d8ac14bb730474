"""What `marsad watch` and `marsad sources status` say of what they cannot do, and how they tell of rounds."""

from collections import Counter

import pytest

from marsad.app.statuses import describe_pulse
from marsad.app.watch_round import Round, describe_round
from marsad.watch import Pulse


@pytest.mark.parametrize(("words", "says"), [
    (["watch"], "sources.toml: no such file"),
    (["watch", "--for", "soon"], "--for soon: no time such as"),
    (["sources", "status"], "nothing was watched into this ledger yet"),
])  # fmt: skip
def test_what_it_cannot_do_is_told_in_a_line(run, words, says):
    shown = run(*words)
    assert (shown.exit_code, shown.stdout) == (2, "")
    assert says in shown.stderr
    assert shown.stderr.count("\n") == 1


def test_a_round_in_words():
    assert describe_round(Round()) == "looked at 0 places; 0 new pages, 0 fetched, 0 read"
    done = Round(looked=3, unchanged=1, failed=1, new=1, fetched=2, read=1, same=4, missed=1, retried=2)
    done.aside = Counter({"no_text": 2, "gone": 1})
    total = Round()
    for _ in range(2):
        total.add(done)
    assert describe_round(done) == (
        "looked at 3 places (1 unchanged, 1 failed); 1 new page, 2 fetched, 1 read (0 on topic), 4 unchanged,"
        " 1 not to be had again, 3 set aside (gone 1, no_text 2), 2 to be tried again"
    )
    assert (total.looked, total.aside) == (6, {"no_text": 4, "gone": 2})


@pytest.mark.parametrize(("pulse", "running", "says"), [
    (None, False, "never run"),
    (Pulse(0.0, 990.0, None), True, "running for 17m"),
    (Pulse(0.0, 100.0, None), True, "stuck: no sign of life for 15m"),
    (Pulse(0.0, 940.0, None), False, "killed, last alive 60s ago"),
    (Pulse(0.0, 990.0, 990.0), False, "ended 10s ago"),
])  # fmt: skip
def test_whether_the_watch_is_alive(pulse, running, says):
    assert describe_pulse(pulse, 1000.0, running=running) == says
