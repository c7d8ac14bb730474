"""Whether a document is on topic, by the terms that it uses."""

from marsad.coders.signals.rows import TermCue
from marsad.find.scan import Scan

_ENOUGH = 6  # points over the whole document
_PER_SENTENCE = 0.6  # points a sentence on average


def judge_topic(scan: Scan) -> tuple[bool, str]:
    """Return whether the document is on topic, and why, in words with the figures behind them."""
    points: dict[str, int] = {}
    for sentence in scan.sentences:
        seen = {(hit.item.term, hit.item.form): hit.item for hit in sentence.hits if isinstance(hit.item, TermCue)}
        for cue in seen.values():
            points[cue.term] = points.get(cue.term, 0) + cue.weight
    total = sum(points.values())
    detail = ", ".join(f"{term} {value:+d}" for term, value in sorted(points.items())) or "no term"
    core = points.get("nuclear", 0) + points.get("war", 0)
    short = len(scan.sentences) <= 3
    enough = total >= (2 if short else _ENOUGH) and total >= _PER_SENTENCE * len(scan.sentences) and core > 0
    return enough, f"{total} points ({detail}) in {len(scan.sentences)} sentences"
