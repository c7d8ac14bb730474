"""Members of zip files in the order in which they lie there; nothing is unpacked to anywhere."""

import io
from collections.abc import Iterator
from pathlib import Path
from stat import S_ISLNK
from typing import IO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from marsad.sources.files.nouns import Limits, PackedError, explained
from marsad.sources.files.unfold import Budget, Section

_HEADER = 30  # bytes of a member's own header before its name
_ENCRYPTED = 1


class _Bounded(io.FileIO):
    """A file of which no more than a list of contents is read at once."""

    def __init__(self, path: Path, most: int) -> None:
        super().__init__(path)
        self._most = most

    def read(self, size: int | None = -1, /) -> bytes:
        """Return up to `size` bytes."""
        wanted = self._most if size is None or size < 0 else size
        if wanted > self._most:
            raise PackedError("too_large", f"a list of contents of {wanted} bytes", ends=True)
        return super().read(wanted) or b""


def open_zip(path: Path, budget: Budget, limits: Limits) -> Iterator[tuple[str, Section | PackedError]]:
    """Yield name and content of every member that is no folder; raise PackedError where nothing can be read."""
    with _Bounded(path, limits.contents) as raw:
        with explained(ends=True):
            packed = ZipFile(raw)
        with packed:
            behind = 0
            members = sorted(packed.infolist(), key=lambda member: member.header_offset)
            for number, member in enumerate(members, 1):
                if number > limits.members:
                    message = f"more than {limits.members} members; the rest is not read"
                    raise PackedError("too_many", message, ends=True)
                laid_over = member.header_offset < behind
                behind = max(behind, member.header_offset + _HEADER + member.compress_size)
                if not member.is_dir():
                    yield member.filename, _open_member(packed, member, budget, laid_over=laid_over)


def _open_member(packed: ZipFile, member: ZipInfo, budget: Budget, *, laid_over: bool) -> Section | PackedError:
    if laid_over:
        return PackedError("malformed", "lies over another member")
    if member.flag_bits & _ENCRYPTED:
        return PackedError("encrypted", "encrypted; unpack it first")
    if member.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
        return PackedError("unsupported", f"compressed by method {member.compress_type}; unpack it first")
    if S_ISLNK(member.external_attr >> 16):
        return PackedError("unsupported", "a link")
    opened: list[IO[bytes]] = []

    def take(size: int) -> bytes:
        with explained():
            opened[:] = opened or [packed.open(member)]
            return budget.spend(opened[0].read(size))

    return Section(take, member.file_size)
