"""The statement ledger: what each speaker and party said over time, and what is new, repeated, harder or softer."""

from marsad.reconcile.sayings.hardness import Hardness, compare_hardness, find_line, measure_hardness
from marsad.reconcile.sayings.novelty import (
    MOST_BACK,
    find_place,
    is_same_matter,
    iterate_sayings,
    list_lines,
    list_placed,
    list_spoken,
    place_words,
    trace_sayings,
)

__all__ = [
    "MOST_BACK",
    "Hardness",
    "compare_hardness",
    "find_line",
    "find_place",
    "is_same_matter",
    "iterate_sayings",
    "list_lines",
    "list_placed",
    "list_spoken",
    "measure_hardness",
    "place_words",
    "trace_sayings",
]
