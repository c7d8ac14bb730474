"""Words of the command line that need no library to be understood.

Newer releases of typer have pydantic read every value, which takes longer to load than many a command takes. What is
plain (a word, a whole number, one of a list) is read here to the same; what is not, or is wrong, is left to typer.
"""

from collections.abc import Callable
from enum import Enum
from functools import partial
from typing import Any, get_args, get_origin

from typer import core

_LEFT = object()  # to typer
_BUILDER = "build_runtime_param"  # typer's function that makes what reads values; there is no public place for it
_DIGITS = 9  # of a number that is surely no mistake


class _Plain:
    """Stands where typer keeps what reads the words of a parameter of some kind."""

    def __init__(self, build: Callable[[Any], Any], told: Any) -> None:  # noqa: ANN401 (typer's own, not public)
        self._build = build
        self._told = told

    def coerce(self, value: object, param: Any, ctx: object) -> object:  # noqa: ANN401
        """Return the value that words stand for."""
        several = param.multiple or param.nargs == -1
        kind, info = self._told.annotation, self._told.parameter_info
        read = _read_several(value, kind, info) if several else _read(value, kind, info)
        return self._build(self._told).coerce(value, param=param, ctx=ctx) if read is _LEFT else read


def read_plainly() -> None:
    """Have plain values read without typer's library, where its release has one."""
    build = getattr(core, _BUILDER, None)
    if build and not isinstance(build, partial):
        setattr(core, _BUILDER, partial(_Plain, build))


def _read_several(value: object, kind: object, info: Any) -> object:  # noqa: ANN401
    if value is None:
        return ()
    if not isinstance(value, list | tuple) or get_origin(kind) is not list:
        return _LEFT
    read = [_read(each, get_args(kind)[0], info) for each in value]
    return _LEFT if _LEFT in read else read


def _read(value: object, kind: Any, info: Any) -> object:  # noqa: ANN401
    """Return one value; `_LEFT` where it is not plain."""
    if value is None:
        return None
    if info.parser is not None or not isinstance(kind, type):
        return _LEFT
    if issubclass(kind, Enum):
        return next((each for each in kind if value in (each, each.value)), _LEFT)
    if kind is str and isinstance(value, str):
        return value
    return _read_number(str(value), info) if kind is int else _LEFT


def _read_number(word: str, info: Any) -> object:  # noqa: ANN401
    if not (word.isascii() and word.isdecimal() and len(word) <= _DIGITS):
        return _LEFT
    low, high = (int(word) if bound is None else bound for bound in (info.min, info.max))
    return int(word) if low <= int(word) <= high else _LEFT
