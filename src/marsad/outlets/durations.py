"""Times as people write them: 15m, 2s, 1h30m, 3d."""

import re

_UNITS = {"d": 86_400, "h": 3_600, "m": 60, "s": 1}
_PART = r"(\d{1,9}(?:\.\d{1,6})?)"
_DURATION = re.compile("".join(rf"(?:{_PART}{unit})?" for unit in _UNITS))
_LONGEST = 366 * 86_400


def read_duration(text: str) -> float:
    """Return the seconds of `1d`, `1h30m`, `0.5s`; raise ValueError."""
    found = _DURATION.fullmatch(text) if text else None
    if not found:
        raise ValueError("no time such as 2s, 15m, 1h30m or 3d")
    numbers = [float(number or 0) for number in found.groups()]
    seconds = sum(number * unit for number, unit in zip(numbers, _UNITS.values(), strict=True))
    if seconds > _LONGEST:
        raise ValueError("longer than a year")
    return seconds


def write_duration(seconds: float) -> str:
    """Return a time of 0 seconds or more as `read_duration` takes it, exact to the millionth of a second."""
    left, parts = round(seconds * 1_000_000), []
    for name, unit in _UNITS.items():
        count, left = divmod(left, unit * 1_000_000)
        if name == "s" and left:
            parts.append(f"{count}.{left:06d}".rstrip("0") + name)
        elif count:
            parts.append(f"{count}{name}")
    return "".join(parts) or "0s"
