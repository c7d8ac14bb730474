"""How a record was read, in Arabic as far as there are words for it."""

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import NamedTuple

from marsad.brief.language import Label
from marsad.lexicon import load_table
from marsad.model import SignalType

_PARTS = {"parties": r"[A-Z0-9+_-]+", "type": "|".join(kind.value for kind in SignalType)}
_KEPT = 2_000


class Step(NamedTuple):
    """A step that we have words for: them, and the parts that are put in."""

    form: str
    parts: Mapping[str, str]


@lru_cache(maxsize=_KEPT)
def find_step(text: str) -> Step | None:
    """Return the Arabic of a step of reading; None where there are no words for it."""
    for pattern, form in _load_steps():
        if found := pattern.fullmatch(text):
            return Step(form, found.groupdict())
    return None


@cache
def _load_steps() -> tuple[tuple[re.Pattern[str], str], ...]:
    """Return patterns with their Arabic; those without parts first, since a part may be anything."""
    rows = load_table("marsad.app.web", "steps.toml", Label)
    return tuple(
        (re.compile(_make_pattern(row.en)), row.ar)
        for row in sorted(rows, key=lambda row: (row.en.count("{"), -len(row.en)))
    )


def _make_pattern(step: str) -> str:
    pieces = re.split(r"\{(\w+)\}", step)
    return "".join(f"(?P<{p}>{_PARTS.get(p, '.+')})" if at % 2 else re.escape(p) for at, p in enumerate(pieces))
