"""Exercise watch: whether an exercise that a page reports is one of a known series, in its usual weeks and size."""

from marsad.reconcile.exercises.check import check_exercises
from marsad.reconcile.exercises.judge import judge_exercise
from marsad.reconcile.exercises.report import ExerciseReport, find_reports
from marsad.reconcile.exercises.usual import Usual, find_usual, list_series

__all__ = [
    "ExerciseReport",
    "Usual",
    "check_exercises",
    "find_reports",
    "find_usual",
    "judge_exercise",
    "list_series",
]
