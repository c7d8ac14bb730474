"""Texts that were written and annotated to train on."""

import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

HERE = Path(__file__).resolve().parent
TESTS = HERE.parent / "tests"
REPORT = 50  # words


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
    """A text with all of its signals, or with those of one type (`only`) where nobody looked for others."""

    id: str
    text: str
    signals: tuple[Gold, ...] = ()
    published: str | None = None
    only: str | None = None

    @property
    def whole(self) -> bool:
        """Tell whether this is a report of several sentences, as the press prints them."""
        return self.only is None and len(self.text.split()) >= REPORT


class Way(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One way of putting a type: a sentence that tells it so, and one with the same words that does not."""

    id: str
    form: str
    words: str
    finds: str
    actors: tuple[str, ...]
    rejects: str
    targets: tuple[str, ...] | None = None
    modality: str | None = None


def load_texts(folders: Iterable[Path]) -> list[Text]:
    """Return the texts of all files in the folders, by file name; raise msgspec.ValidationError for malformed ones."""
    out: list[Text] = []
    for path in (path for folder in folders for path in sorted(folder.rglob("*.toml"))):
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
        out.extend(msgspec.convert(row, Text) for row in raw.get("case", []) if "signals" in row)
        out.extend(text for row in raw.get("way", []) for text in make_pair(path.stem, msgspec.convert(row, Way)))
    return sorted(out, key=lambda text: text.id)


def load_ways(path: Path) -> tuple[Way, ...]:
    """Return the ways of a file."""
    return tuple(msgspec.convert(row, Way) for row in tomllib.loads(path.read_text(encoding="utf-8"))["way"])


def make_pair(kind: str, way: Way) -> Iterator[Text]:
    """Yield the two sentences of a way as texts of which only one type is annotated."""
    at = " ".join(way.finds.split()[:60])
    told = Gold(type=kind, actors=way.actors, at=at, targets=way.targets, modality=way.modality)
    yield Text(id=way.id, text=way.finds, signals=(told,), only=kind)
    yield Text(id=f"{way.id}-not", text=way.rejects, only=kind)
