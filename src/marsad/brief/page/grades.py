"""Levels as they are published: in classes, or as numbers (measure/levels/published.toml)."""

from collections.abc import Iterable

from marsad.brief.language import Words
from marsad.measure.levels.published import Form, find_class, load_classes, load_form, sign_level

MINUS = "\u2212"
CALMING = load_classes()[0]  # what lowers tension, drawn below the line
NONE = "none"  # what no criterion of the scale speaks of


def tell_sign(value: int) -> str:
    """Return a level where there is little room: its class's sign, or its number."""
    return sign_level(value).replace("-", MINUS)


def tell_grade(words: Words, value: int) -> str:
    """Return a level in words: its class, or its number."""
    if load_form() is Form.LEVELS:
        return words.label("grade.level", level=tell_number(value))
    return words.label(f"class.{find_class(value)}")


def tell_number(value: int) -> str:
    """Return a number with a real minus sign."""
    return f"{MINUS}{-value}" if value < 0 else str(value)


def list_classes() -> tuple[str, ...]:
    """Return the classes, the gravest first, and last what has no level."""
    return (*reversed(load_classes()), NONE)


def count_classes(counts: Iterable[tuple[int | None, int]]) -> dict[str, int]:
    """Return how many there are of each class, by counts of levels."""
    found = dict.fromkeys(list_classes(), 0)
    for value, count in counts:
        found[NONE if value is None else find_class(value)] += count
    return found


def tell_classes(words: Words) -> str:
    """Return what the signs of the classes stand for, with the levels that each of them holds."""
    parts = []
    for name in list_classes()[:-1]:
        held = [value for value in range(-2, 10) if find_class(value) == name]
        most, least = tell_number(max(held)), tell_number(min(held))
        sign = tell_sign(min(held, key=abs))
        parts.append(words.label("grade.class", sign=sign, name=words.label(f"class.{name}"), least=least, most=most))
    return words.row(parts)
