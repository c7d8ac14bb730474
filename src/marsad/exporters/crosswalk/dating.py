"""The day that an event scheme wants of every record."""

from datetime import date
from typing import Literal

from marsad.model import Signal, When

Dating = Literal["act", "publication"]


def find_day(signal: Signal, published: When | None) -> tuple[date, Dating] | None:
    """Return a record's day and whose it is: the act's first one where the text gives it, else the publication's."""
    if signal.date:
        return signal.date.start, "act"
    return (published.start, "publication") if published else None
