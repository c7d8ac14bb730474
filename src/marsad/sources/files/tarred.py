"""Members of tar files, one after the other as they stand; nothing is unpacked to anywhere."""

from collections.abc import Iterator
from tarfile import TarError, TarFile, TarInfo
from typing import Any

from marsad.sources.files.nouns import Limits, PackedError, explained
from marsad.sources.files.unfold import Section, Unfolded

_BLOCK = 512
_DAMAGED = (TarError, ValueError, ArithmeticError, LookupError, RecursionError)


def open_tar(stream: Unfolded, limits: Limits) -> Iterator[tuple[str, Section | PackedError]]:
    """Yield name and content of every member that is no folder; raise PackedError where nothing more can be read."""
    raw: Any = stream  # all that is asked of it
    with explained(ends=True):
        tar = TarFile(fileobj=raw, mode="r", encoding="utf-8", errors="replace")
    for number, member in enumerate(_walk(tar, stream, limits), 1):
        if number > limits.members:
            raise PackedError("too_many", f"more than {limits.members} members; the rest is not read", ends=True)
        if isinstance(member, PackedError):
            yield f"byte {stream.tell() - _BLOCK}", member
        elif not member.isdir():
            yield member.name, _open_member(member, stream)


def _open_member(member: TarInfo, stream: Unfolded) -> Section | PackedError:
    if member.issym() or member.islnk():
        return PackedError("unsupported", "a link")
    if not member.isreg() or member.issparse():
        return PackedError("unsupported", "no regular file")
    if member.size < 0:
        return PackedError("corrupt", "a page of less than no bytes")
    stream.seek(member.offset_data)
    return Section(stream.take, member.size)


def _walk(tar: TarFile, stream: Unfolded, limits: Limits) -> Iterator[TarInfo | PackedError]:
    """Yield the members; where headers are damaged go on with the next that is none of these."""
    flaws, is_lost = 0, False
    while True:
        member = _find_next(tar, stream)
        if member:
            is_lost = False
            yield member
        elif not stream.last.strip(b"\0"):
            return
        elif len(stream.last) < _BLOCK:
            raise PackedError("truncated", "the archive breaks off", ends=True)
        elif not is_lost:
            flaws, is_lost = flaws + 1, True
            if flaws > limits.flaws:
                raise PackedError("too_many_flaws", f"more than {limits.flaws} damaged places", ends=True)
            yield PackedError("lost", "a damaged header; the member behind it is lost")
        if is_lost:
            tar.offset = stream.tell()


def _find_next(tar: TarFile, stream: Unfolded) -> TarInfo | None:
    stream.begin_head()
    tar.members, tar.pax_headers = [], {}  # type: ignore[attr-defined]  # else all of them stay in memory
    try:
        return tar.next()
    except _DAMAGED as error:
        if len(stream.last) < _BLOCK:
            raise PackedError("truncated", "the archive breaks off", ends=True) from error
        return None
