"""Nouns to JSON and back, without loss."""

from typing import TypeVar

import msgspec

T = TypeVar("T")


class CodecError(ValueError):
    """The bytes do not hold the noun that was asked for."""


def encode(noun: object) -> bytes:
    """Return `noun` as compact UTF-8 JSON; equal nouns give equal bytes."""
    return msgspec.json.encode(noun)


def decode(data: bytes | str, kind: type[T]) -> T:
    """Return the `kind` that `data` holds; raise CodecError with the place where it does not fit."""
    try:
        return msgspec.json.decode(data, type=kind)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise CodecError(str(error)) from error
