"""Files where they lie: paths, `file://`, and what else pyarrow reads, as `s3://`."""

import gzip
import io
import os
import tempfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from fnmatch import fnmatchcase
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, cast

import msgspec

from marsad.shards.nouns import ENDINGS, Shard, ShardError, is_shard

if TYPE_CHECKING:
    from pyarrow import fs

_BUFFER = 8_000_000  # bytes asked for at once: object storage answers each question slowly
_GZIP = b"\x1f\x8b"
_MAGIC = frozenset("*?[")


class Storage(msgspec.Struct, frozen=True, kw_only=True):
    """A folder, or a file, and what opens what lies there.

    `address` is shown and written down, `options` are keys and endpoint, which are not.
    """

    system: Any
    path: str
    address: str
    login: str = ""
    options: str = ""

    def at(self, name: str) -> "Storage":
        """Return what lies under a name in it."""
        path, address = f"{self.path.rstrip('/')}/{name}", f"{self.address.rstrip('/')}/{name}"
        return msgspec.structs.replace(self, path=path, address=address)

    @property
    def place(self) -> str:
        """Return what it can be opened by again, on another machine, too."""
        scheme, mark, rest = self.address.partition("://")
        return f"{scheme}://{self.login}{rest}{self.options}" if mark else self.address

    @property
    def is_local(self) -> bool:
        """Tell whether it lies in the file system."""
        return bool(self.system.type_name == "local")

    @contextmanager
    def reading(self) -> Iterator[BinaryIO]:
        """Give a file to read and seek in, as many bytes at once as object storage is best asked for."""
        with self.system.open_input_file(self.path) as raw:
            yield cast(BinaryIO, io.BufferedReader(raw, _BUFFER))

    def load(self) -> bytes:
        """Return a small file's bytes."""
        with self.system.open_input_stream(self.path) as raw:
            return bytes(raw.read())

    def list(self, *, recursive: bool = False) -> "list[fs.FileInfo]":
        """Return the files in a folder; none where there is no folder."""
        from pyarrow import fs

        chosen = fs.FileSelector(self.path, allow_not_found=True, recursive=recursive)
        return [info for info in self.system.get_file_info(chosen) if info.type == fs.FileType.File]

    def publish(self, file: BinaryIO) -> None:
        """Put a whole file in its place: nobody ever sees a part of it, whatever dies."""
        file.seek(0)
        folder = self.path.rpartition("/")[0]
        if self.is_local:
            Path(folder).mkdir(parents=True, exist_ok=True)
            _replace(file, Path(self.path))
        else:
            with self.system.open_output_stream(self.path) as out:
                out.write(file.read())


def _replace(file: BinaryIO, path: Path) -> None:
    number, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with os.fdopen(number, "wb") as out:
            while data := file.read(_BUFFER):
                out.write(data)
            out.flush()
            os.fsync(out.fileno())
        Path(name).chmod(0o644)
        Path(name).replace(path)
    finally:
        Path(name).unlink(missing_ok=True)


def open_storage(place: str) -> Storage:
    """Return what lies at a path or address; raise ShardError."""
    try:
        from pyarrow import fs
    except ImportError:
        raise ShardError("shards need pyarrow: pip install 'marsad[parquet]'") from None
    if "://" not in place or place.startswith("file://"):
        path = str(Path(place.removeprefix("file://")).absolute())
        return Storage(system=fs.LocalFileSystem(), path=path, address=path)
    scheme, _, rest = place.partition("://")
    bare, mark, query = rest.partition("?") if _is_query(rest) else (rest, "", "")
    login, at, bare = bare.rpartition("@")
    try:
        system, path = fs.FileSystem.from_uri(f"{scheme}://{login}{at}{bare.split('*')[0]}{mark}{query}")
    except (ValueError, OSError, NotImplementedError) as error:
        raise ShardError(f"cannot open {scheme}://{bare}: {_say(error)}") from error
    if not path:
        raise ShardError(f"cannot open {scheme}://: it names no bucket")
    path += bare[len(bare.split("*")[0]) :]
    return Storage(system=system, path=path, address=f"{scheme}://{bare}", login=f"{login}{at}", options=mark + query)


def _is_query(rest: str) -> bool:
    """Tell a query from a question mark in a pattern."""
    return "=" in rest.partition("?")[2]


def _say(error: Exception) -> str:
    return str(error).partition("\n")[0][:200]


def find_shards(places: Sequence[str], out: Storage) -> tuple[Shard, ...]:
    """Return the shards at places (files, folders, patterns), each once, by place and name; raise ShardError.

    `@FILE` stands for the places that a file names, one a line, gzipped or not: archives that let nobody list them have
    such files. What lies in the output folder is none.
    """
    found: dict[str, Shard] = {}
    for place in (each for given in places for each in _expand(given)):
        storage = open_storage(place)
        try:
            listed = list(_list_shards(storage))
        except OSError as error:
            raise ShardError(f"cannot list {storage.address}: {_say(error)}") from error
        if not listed:
            raise ShardError(f"no shards at {storage.address}: name files or folders of {' '.join(ENDINGS)}")
        found.update((shard.address, shard) for shard in listed)
    inside = f"{out.address.rstrip('/')}/"
    return tuple(shard for shard in found.values() if not shard.address.startswith(inside))


def _expand(place: str) -> Iterator[str]:
    if not place.startswith("@"):
        yield place
        return
    storage = open_storage(place[1:])
    try:
        data = storage.load()
        lines = (gzip.decompress(data) if data.startswith(_GZIP) else data).decode("utf-8").splitlines()
    except (OSError, EOFError, zlib.error, UnicodeDecodeError) as error:
        raise ShardError(f"cannot read the list {storage.address}: {_say(error)}") from error
    yield from (line.strip() for line in lines if line.strip())


def _list_shards(storage: Storage) -> Iterator[Shard]:
    from pyarrow import fs

    head = _find_head(storage.path)
    if head is not None:
        base = msgspec.structs.replace(storage, path=head)
        infos = [info for info in base.list(recursive=True) if fnmatchcase(info.path, storage.path)]
    else:
        info = storage.system.get_file_info(storage.path)
        infos = [info] if info.type == fs.FileType.File else storage.list(recursive=True)
    yield from (_make_shard(storage, info) for info in sorted(infos, key=lambda each: str(each.path)) if _fits(info))


def _find_head(path: str) -> str | None:
    """Return the folder above the first part of a path that is a pattern; None where none is."""
    parts = path.split("/")
    at = next((number for number, part in enumerate(parts) if _MAGIC & {*part}), None)
    return None if at is None else "/".join(parts[:at])


def _fits(info: "fs.FileInfo") -> bool:
    return is_shard(info.path) and not any(part.startswith("_") for part in info.path.split("/")[-2:])


def _make_shard(storage: Storage, info: "fs.FileInfo") -> Shard:
    scheme, mark, _ = storage.address.partition("://")
    named = msgspec.structs.replace(storage, path=info.path, address=f"{scheme}://{info.path}" if mark else info.path)
    stamp = info.mtime.isoformat() if info.mtime else None
    return Shard(address=named.address, place=named.place, size=info.size, stamp=stamp)
