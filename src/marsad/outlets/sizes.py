"""Sizes as people write them: 500kB, 200MB, 1.5GB."""

import re

_UNITS = {"TB": 10**12, "GB": 10**9, "MB": 10**6, "kB": 10**3}
_SIZE = re.compile(rf"(\d{{1,9}}(?:\.\d{{1,6}})?) ?({'|'.join(_UNITS)})")
_LONGEST = 1_000 * _UNITS["TB"]


def read_size(text: str) -> int:
    """Return the bytes of `200MB`, a thousand of them to a kB; raise ValueError."""
    found = _SIZE.fullmatch(text)
    if not found:
        raise ValueError("no size such as 500kB, 200MB or 1.5GB")
    size = round(float(found[1]) * _UNITS[found[2]])
    if size > _LONGEST:
        raise ValueError("more than 1000TB")
    return size


def write_size(size: int) -> str:
    """Return a size as `read_size` takes it, rounded to a thousandth of its unit."""
    name, unit = next(((name, unit) for name, unit in _UNITS.items() if size >= unit), ("kB", 1_000))
    return f"{size / unit:.3f}".rstrip("0").rstrip(".") + name
