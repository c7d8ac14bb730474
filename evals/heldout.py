"""Own annotated texts that nothing was trained on, scored from end to end."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec

from marsad.measure import Annotation, Document, Scores, Table, make_scores
from marsad.measure.annotation import make_annotation
from marsad.measure.count import Count, Rate
from marsad.measure.report import Row, format_share
from train.load import Text, load_texts

Raw = dict[str, Any]
Coder = Callable[[Raw], Raw]
HEADER = ("texts", "count", "precision", "recall", "F1", "target", "modality", "right", "missed", "false")
ABSENT = "absent"


def score_folder(folder: Path | None, coder: Coder) -> Scores | None:
    """Return the scores on the texts of a folder's files; None when there are none. Single types are not asked."""
    if folder is None or not folder.is_dir():
        return None
    texts = [text for text in load_texts([folder]) if text.only is None]
    return score_texts(texts, coder) if texts else None


def score_texts(texts: Sequence[Text], coder: Coder) -> Scores:
    """Return the scores on annotated texts; ids may repeat, since several hands number their texts."""
    raws = [_make_raw(number, text) for number, text in enumerate(texts)]
    documents = [Document(id=raw["id"], text=raw["text"]) for raw in raws]
    gold = [_make_gold(raw["id"], text) for raw, text in zip(raws, texts, strict=True)]
    pred = [make_annotation({**coder(raw), "id": raw["id"]}) for raw in raws]
    return make_scores(documents, gold, pred)


def make_heldout_table(scores: Mapping[str, Scores | None]) -> Table:
    """Return a row for each set of texts; one that is not there says so."""
    rows = tuple(_make_row(name, each) for name, each in scores.items())
    return Table(title="Own texts: signals", header=HEADER, rows=rows, numeric=frozenset(range(1, len(HEADER))))


def _make_row(name: str, scores: Scores | None) -> Row:
    if scores is None:
        return (name, ABSENT, *("–",) * (len(HEADER) - 2))
    count = scores.layers.get("signals", Count())
    shares = (count.precision, count.recall, count.f1, *(_find_rate(scores, key) for key in ("targets", "modality")))
    numbers = map(str, (count.right, count.missed, count.false))
    return (name, str(scores.documents), *map(format_share, shares), *numbers)


def _find_rate(scores: Scores, key: str) -> float | None:
    return scores.rates.get(f"signal.{key}", Rate()).share


def _make_raw(number: int, text: Text) -> Raw:
    return {"id": f"{number}:{text.id}", "text": text.text, "extracted": text.published}


def _make_gold(name: str, text: Text) -> Annotation:
    signals = [{**_drop_open(msgspec.to_builtins(gold)), "evidence": gold.at} for gold in text.signals]
    return make_annotation({"id": name, "published": text.published, "signals": signals})


def _drop_open(raw: Raw) -> Raw:
    """Return the keys that say something: a key left out by the writer is none."""
    return {key: value for key, value in raw.items() if value is not None and key != "at"}
