"""The scale of escalation: two tracks, which criteria give a level, what caps it, how it is shown."""

from marsad.measure.levels.coders import CodingError, LevelAgreement, load_codings, make_level_agreement
from marsad.measure.levels.grade import Carrying, Graded, choose_levels, grade_episode, grade_episodes
from marsad.measure.levels.level import Level, Rule, Rung, find_level, load_rules, load_scale
from marsad.measure.levels.published import (
    Form,
    find_class,
    list_signs,
    load_classes,
    load_form,
    show_level,
    sign_level,
)
from marsad.model.measure import Track

__all__ = [
    "Carrying",
    "CodingError",
    "Form",
    "Graded",
    "Level",
    "LevelAgreement",
    "Rule",
    "Rung",
    "Track",
    "choose_levels",
    "find_class",
    "find_level",
    "grade_episode",
    "grade_episodes",
    "list_signs",
    "load_classes",
    "load_codings",
    "load_form",
    "load_rules",
    "load_scale",
    "make_level_agreement",
    "show_level",
    "sign_level",
]
