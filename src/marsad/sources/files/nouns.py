"""What is taken of archives of files, and the error that tells what cannot be."""

from collections.abc import Iterator
from contextlib import contextmanager
from lzma import LZMAError
from struct import error as StructError
from tarfile import TarError
from zipfile import BadZipFile
from zlib import error as ZlibError

import msgspec

_BROKEN = (
    ZlibError,
    LZMAError,
    BadZipFile,
    TarError,
    StructError,
    ValueError,
    ArithmeticError,
    LookupError,
    RuntimeError,  # recursion too
)


class Limits(msgspec.Struct, frozen=True, kw_only=True):
    """What is taken of one archive; `ratio` is how many times its own size it may unfold to, beside one page.

    `contents` are the bytes of a zip file's list of contents, `head` those of a tar file's headers before one member,
    `dictionary` those that an xz file may have unpacking take in memory.
    """

    members: int = 1_000_000
    unfolded: int = 100_000_000_000
    ratio: int = 100
    contents: int = 16_000_000
    head: int = 100_000
    dictionary: int = 100_000_000
    flaws: int = 1_000


class PackedError(Exception):
    """A member of an archive cannot be read, or (`ends`) nothing that follows in the archive can."""

    def __init__(self, reason: str, message: str, *, ends: bool = False) -> None:
        super().__init__(message)
        self.reason = reason
        self.message = message
        self.ends = ends


@contextmanager
def explained(*, ends: bool = False) -> Iterator[None]:
    """Turn what the readers of archives raise over broken bytes into PackedError."""
    try:
        yield
    except EOFError as error:
        raise PackedError("truncated", "the archive breaks off", ends=ends) from error
    except _BROKEN as error:
        raise PackedError("corrupt", f"the archive is damaged: {str(error)[:100]}", ends=ends) from error
    except OSError as error:
        if error.errno is not None:  # of the file system
            raise
        raise PackedError("corrupt", f"the archive is damaged: {str(error)[:100]}", ends=ends) from error
