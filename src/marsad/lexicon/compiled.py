"""What takes long to make from data files, kept in a folder of the user's between runs.

A file is named by what it was made from, so that it is never out of date, and holds the digest of its content. It is
read only where nobody else can have written it: its folder is the user's own and closed to all others. Whatever goes
wrong with a file, the thing is made anew; nothing is kept where no folder is named.
"""

import gc
import os
import pickle
import stat
import tempfile
from collections.abc import Callable
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from typing import Any, TypeVar

import msgspec

Made = TypeVar("Made")

_KEPT = 4  # files of one name: for the user's last few sets of own data
_DIGEST = 32  # bytes


class _Setting(msgspec.Struct):
    folder: Path | None = None


_SETTING = _Setting()


def use_cache(folder: Path | None) -> None:
    """Keep compiled data in `folder` from now on in this process, or nowhere."""
    _SETTING.folder = folder


def find_cache() -> Path | None:
    """Return the folder in use."""
    return _SETTING.folder


def recall(name: str, key: str, kind: type[Made], make: Callable[[], Made]) -> Made:
    """Return what `make` makes, a `kind`, from the file that an earlier run left where there is one.

    `name` says what it is, `key` changes with all that it is made from.
    """
    folder = _SETTING.folder
    if folder is None:
        return make()
    path = folder / f"{name}-{key}.pickle"
    found = _load(path) if _is_ours(folder, stat.S_ISDIR) and _is_ours(path, stat.S_ISREG) else None
    if isinstance(found, kind):
        return found
    made = make()
    with suppress(OSError):  # a full or read-only disk must not stop a run
        _save(folder, path, name, made)
    return made


def _is_ours(path: Path, is_kind: Callable[[int], bool]) -> bool:
    """Tell whether a path is of a kind, no link, the user's own, and open to no one else."""
    try:
        found = path.lstat()
    except OSError:
        return False
    return is_kind(found.st_mode) and _is_closed(found)


def _is_closed(found: os.stat_result) -> bool:
    if not hasattr(os, "geteuid"):  # where files have owners in another way, a profile's folder is the user's own
        return True
    return found.st_uid == os.geteuid() and not found.st_mode & (stat.S_IRWXG | stat.S_IRWXO)


def _load(path: Path) -> Any:  # noqa: ANN401 (its kind is looked at by the caller)
    """Return what a file holds, None where it is damaged."""
    collecting = gc.isenabled()
    gc.disable()  # it would go through all that is loaded again and again
    try:
        data = path.read_bytes()
        if blake2b(data[_DIGEST:], digest_size=_DIGEST).digest() != data[:_DIGEST]:
            return None
        return pickle.loads(memoryview(data)[_DIGEST:])
    except Exception:  # what a file of another release makes of our classes cannot be foreseen
        return None
    finally:
        if collecting:
            gc.enable()


def _save(folder: Path, path: Path, name: str, made: object) -> None:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not _is_ours(folder, stat.S_ISDIR):
        return
    data = pickle.dumps(made, protocol=5)
    handle, draft = tempfile.mkstemp(dir=folder, prefix=f"{name}-", suffix=".part")  # open to its owner alone
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(blake2b(data, digest_size=_DIGEST).digest())
            file.write(data)
        Path(draft).replace(path)
    except OSError:
        Path(draft).unlink(missing_ok=True)
        raise
    for old in sorted(folder.glob(f"{name}-*.pickle"), key=lambda file: file.stat().st_mtime, reverse=True)[_KEPT:]:
        old.unlink(missing_ok=True)
