"""Military exercises that recur: when each edition was held, and whether it is nuclear."""

from functools import cache

import msgspec

from marsad.lexicon import load_tsv
from marsad.reference.days import check_day


class Exercise(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One edition of an exercise.

    Dates are ISO days or months; `actors` are codes with commas; `nuclear` is yes, no or partly. `states`, `aircraft`
    and `troops` are its size as far as told; `role` is announcement where no exercise was held on the day.
    """

    id: str
    series: str
    name: str
    year: int
    nuclear: str
    certainty: str
    basis: str
    start: str = ""
    end: str = ""
    actors: str = ""
    place: str = ""
    scale: str = ""
    states: int | None = None
    aircraft: int | None = None
    troops: int | None = None
    role: str = ""
    source: str = ""

    def __post_init__(self) -> None:
        for day in (self.start, self.end):
            check_day(day)

    @property
    def codes(self) -> tuple[str, ...]:
        """Who took part."""
        return tuple(code for code in self.actors.split(",") if code)


@cache
def load_exercises() -> tuple[Exercise, ...]:
    """Return all editions, by series and year."""
    return load_tsv("marsad.reference", "exercises.tsv", Exercise)


@cache
def find_organisers(series: str) -> tuple[str, ...]:
    """Return who took part in every edition of a series, () where it has none."""
    editions = [row.codes for row in load_exercises() if row.series == series]
    return tuple(code for code in editions[0] if all(code in codes for codes in editions)) if editions else ()
