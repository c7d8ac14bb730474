"""Scores by outlet style."""

from collections.abc import Callable, Sequence

from marsad.measure import Annotation, Document, Scores, Table, make_scores
from marsad.measure.count import Count
from marsad.measure.report import format_share

Style = Callable[[str], str]


def make_style_scores(
    documents: Sequence[Document], gold: Sequence[Annotation], pred: Sequence[Annotation], style: Style
) -> dict[str, Scores]:
    """Return the scores for each style, in the order in which the styles first stand; `style` gives an id's."""
    groups: dict[str, list[Annotation]] = {}
    for one in gold:
        groups.setdefault(style(one.id), []).append(one)
    return {name: make_scores(documents, group, pred) for name, group in groups.items()}


def make_style_table(layer: str, scores: dict[str, Scores]) -> Table:
    """Return the table of one layer."""
    header = ("style", "documents", "precision", "recall", "F1", "right", "missed", "false")
    rows = tuple(
        (name, str(each.documents), *show_count(each.layers.get(layer, Count()))) for name, each in scores.items()
    )
    title = f"{layer.capitalize()} by outlet style"
    return Table(title=title, header=header, rows=rows, numeric=frozenset(range(1, 8)))


def show_count(count: Count) -> tuple[str, ...]:
    """Return a count's shares and numbers as words."""
    shares = map(format_share, (count.precision, count.recall, count.f1))
    return (*shares, *map(str, (count.right, count.missed, count.false)))
