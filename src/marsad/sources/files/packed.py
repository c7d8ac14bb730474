"""Pages in archives of files: zip and tar, and single pages under gzip; archives within archives are left shut."""

from collections.abc import Iterator
from io import BufferedReader
from pathlib import Path, PurePosixPath

import msgspec

from marsad.fetch import make_line
from marsad.model import Capture
from marsad.sources.base import Item, SetAside
from marsad.sources.files.jsonl import read_lines
from marsad.sources.files.media import find_media, is_lines
from marsad.sources.files.nouns import Limits, PackedError
from marsad.sources.files.tarred import open_tar
from marsad.sources.files.unfold import Budget, Section, Unfolded
from marsad.sources.files.zipped import open_zip
from marsad.sources.places import PAGES, has_ending, set_aside_error

_TARS = (".tar", ".tar.bz2", ".tar.gz", ".tar.xz", ".tbz2", ".tgz", ".txz")
ARCHIVES = (*_TARS, ".zip", *(f"{ending}.gz" for ending in PAGES))  # the endings that are looked for in folders
_NESTED = (*_TARS, ".7z", ".bz2", ".gz", ".rar", ".wacz", ".warc", ".xz", ".zip", ".zst")
_ORIGIN = 2_000  # characters


def is_packed(path: Path) -> bool:
    """Tell whether a file is an archive or a page under gzip, by its name."""
    return has_ending(path.name, (*ARCHIVES, ".gz")) and not has_ending(path.name, (".warc.gz",))


def read_packed(path: Path, page: int, limits: Limits) -> Iterator[Item]:
    """Yield the pages in an archive, in its order; pages and lines of more than `page` bytes are set aside."""
    empty = True
    try:
        for item in _read_any(path, page, limits):
            empty = False
            yield item
    except PackedError as error:
        yield SetAside(origin=str(path), reason=error.reason, message=error.message)
    except OSError as error:
        yield set_aside_error(str(path), error)
    else:
        if empty:
            yield SetAside(origin=str(path), reason="empty", message=f"no {' '.join(PAGES)} files in this archive")


def _read_any(path: Path, page: int, limits: Limits) -> Iterator[Item]:
    budget = Budget(path.stat().st_size, page, limits)
    if has_ending(path.name, (".zip",)):
        yield from _read_members(path, open_zip(path, budget, limits), page)
        return
    with path.open("rb") as raw:
        stream = Unfolded(raw, budget, limits)
        if has_ending(path.name, _TARS):
            yield from _read_members(path, open_tar(stream, limits), page)
        else:
            yield from _read_page(Section(stream.take), path.stem, str(path), page)


def _read_members(path: Path, members: Iterator[tuple[str, Section | PackedError]], page: int) -> Iterator[Item]:
    for name, content in members:
        where = f"{path}!/{make_line(name.removeprefix('./').lstrip('/'), _ORIGIN)}"
        try:
            if isinstance(content, PackedError):
                if content.reason == "lost" or _is_wanted(name, PAGES):
                    raise content
            elif _is_wanted(name, _NESTED):
                raise PackedError("nested", "an archive within an archive; unpack it first")
            elif _is_wanted(name, PAGES):
                yield from _read_page(content, name, where, page)
        except PackedError as error:
            yield SetAside(origin=where, reason=error.reason, message=error.message)
            if error.ends:
                return


def _is_wanted(name: str, endings: tuple[str, ...]) -> bool:
    """Tell whether a member has one of `endings` and neither it nor a folder around it is hidden."""
    path = PurePosixPath(name)
    return has_ending(path.name, endings) and all(part == ".." or part[0] != "." for part in path.parts)


def _read_page(content: Section, name: str, where: str, page: int) -> Iterator[Item]:
    path = PurePosixPath(name)
    if is_lines(path):
        for item in read_lines(BufferedReader(content), where, page):
            yield msgspec.structs.replace(item, outside=True) if isinstance(item, Capture) else item
        return
    body = b"" if (content.size or 0) > page else BufferedReader(content).read(page + 1)
    if len(body) > page or (content.size or 0) > page:
        yield SetAside(origin=where, reason="too_large", message=f"more than the {page} bytes taken on")
    else:
        yield Capture(origin=where, body=body, media=find_media(path.suffix, body), outside=True)
