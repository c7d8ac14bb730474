"""Score the coder on the demonstration corpus: what one careful reader noted beside each page.

    python -m evals.demo

It needs nothing but this repository. Signals, off-topic pages and published dates are scored; the statements noted
there are a selection and are not.
"""

import json
import sys
import tomllib
from pathlib import Path
from typing import Any

from marsad.app.annotations import to_annotation
from marsad.measure import Document, Scores, load_annotations, make_report, make_scores, to_markdown
from marsad.measure.annotation import make_annotation
from marsad.model import Capture
from marsad.pipeline import read_capture

HERE = Path(__file__).resolve().parent
PAGES = HERE.parent / "demo" / "pages"


def make_demo_scores() -> tuple[Scores, list[str]]:
    """Return the scores over all demonstration pages, and the pages whose published date or topic was misread."""
    documents, gold, pred, misread = [], [], [], []
    for path in sorted(PAGES.rglob("*.html")):
        facts = tomllib.loads(path.with_suffix(".facts.toml").read_text(encoding="utf-8"))
        reading = read_capture(Capture(origin=path.name, body=path.read_bytes(), name=_name(path)))
        documents.append(Document(id=_name(path), text=reading.article.text))
        gold.append(json.dumps(_as_gold(_name(path), facts), ensure_ascii=False))
        found = to_annotation(reading)
        pred.append(make_annotation({**found, "id": _name(path)}))
        published = reading.article.published.iso() if reading.article.published else ""
        if published != facts["published"]:
            misread.append(f"{_name(path)}: published {published or 'none'}, not {facts['published'] or 'none'}")
        if reading.on_topic != facts["on_topic"]:
            misread.append(f"{_name(path)}: on topic {reading.on_topic}, {reading.topic}")
    return make_scores(documents, load_annotations(gold), pred), misread


def _name(path: Path) -> str:
    return f"{path.parent.name}/{path.stem}"


def _as_gold(name: str, facts: dict[str, Any]) -> dict[str, Any]:
    return {"id": name, "published": facts["published"] or None, "signals": facts.get("signal", [])}


def check_demo(scores: Scores, misread: list[str], floors: dict[str, float]) -> list[str]:
    """Return what falls under the floors of the demonstration corpus, one line each."""
    measured = {"signals_f1": scores.layers["signals"].f1 or 0.0, "misread": -float(len(misread))}
    return [
        f"demo {name} {measured[name]:.3f} under {floor:.3f}"
        for name, floor in floors.items()
        if measured[name] < floor
    ]


def main() -> int:
    """Print the scores; return 1 when one is under its floor."""
    scores, misread = make_demo_scores()
    print(to_markdown(make_report(scores, title="Demonstration corpus", limit=20)))
    for line in misread:
        print(f"- {line}")
    floors = tomllib.loads((HERE / "demo_floors.toml").read_text(encoding="utf-8"))
    problems = check_demo(scores, misread, floors)
    print("\n".join(problems))
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
