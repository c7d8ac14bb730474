"""Month names of all Arabic-speaking regions."""

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

import msgspec

from marsad.lexicon.load import load_table
from marsad.text.normal import normalise


class MonthRow(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One month of the Gregorian year: its number and every name the press prints for it."""

    id: int
    forms: tuple[str, ...]


@cache
def load_months() -> Mapping[str, int]:
    """Return every normalised month name with its number from 1 to 12."""
    rows = load_table("marsad.languages.ar", "months.toml", MonthRow)
    return MappingProxyType({normalise(form).normal: row.id for row in rows for form in row.forms})
