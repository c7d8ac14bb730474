"""Messages over pipes: a length, then an object as `pickle` writes it. Both ends are ours."""

import os
import pickle
from typing import IO, Any, NamedTuple

Pipes = tuple[IO[bytes], IO[bytes]]  # from a process and to it

_LENGTH = 8  # bytes
_ROOM = 65_536  # bytes: what a pipe holds


class Full(NamedTuple):
    """Says that a process met the limit on its memory, after which nothing in it can be relied on."""


def open_pipes(read: int, write: int) -> Pipes:
    """Return ends of pipes as files. A message is mostly read at once, and what is written is never held back."""
    return os.fdopen(read, "rb", buffering=_ROOM), os.fdopen(write, "wb", buffering=0)


def send(pipe: IO[bytes], message: object) -> None:
    """Write a message to an unbuffered pipe; raise OSError when nobody reads it any more."""
    write(pipe, frame(message))


def frame(message: object) -> bytes:
    """Return a message as it is written."""
    body = pickle.dumps(message, pickle.HIGHEST_PROTOCOL)
    return len(body).to_bytes(_LENGTH, "big") + body


def write(pipe: IO[bytes], framed: bytes) -> None:
    """Write a message that is framed already; raise OSError when nobody reads it any more."""
    left = memoryview(framed)
    while left:
        left = left[pipe.write(left) :]


def receive(pipe: IO[bytes]) -> Any:  # noqa: ANN401 (whatever was sent)
    """Return the next message; raise EOFError when its sender is gone."""
    size = int.from_bytes(_take(pipe, _LENGTH), "big")
    return pickle.loads(_take(pipe, size))


def _take(pipe: IO[bytes], size: int) -> bytearray:
    body = bytearray(size)
    left = memoryview(body)
    while left:
        taken = pipe.readinto(left)  # type: ignore[attr-defined]  # unbuffered pipes have it
        if not taken:
            raise EOFError
        left = left[taken:]
    return body
