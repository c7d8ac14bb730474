"""Which episodes meet a rule, and what of them is news."""

from datetime import date, timedelta

import pytest

from marsad.alerts import News, find_news, is_fresh, list_met, make_known, remember, replay
from marsad.measure.levels import Track
from marsad.model import Modality, SignalType
from marsad.model.episode import Link, LinkKind
from marsad.model.kinds import Status
from marsad.reference.voices import Voice

from .made import DAY, condition, find, happen, hear, rule

PLAIN = happen(hear("1", sentence="two words here", place="Nordhavn", outlet="Marsa Post"))


@pytest.mark.parametrize(
    ("fields", "meets"),
    [
        ({}, True),
        ({"types": (SignalType.THREAT, SignalType.ALERT)}, True),
        ({"types": (SignalType.ALERT,)}, False),
        ({"modality": (Modality.ACTUAL,)}, True),
        ({"modality": (Modality.PLANNED,)}, False),
        ({"parties": ("SUD",)}, True),
        ({"parties": ("OST",)}, False),
        ({"pairs": ("NRD:SUD",)}, True),
        ({"pairs": ("SUD:NRD",)}, False),
        ({"places": ("Nordhavn",)}, True),
        ({"places": ("Sudhavn",)}, False),
        ({"status": (Status.CLAIMED,)}, True),
        ({"status": (Status.CONFIRMED,)}, False),
        ({"level": 4}, True),
        ({"level": 5}, False),
        ({"track": Track.WORDS, "level": 4}, True),
        ({"track": Track.ACTS}, False),
        ({"voice": (Voice.OFFICIAL,)}, True),
        ({"voice": (Voice.COMMAND,)}, False),
        ({"words": ("absent", "words here")}, True),
        ({"words": ("absent",)}, False),
        ({"outlets": ("Marsa Post",)}, True),
        ({"outlets": ("Other",)}, False),
        ({"flags": ("silent",)}, False),
        ({"types": (SignalType.THREAT,), "parties": ("NRD",), "level": 3, "words": ("two",)}, True),
    ],
)
def test_conditions(fields, meets):
    assert bool(list_met(rule(**fields), PLAIN, find)) is meets


def test_any_of_several_conditions():
    grave = rule(level=4, any=(condition(status=(Status.CONFIRMED,)), condition(voice=(Voice.COMMAND,))))
    assert not list_met(grave, PLAIN, find)
    assert list_met(grave, happen(hear("1", voice="command")), find)
    confirmed = happen(hear("1"), hear("2", source="s2"))
    assert confirmed.episode.status is Status.CONFIRMED
    assert list_met(grave, confirmed, find)


def test_level_and_voice_are_asked_of_one_telling():
    wanted = rule(level=5, voice=(Voice.COMMAND,))
    apart = happen(hear("1", level=5, voice="unnamed"), hear("2", level=3, voice="command"))
    assert not list_met(wanted, apart, find)
    assert list_met(wanted, happen(hear("1", level=5, voice="command")), find)


def test_what_is_told_in_retrospect_is_no_alert():
    assert not list_met(rule(), happen(hear("1", background=True)), find)


@pytest.mark.parametrize(("days", "fresh"), [(0, True), (3, True), (4, False)])
def test_only_what_was_told_lately(days, fresh):
    assert is_fresh(rule(days=3), PLAIN, DAY + timedelta(days)) is fresh


def known(happening):
    return make_known(happening, happening.heard)


def test_the_same_again_is_no_news():
    once = known(happen(hear("1")))
    again = known(happen(hear("1"), hear("2")))
    assert find_news(rule(), None, once) == ("new",)
    assert find_news(rule(), once, once) == ()
    assert find_news(rule(), once, again) == ()


def test_what_counts_as_news():
    once = known(happen(hear("1")))
    confirmed = known(happen(hear("1"), hear("2", source="s2")))
    graver = known(happen(hear("1"), hear("2", level=6)))
    milder = known(happen(hear("1", level=2)))
    assert find_news(rule(), once, confirmed) == ("now confirmed, was claimed",)
    assert find_news(rule(news=(News.LEVEL,)), once, confirmed) == ()
    assert find_news(rule(), once, graver) == ("level 6, was 4",)
    assert find_news(rule(), once, milder) == ()
    assert find_news(rule(news=(News.SOURCE,)), once, confirmed) == ("told by s2 too",)
    assert find_news(rule(news=()), once, confirmed) == ()


def test_what_was_no_news_is_measured_again():
    """A level that a rule did not tell of since it asks for the status only is still that of the first telling."""
    once, graver = known(happen(hear("1", level=2))), known(happen(hear("1"), hear("2", level=6)))
    kept = remember(once, graver, told=False)
    assert (kept.level, kept.records) == (2, frozenset({"1", "2"}))
    told = remember(once, graver, told=True)
    assert told.level == 6
    assert find_news(rule(), told, once) == ()


def test_the_past_day_by_day():
    heard = (
        hear("1", told=DAY),
        hear("2", told=DAY + timedelta(1)),
        hear("3", told=DAY + timedelta(2), source="s2"),
        hear("4", told=DAY + timedelta(5), level=6, source="s3"),
        hear("5", told=None),
    )
    fired = list(replay(rule(), heard, (), lambda record: None, find))
    assert [(one.day, one.news) for one in fired] == [
        (DAY, ("new",)),
        (DAY + timedelta(2), ("now confirmed, was claimed",)),
        (DAY + timedelta(5), ("level 6, was 4",)),
    ]


def test_a_denial_is_known_from_its_own_day_on():
    link = Link(kind=LinkKind.DENIES, source="9", target="1", score=1.0, why=("denied",))
    heard = (hear("1", told=DAY), hear("2", told=DAY + timedelta(2)))
    days = {"9": DAY + timedelta(2)}
    fired = list(replay(rule(), heard, (link,), days.get, find))
    assert [(one.day, one.happening.episode.status) for one in fired] == [
        (DAY, Status.CLAIMED),
        (date(2031, 3, 6), Status.DISPUTED),
    ]
