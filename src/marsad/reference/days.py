"""ISO dates of which the day or the month may be unknown: `2023-02-28`, `2020-03`, `2007`."""

from calendar import monthrange
from datetime import date


def first_day(text: str) -> date:
    """Return the first day that a date may mean; raise ValueError when it is none."""
    parts = [int(part) for part in text.split("-")]
    return date(*[*parts, 1, 1][:3])


def last_day(text: str) -> date:
    """Return the last day that a date may mean; raise ValueError when it is none."""
    parts = [int(part) for part in text.split("-")]
    if len(parts) == 3:
        return date(*parts)
    month = parts[1] if len(parts) == 2 else 12
    return date(parts[0], month, monthrange(parts[0], month)[1])


def check_day(text: str) -> None:
    """Raise ValueError, which tells what to write, when a text that is not empty is no date."""
    try:
        if text and first_day(text) > last_day(text):
            raise ValueError
    except (ValueError, TypeError):
        raise ValueError(f"{text} is no date; write 2023, 2023-02 or 2023-02-28") from None
