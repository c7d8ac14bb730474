import pytest
from tests.unit.reconcile.episodes.made import DAY, make

from marsad.measure.levels import find_level, load_rules, load_scale
from marsad.model import Modality


def level(kind, modality="actual", marks=(), actors=("RUS",), **more):
    sure = {key: more.pop(key) for key in ("abroad", "unscheduled") if key in more}
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
        (level("deployment"), ("acts", 3)),
        (level("deployment", marks=("nuclear",), abroad=True), ("acts", 5)),
        (level("deployment", "planned"), ("words", 2)),
        (level("test", marks=("nuclear_explosion",)), ("acts", 7)),
        (level("talks"), ("acts", -1)),
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
