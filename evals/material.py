"""What the gold folder holds."""

import json
from pathlib import Path
from typing import Any, NamedTuple

from marsad.measure import Annotation, DateRow, load_annotations, load_date_rows

Raw = dict[str, Any]
SEEDS = "seeds"


class Material(NamedTuple):
    """Documents as they are given to the coder, their annotations, the dates' table."""

    documents: tuple[Raw, ...]
    dev: tuple[Annotation, ...]
    seeds: tuple[Annotation, ...]
    rows: tuple[DateRow, ...]

    @property
    def gold(self) -> tuple[Annotation, ...]:
        """All annotations."""
        return (*self.dev, *self.seeds)


def load_material(gold: Path) -> Material:
    """Return everything in the gold folder, with the full articles that lie beside it."""
    return Material(
        documents=(*load_raw(gold / "dev_docs.jsonl"), *load_seeds(gold.parent / "seeds")),
        dev=load_gold(gold / "dev_gold.jsonl"),
        seeds=load_gold(gold / "seeds_gold.jsonl"),
        rows=load_date_rows((gold / "dates.tsv").read_text(encoding="utf-8").splitlines()),
    )


def find_style(raw: Raw) -> str:
    """Return the outlets that a document is from, by the collection that it was taken from."""
    return str(raw.get("corpus") or SEEDS)


def load_raw(path: Path) -> list[Raw]:
    """Return the objects of a JSON Lines file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def load_gold(path: Path) -> tuple[Annotation, ...]:
    """Return the annotations of a JSON Lines file."""
    return load_annotations(path.read_text(encoding="utf-8").split("\n"))


def load_seeds(folder: Path) -> list[Raw]:
    """Return the full articles, each under its file's name."""
    return [{"id": path.stem, "text": path.read_text(encoding="utf-8")} for path in sorted(folder.glob("*.txt"))]
