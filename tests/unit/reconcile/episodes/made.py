"""Tellings for the tests of episodes; all made up."""

from datetime import date
from zlib import crc32

from marsad.model import Modality, SignalType
from marsad.model.episode import Telling

DAY = date(2024, 3, 4)


def make(record, kind="talks", actors=("RUS", "NATO"), words="missions reopen embassy", **more):
    """Return a telling; `words` stand for the roots of its sentence."""
    fixed = {"article": f"a-{record}", "start": 0, "end": 50, "modality": Modality.ACTUAL, "told": DAY}
    roots = tuple(sorted(crc32(word.encode()) for word in words.split()))
    return Telling(record=record, type=SignalType(kind), actors=tuple(actors), words=roots, **{**fixed, **more})
