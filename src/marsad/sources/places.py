"""From what a user names to the files meant: folders walked, patterns expanded, always in one order."""

import os
from collections.abc import Iterator, Sequence
from glob import glob, has_magic
from pathlib import Path
from stat import S_ISREG

from marsad.sources.base import SetAside

PAGES = (".htm", ".html", ".jsonl", ".txt")  # the endings of files that hold pages as they are


def find_files(place: str, endings: Sequence[str]) -> Iterator[Path | SetAside]:
    """Yield the files at `place`, sorted; what cannot be listed comes as a set-aside.

    In folders only files with one of `endings` (in lower case) count, hidden ones do not, and links to folders are
    not followed.
    """
    path = Path(place)
    try:
        if path.is_dir():
            yield from _or_else(
                _walk(path, endings), place, "empty_folder", f"no {' '.join(endings)} files in this folder"
            )
        elif path.exists() or path.is_symlink() or not has_magic(place):
            yield path
        else:
            yield from _or_else(_expand(place, endings), place, "missing", "no file matches this pattern")
    except (OSError, ValueError) as error:
        yield set_aside_error(place, error)


def _or_else(found: Iterator[Path | SetAside], place: str, reason: str, message: str) -> Iterator[Path | SetAside]:
    first = next(found, None)
    if first is None:
        yield SetAside(origin=place, reason=reason, message=message)
    else:
        yield first
        yield from found


def _expand(pattern: str, endings: Sequence[str]) -> Iterator[Path | SetAside]:
    for match in sorted(glob(pattern, recursive=True)):  # noqa: PTH207 (Path.glob takes no absolute patterns)
        if Path(match).is_file():
            yield Path(match)
        elif "**" not in pattern:  # such a pattern reaches into folders by itself
            yield from _walk(Path(match), endings)


def _walk(folder: Path, endings: Sequence[str]) -> Iterator[Path | SetAside]:
    problems: list[OSError] = []
    for root, folders, names in os.walk(folder, onerror=problems.append):
        yield from (set_aside_error(str(problem.filename), problem) for problem in problems)
        problems.clear()
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (Path(root, name) for name in sorted(names) if has_ending(name, endings))
    yield from (set_aside_error(str(problem.filename), problem) for problem in problems)


def holds_only(place: str, endings: Sequence[str]) -> bool:
    """Tell whether `place` is a folder with files of these `endings` and no pages in it."""
    try:
        if not Path(place).is_dir():
            return False
    except (OSError, ValueError):
        return False
    found = False
    for path in find_files(place, (*endings, *PAGES)):
        if isinstance(path, Path):
            if has_ending(path.name, PAGES):
                return False
            found = True
    return found


def has_ending(name: str, endings: Sequence[str]) -> bool:
    """Tell whether a file's name, if it is not hidden, has one of `endings` (in lower case)."""
    return not name.startswith(".") and name.lower().endswith(tuple(endings))


def check_file(path: Path, limit: int | None) -> SetAside | None:
    """Return why `path` cannot be read as it stands, looking no further than its entry; None where it can."""
    try:
        status = path.stat()
    except (OSError, ValueError) as error:
        return set_aside_error(str(path), error)
    if not S_ISREG(status.st_mode):
        return SetAside(origin=str(path), reason="unreadable", message="not a regular file")
    if limit is not None and status.st_size > limit:
        message = f"{status.st_size} bytes, more than the {limit} taken on"
        return SetAside(origin=str(path), reason="too_large", message=message)
    return None


def set_aside_error(origin: str, error: OSError | ValueError) -> SetAside:
    """Return the set-aside that tells of an error of the file system."""
    reasons = {FileNotFoundError: "missing", NotADirectoryError: "missing", PermissionError: "permission"}
    says = {"missing": "no such file or folder", "permission": "no permission to read"}
    reason = next((word for kind, word in reasons.items() if isinstance(error, kind)), "unreadable")
    detail = getattr(error, "strerror", None) or str(error)
    return SetAside(origin=origin, reason=reason, message=says.get(reason, f"cannot be read: {detail}"))
