"""How levels are shown: as numbers, or as three classes until coders are shown to agree on the numbers."""

from enum import StrEnum
from functools import cache

import msgspec

from marsad.lexicon import load_table


class Form(StrEnum):
    """In what form levels are published."""

    CLASSES = "classes"
    LEVELS = "levels"


class _Row(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    id: str
    form: Form | None = None
    sign: str = ""
    least: int | None = None
    most: int | None = None


@cache
def _load_rows() -> tuple[_Row, ...]:
    return load_table("marsad.measure.levels", "published.toml", _Row)


def load_form() -> Form:
    """Return the form in which levels are published."""
    return next(row.form for row in _load_rows() if row.form)


def load_classes() -> tuple[str, ...]:
    """Return the names of the classes, the mildest first."""
    return tuple(row.id for row in _load_rows() if row.least is not None)


def find_class(value: int) -> str:
    """Return the class of a level; raise ValueError for what is none."""
    return _find_row(value).id


def _find_row(value: int) -> _Row:
    for row in _load_rows():
        if row.least is not None and row.most is not None and row.least <= value <= row.most:
            return row
    raise ValueError(f"{value} is no level of the scale")


def show_level(value: int, form: Form | None = None) -> str | int:
    """Return a level as it is published: its class, or its number."""
    return value if (form or load_form()) is Form.LEVELS else find_class(value)


def sign_level(value: int, form: Form | None = None) -> str:
    """Return a level as it is published where there is little room: the sign of its class, or its number."""
    return str(value) if (form or load_form()) is Form.LEVELS else _find_row(value).sign


def list_signs() -> tuple[str, ...]:
    """Return what the signs of the classes stand for, the gravest first."""
    return tuple(f"{row.sign} {row.id}" for row in reversed(_load_rows()) if row.sign)
