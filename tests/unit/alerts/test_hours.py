"""Quiet hours and digests; and what an alert says."""

from datetime import UTC, datetime

import pytest

from marsad.alerts import find_due, join_messages, tell_episode

from .made import happen, hear, rule


def at(text):
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("now", "quiet", "digest", "due"),
    [
        ("2031-03-04T12:00", None, None, "2031-03-04T12:00"),
        ("2031-03-04T12:00", "22:00-06:30", None, "2031-03-04T12:00"),
        ("2031-03-04T23:10", "22:00-06:30", None, "2031-03-05T06:30"),
        ("2031-03-05T03:10", "22:00-06:30", None, "2031-03-05T06:30"),
        ("2031-03-05T06:30", "22:00-06:30", None, "2031-03-05T06:30"),
        ("2031-03-05T13:10", "13:00-14:00", None, "2031-03-05T14:00"),
        ("2031-03-05T12:10", None, "30m", "2031-03-05T12:30"),
        ("2031-03-05T12:30", None, "30m", "2031-03-05T13:00"),
        ("2031-03-05T23:50", None, "6h", "2031-03-06T00:00"),
        ("2031-03-05T07:50", None, "08:00", "2031-03-05T08:00"),
        ("2031-03-05T08:00", None, "08:00", "2031-03-06T08:00"),
        ("2031-03-05T21:50", "22:00-06:30", "1h", "2031-03-06T06:30"),
    ],
)
def test_when_an_alert_goes_out(now, quiet, digest, due):
    assert find_due(rule(digest=digest), quiet, at(now)) == at(due)


def test_what_is_urgent_waits_for_nothing():
    assert find_due(rule(digest="08:00", urgent=True), "22:00-06:30", at("2031-03-04T23:10")) == at("2031-03-04T23:10")


def test_an_alert_carries_sentence_source_address_and_records():
    heard = hear("si1", sentence="words of\r\nthe page\x1b[31m")
    message = tell_episode("n1", "grave", happen(heard), (heard,), ("new",))
    assert message.title == "threat NRD to SUD, level 4 (claimed)"
    for words in ("> words of the page [31m", "Marsa Post", "https://marsa.example/si1", "[si1]", "rule grave"):
        assert words in message.text
    assert "\x1b" not in message.text
    assert "\r" not in message.text


def test_several_go_out_as_one():
    heard = hear("si1", sentence="words")
    messages = [tell_episode(f"n{nth}", "grave", happen(heard), (heard,), ("new",)) for nth in range(3)]
    title, text = join_messages(messages)
    assert title == "Marsad: 3 alerts"
    assert text.count("> words") == 3
    assert join_messages(messages[:1]) == (messages[0].title, messages[0].text)
