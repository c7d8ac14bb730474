"""Formats in which states talk."""

from datetime import date
from functools import cache

import msgspec

from marsad.lexicon import load_table


class TalkFormat(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A council, commission, dialogue, group, channel or way of meeting.

    `parties` sit in it by its own rules; without any it is whoever is named. Days are ISO; `basis` is verified (with
    its source) or memory, `certainty` high, medium or low.
    """

    id: str
    name: str
    kind: str
    about: str
    certainty: str
    basis: str
    parties: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None
    source: str = ""

    def existed(self, on: date) -> bool:
        """Tell whether the format was there on a day."""
        day = on.isoformat()
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


@cache
def load_formats() -> dict[str, TalkFormat]:
    """Return all formats by id."""
    return {row.id: row for row in load_table("marsad.reference", "formats.toml", TalkFormat)}
