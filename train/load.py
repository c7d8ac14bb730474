"""Texts that were written and annotated to train on."""

import tomllib
from pathlib import Path

import msgspec

HERE = Path(__file__).resolve().parent


class Gold(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A signal that a text tells; `at` are words of its evidence. An absent key leaves the point open."""

    type: str
    actors: tuple[str, ...]
    at: str
    targets: tuple[str, ...] | None = None
    modality: str | None = None
    date: str | None = None
    place: str | None = None
    person: str | None = None
    role: str | None = None
    attributed_to: str | None = None
    soft: bool = False


class Text(msgspec.Struct, frozen=True):
    """A text with all of its signals."""

    id: str
    text: str
    signals: tuple[Gold, ...] = ()
    published: str | None = None


def load_texts(folder: Path) -> list[Text]:
    """Return the texts of all files in a folder, by file name; raise msgspec.ValidationError for a malformed one."""
    out: list[Text] = []
    for path in sorted(folder.rglob("*.toml")):
        raw = tomllib.loads(path.read_text(encoding="utf-8")).get("case", [])
        out.extend(msgspec.convert(row, Text) for row in raw if "signals" in row)
    return out
