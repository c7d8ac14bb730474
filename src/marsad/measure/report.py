"""Scores as tables of words, for a terminal or for Markdown."""

from collections.abc import Iterable, Mapping

import msgspec

from marsad.measure.agreement import Agreement
from marsad.measure.confusion import NONE, Case, Confusion
from marsad.measure.count import Count, Rate
from marsad.measure.dates_tsv import DateScore
from marsad.measure.score import Scores

Row = tuple[str, ...]
COUNT_HEADER = ("precision", "recall", "F1", "right", "missed", "false")


class Table(msgspec.Struct, frozen=True, kw_only=True):
    """A titled table; every row is as long as `header`. `numeric` holds the columns to set flush right."""

    title: str
    header: Row
    rows: tuple[Row, ...]
    numeric: frozenset[int] = frozenset()


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """Tables in reading order, and remarks to be printed under them."""

    title: str
    tables: tuple[Table, ...]
    remarks: tuple[str, ...] = ()


def make_report(scores: Scores, *, title: str = "Scores", snippets: bool = True, limit: int = 20) -> Report:
    """Return the tables of a prediction's scores.

    `snippets` shows words of the documents beside the confusions; leave them out of what is published. `limit` is the
    number of confusions and rules shown.
    """
    tables = [
        _make_count_table("Layers", "layer", scores.layers.items()),
        _make_rate_table("Agreement on matched items and pages", scores.rates.items()),
        _make_count_table("Signals by type", "type", _sort_counts(scores.types)),
        _make_count_table("Signals by modality", "modality", _sort_counts(scores.modalities)),
        _make_tally_table("Tallies", scores.tallies.items()),
        _make_confusion_table(scores.confusions[:limit], snippets),
        _make_tally_table("Wrong signals by rule", scores.rules[:limit]),
    ]
    return Report(title=title, tables=tuple(table for table in tables if table.rows), remarks=_make_remarks(scores))


def make_agreement_report(agreement: Agreement, *, title: str = "Agreement") -> Report:
    """Return the tables of two readers' agreement."""
    kappas = (
        ("signal type, over units", format_share(agreement.type_kappa), str(agreement.type_units)),
        ("modality, on matched signals", format_share(agreement.modality_kappa), str(agreement.modality_units)),
    )
    return Report(
        title=title,
        tables=(
            _make_count_table("Left as gold", "layer", agreement.left_as_gold.items()),
            _make_count_table("Right as gold", "layer", agreement.right_as_gold.items()),
            Table(title="Cohen's kappa", header=("on", "kappa", "units"), rows=kappas, numeric=frozenset({1, 2})),
        ),
        remarks=(f"{agreement.documents} documents in both files",),
    )


def make_date_report(score: DateScore, *, title: str = "Date expressions", sentences: bool = True) -> Report:
    """Return the tables of a date resolver's score; `sentences` shows the expressions that went wrong."""
    rate = _make_rate_table("Rows", [("right", score.rate)])
    misses = tuple(
        (
            miss.row.id,
            miss.row.expression if sentences else miss.row.phenomenon,
            miss.row.expected,
            "; ".join(value or "null" for _, value in miss.given) or "nothing",
        )
        for miss in score.misses
    )
    wrong = Table(title="Rows gone wrong", header=("row", "expression", "expected", "given"), rows=misses)
    return Report(title=title, tables=(rate, wrong) if misses else (rate,))


def to_markdown(report: Report) -> str:
    """Return the report as Markdown with pipe tables."""
    parts = [f"# {report.title}"]
    for table in report.tables:
        parts.append(f"## {table.title}\n\n{_make_pipe_table(table)}")
    if report.remarks:
        parts.append("\n".join(f"- {remark}" for remark in report.remarks))
    return "\n\n".join(parts) + "\n"


def format_share(value: float | None) -> str:
    """Return a share with three digits, or a dash where there is none."""
    return "–" if value is None else f"{value:.3f}"


def _make_count_table(title: str, name: str, counts: Iterable[tuple[str, Count]]) -> Table:
    rows = tuple(
        (label, *map(format_share, (one.precision, one.recall, one.f1)), *map(str, (one.right, one.missed, one.false)))
        for label, one in counts
    )
    return Table(title=title, header=(name, *COUNT_HEADER), rows=rows, numeric=frozenset(range(1, 7)))


def _make_rate_table(title: str, rates: Iterable[tuple[str, Rate]]) -> Table:
    rows = tuple((name, format_share(rate.share), str(rate.right), str(rate.total)) for name, rate in rates)
    return Table(title=title, header=("of", "share", "right", "asked"), rows=rows, numeric=frozenset({1, 2, 3}))


def _make_tally_table(title: str, tallies: Iterable[tuple[str, int]]) -> Table:
    rows = tuple((name, str(count)) for name, count in tallies)
    return Table(title=title, header=("what", "count"), rows=rows, numeric=frozenset({1}))


def _sort_counts(counts: Mapping[str, Count]) -> list[tuple[str, Count]]:
    """Sort by how often gold has the label, most frequent first."""
    return sorted(counts.items(), key=lambda pair: (-(pair[1].right + pair[1].missed), pair[0]))


def _make_confusion_table(confusions: Iterable[Confusion], snippets: bool) -> Table:
    header = ("gold", "predicted", "cases", "errors") + (("examples",) if snippets else ())
    rows = tuple(
        (one.gold, _name_pred(one), str(one.count), str(one.cost), *((_list_examples(one),) if snippets else ()))
        for one in confusions
    )
    return Table(title="Confusions, costliest first", header=header, rows=rows, numeric=frozenset({2, 3}))


def _name_pred(confusion: Confusion) -> str:
    if confusion.gold == confusion.pred:
        return f"{confusion.pred} (other actors)"
    return {NONE: "missed"}.get(confusion.pred, confusion.pred)


def _list_examples(confusion: Confusion) -> str:
    return "\n".join(_show_case(case) for case in confusion.examples)


def _show_case(case: Case) -> str:
    gold, pred = "+".join(case.gold_actors) or "–", "+".join(case.pred_actors) or "–"
    actors = {(True, False): gold, (False, True): pred}.get((case.pred == NONE, case.gold == NONE), f"{gold} → {pred}")
    rule = f" [{case.rule}]" if case.rule else ""
    return f"{case.document} {actors}{rule}: {case.snippet}"


def _make_remarks(scores: Scores) -> tuple[str, ...]:
    remarks = [f"{scores.documents} documents scored"]
    if scores.absent:
        remarks.append(f"not in the prediction, scored as empty: {', '.join(scores.absent)}")
    if scores.textless:
        remarks.append(f"without text, not scored: {', '.join(scores.textless)}")
    return tuple(remarks)


def _make_pipe_table(table: Table) -> str:
    rule = tuple("---:" if column in table.numeric else "---" for column in range(len(table.header)))
    return "\n".join(_make_pipe_row(row) for row in (table.header, rule, *table.rows))


def _make_pipe_row(cells: Row) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|").replace("\n", "<br>") for cell in cells) + " |"
