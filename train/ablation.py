"""What each part of the judge adds: `python -m train.ablation` scores the gold texts and other pages part by part."""

import os
from collections.abc import Callable
from pathlib import Path
from unittest.mock import patch

import msgspec

from evals.material import load_material
from evals.pages import load_pages
from evals.run import CORPUS, HERE, PAGES
from marsad.app.annotations import annotate
from marsad.coders.signals import coder
from marsad.coders.signals.judge.model import Judge, load_judge
from marsad.measure import Annotation, Document, make_scores
from marsad.measure.annotation import make_annotation

NEVER = 1.1  # no chance reaches it
VARIANTS: dict[str, Callable[[Judge], Judge]] = {
    "rules alone": lambda judge: msgspec.structs.replace(
        judge, keep=NEVER, keep_noun=NEVER, keep_named=0.0, keep_proven=0.0
    ),
    "rules, doubtful records dropped": lambda judge: msgspec.structs.replace(judge, keep=NEVER, keep_noun=NEVER),
    "rules, and what the judge is sure of": lambda judge: msgspec.structs.replace(judge, keep_proven=0.0),
    "the whole judge": lambda judge: judge,
}


def load_sets() -> dict[str, tuple[list[dict[str, object]], tuple[Annotation, ...]]]:
    """Return documents and annotations by name; without what is not there."""
    sets: dict[str, tuple[list[dict[str, object]], tuple[Annotation, ...]]] = {}
    gold = Path(os.environ.get("MARSAD_GOLD") or CORPUS.parent.parent / "gold")
    if gold.is_dir():
        material = load_material(gold)
        sets["gold"] = [*material.documents], material.gold
    for name in PAGES:
        pages = load_pages(CORPUS, HERE / "pages" / f"{name}.jsonl")
        if pages is not None:
            sets[name] = [*pages.documents], pages.gold
    return sets


def main() -> None:
    """Print precision, recall and F1 of signals by variant and set."""
    judge, sets = load_judge(), load_sets()
    print("| variant | " + " | ".join(f"{name} P / R / F1" for name in sets) + " |")
    print("|---|" + "--:|" * len(sets))
    for name, change in VARIANTS.items():
        with patch.object(coder, "load_judge", return_value=change(judge)):
            cells = [score(documents, gold) for documents, gold in sets.values()]
        print(f"| {name} | " + " | ".join(cells) + " |")


def score(documents: list[dict[str, object]], gold: tuple[Annotation, ...]) -> str:
    """Return precision, recall and F1 of the signals of some documents."""
    pred = [make_annotation({**annotate(raw), "id": raw["id"]}) for raw in documents]
    texts = [Document(id=str(raw["id"]), text=str(raw["text"])) for raw in documents]
    count = make_scores(texts, gold, pred).layers["signals"]
    return " / ".join(f"{share or 0:.3f}" for share in (count.precision, count.recall, count.f1))


if __name__ == "__main__":
    main()
