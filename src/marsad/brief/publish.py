"""A brief for programs: plain values, with levels as they are published (measure/levels/published.toml)."""

from typing import Any

import msgspec

from marsad.brief.nouns import Brief, Slot
from marsad.brief.page.grades import count_classes
from marsad.measure.levels import Level
from marsad.measure.levels.published import Form, load_form, show_level


def publish(brief: Brief) -> Any:  # noqa: ANN401 (plain values of JSON)
    """Return a brief as plain values that JSON can hold."""
    return _publish(brief)


def _publish(noun: Any) -> Any:  # noqa: ANN401 (whatever a noun holds)
    if isinstance(noun, Level):
        return _publish_level(noun)
    if isinstance(noun, Slot) and load_form() is Form.CLASSES:
        counts = {"words": count_classes(noun.words), "acts": count_classes(noun.acts)}
        return {"label": noun.label, "first": noun.first, **counts}
    if isinstance(noun, msgspec.Struct):
        return {name: _publish(getattr(noun, name)) for name in noun.__struct_fields__}
    return [_publish(one) for one in noun] if isinstance(noun, tuple) else noun


def _publish_level(level: Level) -> dict[str, Any]:
    plain: dict[str, Any] = msgspec.to_builtins(level)
    capped = level.capped_from
    return {**plain, "value": show_level(level.value), "capped_from": None if capped is None else show_level(capped)}
