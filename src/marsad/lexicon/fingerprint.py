"""A fingerprint of all that can change a reading: rules, code and word lists."""

from collections.abc import Collection, Iterator
from functools import cache
from hashlib import blake2b
from importlib.resources import files
from importlib.resources.abc import Traversable

from marsad.lexicon.local import PACKAGES, list_files

_SUFFIXES = (".py", ".toml", ".tsv")


@cache
def make_fingerprint(packages: tuple[str, ...]) -> str:
    """Return eight hex digits that change when any code or data file of the packages, or of the user's own, does."""
    digest = blake2b(digest_size=4)
    for name, data in _contents(packages):
        digest.update(name.encode() + b"\0" + data.replace(b"\r\n", b"\n") + b"\0")
    return digest.hexdigest()


def _contents(packages: Collection[str]) -> Iterator[tuple[str, bytes]]:
    for package in packages:
        for path, file in sorted(_walk(package, files(package)), key=_by_path):
            yield path, file.read_bytes()
    for package in PACKAGES:
        if package.startswith(tuple(packages)):
            yield from ((f"own/{package}/{path.name}", path.read_bytes()) for path in list_files(package))


def _walk(name: str, folder: Traversable) -> Iterator[tuple[str, Traversable]]:
    for entry in folder.iterdir():
        path = f"{name}/{entry.name}"
        if entry.is_dir():
            yield from _walk(path, entry)
        elif entry.name.endswith(_SUFFIXES):
            yield path, entry


def _by_path(found: tuple[str, Traversable]) -> str:
    return found[0]
