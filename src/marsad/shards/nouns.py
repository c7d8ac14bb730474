"""What a shard is."""

from hashlib import blake2b

import msgspec

ENDINGS = {
    ".warc": "warc",
    ".warc.gz": "warc",
    ".parquet": "parquet",
    ".jsonl": "jsonl",
    ".jsonl.gz": "jsonl",
}
_SAFE = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-_")
_LONGEST = 80  # letters of a shard's own name in the name of its output


class ShardError(Exception):
    """Shards cannot be listed, read or written; the message says what, where, and what to do."""


class Shard(msgspec.Struct, frozen=True, kw_only=True):
    """A file of pages.

    `address` names it in the output, without keys and options; `place` is what it is opened by. `size` in bytes and
    `stamp`, when it was changed last (ISO 8601, UTC), tell whether it is the same one as before.
    """

    address: str
    place: str
    size: int
    stamp: str | None = None

    @property
    def kind(self) -> str:
        """Return what it holds: warc, parquet or jsonl."""
        return ENDINGS[_find_ending(self.address)]

    @property
    def stem(self) -> str:
        """Return the name of its output, without ending: its own, and what tells it from its like elsewhere."""
        name = self.address.rsplit("/", 1)[-1].removesuffix(_find_ending(self.address))
        safe = "".join(letter if letter in _SAFE else "-" for letter in name)[:_LONGEST]
        return f"{safe}-{blake2b(self.address.encode('utf-8', 'surrogateescape'), digest_size=6).hexdigest()}"


def is_shard(name: str) -> bool:
    """Tell whether a file of this name is one."""
    last = name.rsplit("/", 1)[-1]
    return bool(_find_ending(last)) and not last.startswith((".", "_"))


def _find_ending(name: str) -> str:
    found = (ending for ending in ENDINGS if name.lower().endswith(ending))
    ending = max(found, key=len, default="")
    return name[len(name) - len(ending) :] if ending else ""
