"""The file of rules is read strictly."""

import pytest

from marsad.alerts import AlertError, News, load_rules
from marsad.model import SignalType
from marsad.model.kinds import Status

GOOD = """
quiet = "22:00-06:30"
zone = "UTC"

[[channel]]
id = "desk"
file = "alerts.jsonl"

[[rule]]
id = "grave"
to = ["desk"]
types = ["threat", "alert"]
level = 4
any = [{ status = ["confirmed"] }, { voice = ["command"] }]

[[rule]]
id = "quiet-outlets"
to = ["desk"]
flags = ["silent"]
digest = "08:00"
"""


def test_a_file_of_rules():
    rules = load_rules(GOOD, "alerts.toml")
    grave, outlets = rules.rule
    assert grave.types == (SignalType.THREAT, SignalType.ALERT)
    assert grave.any[0].status == (Status.CONFIRMED,)
    assert grave.news == (News.STATUS, News.LEVEL)
    assert (outlets.flags, outlets.digest) == (("silent",), "08:00")


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("level = 4", "level = 9", "level"),
        ("level = 4", 'level = "high"', "level"),
        ('"threat"', '"war"', "war"),
        ("types =", "kinds =", "kinds"),
        ('to = ["desk"]\ntypes', 'to = ["nobody"]\ntypes', "'nobody', which is no channel"),
        ('to = ["desk"]\ntypes', "to = []\ntypes", "length"),
        ('file = "alerts.jsonl"', "", "one of webhook, file, apprise"),
        ('file = "alerts.jsonl"', 'file = "a"\nwebhook = "https://b.example"', "one of webhook"),
        ('id = "quiet-outlets"', 'id = "grave"', "twice"),
        ('flags = ["silent"]', 'flags = ["silent"]\nlevel = 3', "on outlets"),
        ('flags = ["silent"]', 'flags = ["gone"]', "silent"),
        ('zone = "UTC"', 'zone = "Asia/Nowhere"', "time zone"),
        ('zone = "UTC"', 'zone = "../etc/passwd"', "time zone"),
        ("22:00-06:30", "22:00", "quiet"),
        ("22:00-06:30", "25:00-06:30", "quiet"),
        ('"08:00"', '"soon"', "digest"),
        ("[[rule]]", "[[rule]", "TOML|Expected|expected|at line"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(old, new, words):
    with pytest.raises(AlertError, match=words) as told:
        load_rules(GOOD.replace(old, new, 1), "alerts.toml")
    assert str(told.value).startswith("alerts.toml: ")
    assert "\n" not in str(told.value)
