"""The layers that belong to the page as a whole: its sources, its date, its furniture."""

from collections import Counter
from collections.abc import Iterable

from marsad.measure.annotation import Annotation
from marsad.measure.count import Count, Rate
from marsad.measure.locate import make_skeleton


def count_sources(gold: Annotation, pred: Annotation) -> Count:
    """Count the outlets named by both, by gold alone and by the prediction alone."""
    wanted, found = _fold_names(gold.sources), _fold_names(pred.sources)
    return Count(right=len(wanted & found), missed=len(wanted - found), false=len(found - wanted))


def rate_published(gold: Annotation, pred: Annotation) -> Rate:
    """Tell whether the prediction gives the day that the page states; pages that state none are not asked."""
    if gold.published is None:
        return Rate()
    return Rate(right=(pred.published or "")[:10] == gold.published[:10], total=1)


def is_published_made_up(gold: Annotation, pred: Annotation) -> bool:
    """Tell whether the prediction dates a page that states no date, by other means than a reader would."""
    return gold.published is None and pred.published is not None and pred.published[:10] != gold.published_inferred


def rate_boilerplate(gold: Annotation, pred: Annotation) -> Rate:
    """Count the gold furniture lines that the prediction dropped, each dropped line answering for one."""
    if gold.boilerplate is None or pred.boilerplate is None:
        return Rate(total=len(gold.boilerplate or ()))
    lines = _cut_lines(pred.boilerplate)
    return Rate(right=sum(_take(lines, words) for words in gold.boilerplate), total=len(gold.boilerplate))


def count_body_dropped(gold: Annotation, pred: Annotation) -> int:
    """Count the lines that the prediction dropped and gold does not name, not even as soft."""
    if gold.boilerplate is None or pred.boilerplate is None:
        return 0
    lines = _cut_lines(pred.boilerplate)
    for words in (*gold.boilerplate, *gold.boilerplate_soft):
        _take(lines, words)
    return lines.total()


def _fold_names(names: Iterable[str]) -> frozenset[str]:
    return frozenset(" ".join(name.casefold().split()) for name in names)


def _cut_lines(blocks: Iterable[str]) -> Counter[str]:
    return Counter(_make_key(line) for block in blocks for line in block.splitlines() if line.strip())


def _make_key(line: str) -> str:
    """Return what two prints of a line share; a line of marks alone keeps them."""
    return make_skeleton(line) or "".join(line.split())


def _take(lines: Counter[str], words: str) -> bool:
    """Take one line that begins with `words` out of `lines`, the shortest first; tell whether there was one."""
    key = _make_key(words)
    fitting = sorted((line for line, count in lines.items() if count and line.startswith(key)), key=len)
    if not fitting:
        return False
    lines[fitting[0]] -= 1
    return True
