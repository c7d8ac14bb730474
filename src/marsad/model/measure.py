"""What a measure of a period is taken by: its track and its step."""

from enum import StrEnum

LOOKED_BACK = 1096  # days before its week, three years, that a day is held against at most


class Track(StrEnum):
    """The two tracks of the scale of escalation, never added to one another."""

    WORDS = "words"
    ACTS = "acts"


class Step(StrEnum):
    """How long a series' periods are."""

    DAY = "day"
    WEEK = "week"  # ISO, from Monday
    MONTH = "month"
