"""A prediction's scores against gold, layer by layer."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

import msgspec

from marsad.measure.annotation import (
    Annotation,
    Document,
    FigureNote,
    Note,
    SignalNote,
    StatementNote,
    find_chain,
    find_codes,
)
from marsad.measure.confusion import Case, Confusion, count_rules, find_cases, make_confusions
from marsad.measure.count import Count, Rate
from marsad.measure.locate import Ground, make_ground
from marsad.measure.matching import (
    RECIPROCAL,
    Matching,
    Pair,
    agree_targets,
    fold_modality,
    make_value,
    match_dates,
    match_figures,
    match_signals,
    match_statements,
    overlap_half,
)
from marsad.measure.page import (
    count_body_dropped,
    count_sources,
    is_published_made_up,
    rate_boilerplate,
    rate_published,
)

N = TypeVar("N", bound=Note)
Counts = dict[str, Count]
Rates = dict[str, Rate]


class Scores(msgspec.Struct, frozen=True, kw_only=True):
    """How a prediction did.

    `layers`: statements, quotations (direct speech alone), signals, figures, dates, sources. `types` and
    `modalities`: signals by gold type and modality. `rates`: agreement on matched items and on pages, by name
    (`statement.state`, `signal.targets` …). `tallies`: plain counts (false signals in off-topic documents, …).
    `per_document`: signals by document.
    `absent`: gold documents that the prediction lacks (scored as empty); `textless`: those without text (not scored).
    """

    documents: int
    layers: Counts
    types: Counts
    modalities: Counts
    rates: Rates
    tallies: dict[str, int]
    confusions: tuple[Confusion, ...]
    rules: tuple[tuple[str, int], ...]
    per_document: Counts
    absent: tuple[str, ...] = ()
    textless: tuple[str, ...] = ()


class DocumentScores(msgspec.Struct, frozen=True, kw_only=True):
    """One document's share of the scores."""

    layers: Counts
    types: Counts
    modalities: Counts
    rates: Rates
    tallies: dict[str, int]
    cases: tuple[Case, ...]


def make_scores(documents: Sequence[Document], gold: Sequence[Annotation], pred: Sequence[Annotation]) -> Scores:
    """Return the scores of `pred` against `gold`; documents that gold does not hold are not asked."""
    found = {annotation.id for annotation in pred}
    parts = {
        wanted.id: score_document(ground, wanted, given)
        for ground, wanted, given in pair_documents(documents, gold, pred)
    }
    return _sum_up(
        parts,
        absent=tuple(name for name in parts if name not in found),
        textless=tuple(one.id for one in gold if one.id not in parts),
    )


def score_document(ground: Ground, gold: Annotation, pred: Annotation) -> DocumentScores:
    """Return the scores of one document."""
    statements = match_statements(ground, gold.statements, pred.statements)
    signals = match_signals(ground, gold.signals, pred.signals)
    figures = match_figures(ground, gold.figures, pred.figures)
    dates = match_dates(ground, gold.dates, pred.dates)
    return DocumentScores(
        layers={
            "statements": count_items(statements),
            "quotations": count_items(_match_quotations(ground, gold, pred)),
            "signals": count_items(signals),
            "figures": count_items(figures),
            "dates": count_items(dates),
            "sources": count_sources(gold, pred),
        },
        types=_count_by(signals, lambda note: note.type),
        modalities=_count_by(signals, lambda note: fold_modality(note.modality)),
        rates=_rate_statements(statements) | _rate_signals(signals) | _rate_figures(figures) | _rate_page(gold, pred),
        tallies=_tally(gold, pred, signals),
        cases=find_cases(gold.id, ground, signals),
    )


def pair_documents(
    documents: Sequence[Document], gold: Sequence[Annotation], pred: Sequence[Annotation]
) -> Iterator[tuple[Ground, Annotation, Annotation]]:
    """Yield gold and prediction of every document whose text is given; one without a prediction has an empty one."""
    texts = {document.id: document.text for document in documents}
    found = {annotation.id: annotation for annotation in pred}
    for one in gold:
        if one.id in texts:
            yield make_ground(texts[one.id]), one, found.get(one.id, Annotation(id=one.id))


def count_items(matching: Matching[N]) -> Count:
    """Return a matching's counts; soft items are in none of them."""
    return Count(right=len(matching.pairs), missed=len(matching.missed), false=len(matching.false))


def sum_counts(parts: Iterable[Counts]) -> Counts:
    """Return the counts added up by name."""
    total: Counts = {}
    for part in parts:
        for name, count in part.items():
            total[name] = total.get(name, Count()) + count
    return total


def _match_quotations(ground: Ground, gold: Annotation, pred: Annotation) -> Matching[StatementNote]:
    """Match direct speech alone; what is soft may be either."""
    wanted = [note for note in gold.statements if note.direct or note.soft]
    return match_statements(ground, wanted, [note for note in pred.statements if note.direct])


def _sum_up(parts: dict[str, DocumentScores], absent: tuple[str, ...], textless: tuple[str, ...]) -> Scores:
    cases = [case for part in parts.values() for case in part.cases]
    return Scores(
        documents=len(parts),
        layers=sum_counts(part.layers for part in parts.values()),
        types=sum_counts(part.types for part in parts.values()),
        modalities=sum_counts(part.modalities for part in parts.values()),
        rates=_sum_rates(part.rates for part in parts.values()),
        tallies=_sum_tallies(part.tallies for part in parts.values()),
        confusions=make_confusions(cases),
        rules=count_rules(cases),
        per_document={name: part.layers["signals"] for name, part in parts.items()},
        absent=absent,
        textless=textless,
    )


def _sum_rates(parts: Iterable[Rates]) -> Rates:
    total: Rates = {}
    for part in parts:
        for name, rate in part.items():
            total[name] = total.get(name, Rate()) + rate
    return total


def _sum_tallies(parts: Iterable[dict[str, int]]) -> dict[str, int]:
    total: dict[str, int] = {}
    for part in parts:
        for name, count in part.items():
            total[name] = total.get(name, 0) + count
    return total


def _count_by(matching: Matching[SignalNote], key: Callable[[SignalNote], str]) -> Counts:
    """Count signals under a label; a pair whose labels differ is a miss of the one and a false alarm of the other."""
    total: Counts = {}

    def add(label: str, count: Count) -> None:
        total[label] = total.get(label, Count()) + count

    for pair in matching.pairs:
        if key(pair.gold.note) == key(pair.pred.note):
            add(key(pair.gold.note), Count(right=1))
        else:
            add(key(pair.gold.note), Count(missed=1))
            add(key(pair.pred.note), Count(false=1))
    for item in matching.missed:
        add(key(item.note), Count(missed=1))
    for item in matching.false:
        add(key(item.note), Count(false=1))
    return total


def _rate(pairs: Sequence[Pair[N]], agree: Callable[[N, N], bool]) -> Rate:
    return Rate(right=sum(agree(pair.gold.note, pair.pred.note) for pair in pairs), total=len(pairs))


def _rate_statements(matching: Matching[StatementNote]) -> Rates:
    pairs = matching.pairs
    return {
        "statement.state": _rate(pairs, lambda g, p: overlap_half(find_codes(g.actor), find_codes(p.actor))),
        "statement.direct": _rate(pairs, lambda g, p: bool(g.direct) == bool(p.direct)),
        "statement.via": _rate(pairs, lambda g, p: find_chain(g.via) == find_chain(p.via)),
        "statement.speaker": _rate(pairs, lambda g, p: find_codes(g.speaker) == find_codes(p.speaker)),
    }


def _rate_signals(matching: Matching[SignalNote]) -> Rates:
    pairs = matching.pairs
    directed = [pair for pair in pairs if pair.gold.note.type not in RECIPROCAL]
    return {
        "signal.targets": _rate(directed, agree_targets),
        "signal.modality": _rate(pairs, lambda g, p: fold_modality(g.modality) == fold_modality(p.modality)),
        "signal.date": _rate(pairs, lambda g, p: make_value(g.date) == make_value(p.date)),
        "signal.person": _rate(pairs, lambda g, p: find_codes(g.person) == find_codes(p.person)),
        "signal.attributed_to": _rate(
            pairs, lambda g, p: overlap_half(find_codes(g.attributed_to), find_codes(p.attributed_to))
        ),
        "signal.role": _rate(pairs, lambda g, p: g.role == p.role),
    }


def _rate_figures(matching: Matching[FigureNote]) -> Rates:
    pairs = matching.pairs
    return {
        "figure.unit": _rate(pairs, lambda g, p: g.unit == p.unit),
        "figure.holder": _rate(pairs, lambda g, p: find_codes(g.holder) == find_codes(p.holder)),
        "figure.kind": _rate(pairs, lambda g, p: g.kind == p.kind),
        "figure.high": _rate(pairs, lambda g, p: g.high == p.high),
    }


def _rate_page(gold: Annotation, pred: Annotation) -> Rates:
    return {"page.published": rate_published(gold, pred), "page.boilerplate": rate_boilerplate(gold, pred)}


def _tally(gold: Annotation, pred: Annotation, signals: Matching[SignalNote]) -> dict[str, int]:
    off_topic = not gold.signals
    return {
        "off-topic documents": int(off_topic),
        "off-topic documents with signals": int(off_topic and bool(pred.signals)),
        "off-topic false signals": len(signals.false) if off_topic else 0,
        "predictions ignored as soft": len(signals.ignored),
        "published made up": int(is_published_made_up(gold, pred)),
        "body lines dropped": count_body_dropped(gold, pred),
    }
