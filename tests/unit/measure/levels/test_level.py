import pytest
from tests.unit.reconcile.episodes.made import DAY, make

from marsad.lexicon import load_rows
from marsad.measure.levels import find_level, load_rules, load_scale
from marsad.model import Modality
from marsad.reference.voices import Voice


def level(kind, modality="actual", marks=(), actors=("RUS",), **more):
    sure = {key: more.pop(key) for key in ("unscheduled",) if key in more}
    found = find_level(make("s1", kind, actors, marks=marks, modality=Modality(modality), **more), **sure)
    return (found.track.value, found.value) if found else None


@pytest.mark.parametrize(
    ("found", "wanted"),
    [
        (level("alert"), ("acts", 6)),
        (level("alert", marks=("lowered",)), ("acts", -2)),
        (level("alert", "planned"), ("words", 3)),  # nobody named who could order it
        (level("alert", "planned", person="Vladimir Putin"), ("words", 6)),
        (level("exercise"), ("acts", 2)),
        (level("exercise", marks=("nuclear",), unscheduled=True), ("acts", 5)),
        (level("exercise", marks=("nuclear", "response")), ("acts", 5)),
        (level("exercise", marks=("response",)), ("acts", 2)),
        (level("deployment"), ("acts", 2)),
        (level("deployment", marks=("missile",)), ("acts", 3)),
        (level("deployment", marks=("nuclear",), place="Belarus"), ("acts", 5)),
        (level("deployment", marks=("nuclear",), place="Kaliningrad"), ("acts", 3)),
        (level("deployment", marks=("nuclear",), place="Germany", actors=("NATO",)), ("acts", 3)),
        (level("deployment", marks=("nuclear", "storage"), place="Belarus"), ("acts", 4)),
        (level("deployment", marks=("from_storage", "nuclear", "warheads"), place="Belarus"), ("acts", 6)),
        (level("deployment", marks=("bomber", "surge")), ("acts", 6)),
        (level("mobilization", marks=("submarine", "surge")), ("acts", 6)),
        (level("use_of_force", marks=("capable_missile",)), ("acts", 5)),
        (level("use_of_force", marks=("missile",)), None),
        (level("use_of_force", marks=("nuclear_explosion", "nuclear")), None),  # no sentence alone says level 8
        (level("deployment", "planned"), ("words", 2)),
        (level("test", marks=("nuclear_explosion",)), ("acts", 7)),
        (level("test", marks=("missile",)), ("acts", 2)),
        (level("test", marks=("missile", "unnotified")), ("acts", 3)),
        (level("talks"), ("acts", -1)),
        (level("talks", marks=("standing_body",)), ("acts", 0)),
        (level("treaty_commitment"), ("acts", -2)),
        (level("treaty_commitment", marks=("affirmed",)), ("words", -1)),
        (level("treaty_commitment", marks=("affirmed", "entered")), ("acts", -2)),
        (level("alert", "planned", marks=("lowered",)), ("words", -2)),
        (level("inspection", "planned"), ("words", -1)),
        (level("talks", "halted"), ("acts", 2)),
        (level("treaty_suspension"), ("acts", 3)),
        (level("inspection", "denied"), ("acts", 3)),
        (level("assurance"), ("words", -1)),
        (level("assessment", marks=("calm",)), ("words", -1)),
        (level("assessment"), ("words", 1)),
        (level("denial"), ("words", 0)),
        (level("warning", role="expert"), ("words", 1)),
        (level("warning", "conditional", targets=("NATO",)), ("words", 3)),
        (level("threat", "conditional", marks=("nuclear",), person="Vladimir Putin"), ("words", 4)),
        (level("threat", marks=("nuclear",), targets=("NATO",), person="Vladimir Putin"), ("words", 5)),
        (level("threat", "conditional", marks=("nuclear",), targets=("NATO",), person="Vladimir Putin"), ("words", 4)),
        (level("threat", "conditional", marks=("missile", "nuclear"), person="Vladimir Putin"), ("words", 5)),
        (level("threat", marks=("nuclear",), targets=("NATO",), person="Sergey Lavrov"), ("words", 4)),
        (level("threat", person="Sergey Lavrov"), ("words", 2)),
        (level("threat", marks=("nuclear",), targets=("NATO",), role="former"), ("words", 1)),
        (level("doctrine"), ("words", 0)),
        (level("doctrine", marks=("nuclear",), person="Vladimir Putin"), ("words", 1)),
        (level("doctrine", marks=("nuclear", "threshold"), person="Sergey Lavrov"), ("words", 4)),
        (level("doctrine", marks=("nuclear", "threshold"), role="expert"), ("words", 1)),
        (level("doctrine", marks=("law",)), ("acts", 4)),
        (level("use_of_force", "possible"), None),
        (level("deployment", "denied"), None),
    ],
)
def test_levels_by_their_criteria(found, wanted):
    assert found == wanted


def test_caps_by_who_speaks_are_told():
    found = find_level(make("s1", "threat", ("RUS",), marks=("nuclear",), modality=Modality.CONDITIONAL))
    assert (found.value, found.capped_from, found.flagged) == (3, 4, True)
    assert "said by: unnamed" in found.because


def test_the_same_caps_for_every_state():
    said = [
        find_level(make("s1", "threat", (code,), person=name, marks=("nuclear",), targets=("XXX",), told=DAY))
        for code, name in (("RUS", "Vladimir Putin"), ("USA", "Joe Biden"))
    ]
    assert said[0] == said[1]


def test_the_scale_is_whole_and_rules_stay_on_it():
    assert sorted(load_scale()) == list(range(-2, 10))
    assert {rule.level for rule in load_rules()} <= set(load_scale())
    assert all(getattr(load_scale()[rule.level], rule.track.value) for rule in load_rules())


def test_what_a_criterion_takes_for_granted_is_told():
    found = find_level(make("s1", "test", ("RUS",)))
    assert found.because[-1] == "taken as notified where nothing is said of notice"


def test_every_mark_that_a_rule_asks_for_can_be_found():
    given = {row["id"] for row in load_rows("marsad.reconcile.episodes", "marks.toml")}
    told = {"abroad", "ahead", "capable", "target", "unscheduled", "weapon", *Voice}
    asked = {mark for rule in load_rules() for mark in (*rule.needs, *rule.lacks)}
    assert asked <= given | told
    assert "no_such_mark" not in given | told
