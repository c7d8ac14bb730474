"""What goes with an export: its data dictionary, and a file in the Citation File Format that says how it came about."""

import json
from collections.abc import Iterator, Mapping, Sequence

from marsad import __version__
from marsad.app.labels import describe_count
from marsad.exporters import Exporter
from marsad.exporters.dictionary import make_dictionary, write_dictionary
from marsad.ledger import Counts, Making, SignalFilter

_NAMED = 20  # runs named one by one; of more, the first and the last
_RIGHTS = (
    "Codes, ids and measurements may be used under the licence of the ledger's maker. The words of pages (quotations,"
    " headlines) are third parties': quote them as the law allows, with their source."
)


def write_companions(exporter: Exporter, citation: bytes) -> dict[str, bytes]:
    """Return the endings and contents of the files that stand beside an export."""
    return {
        ".dictionary.csv": write_dictionary(make_dictionary(exporter.rows)),
        ".citation.cff": citation,
    }


def write_citation(name: str, written: int, making: Making, counts: Counts, choice: Sequence[str]) -> bytes:
    """Return the citation of an export of `written` records; `choice` tells in words what was asked for."""
    told = (
        f"{describe_count(written, 'record')} of a ledger of {_tally(counts)}.",
        f"Chosen: {'; '.join(choice) or 'everything'}.",
        f"Coders: {', '.join(making.coders) or 'none'}. Codebook: {', '.join(making.codebooks) or 'none'}.",
        f"Runs: {_list_runs(making)}.",
        _RIGHTS,
    )
    facts = (
        ("cff-version", "1.2.0"),
        ("message", "If you use these data, cite them as below, with the pages that you quote."),
        ("type", "dataset"),
        ("title", f"Marsad: {name}"),
        ("version", f"{__version__}, codebook {', '.join(making.codebooks) or 'none'}"),
        ("abstract", "\n".join(told)),
        *((("date-released", making.runs[-1].at[:10]),) if making.runs else ()),
    )
    return "".join(_write_lines(facts)).encode("utf-8", "replace")


def _write_lines(facts: Sequence[tuple[str, str]]) -> Iterator[str]:
    """Yield the lines of a YAML file: its strings may be written as those of JSON."""
    for key, value in facts:
        yield f"{key}: {_quote(value)}\n"
    yield "keywords:\n"
    yield from (f"  - {_quote(word)}\n" for word in ("event data", "nuclear signalling", "Arabic press"))
    yield "authors:\n  - name: " + _quote("The maker of the ledger, with Marsad") + "\n"
    yield "references:\n  - type: software\n    title: Marsad\n"
    yield f"    version: {_quote(__version__)}\n    license: Apache-2.0\n"
    yield "    authors:\n      - name: The Marsad developers\n"


def _quote(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _tally(counts: Counts) -> str:
    layers = (describe_count(number, layer) for layer, number in counts.records.items())
    return f"{describe_count(counts.articles, 'article')} with {', '.join(layers) or 'no records'}"


def _list_runs(making: Making) -> str:
    runs = [f"{run.name} ({run.at})" for run in making.runs]
    if len(runs) <= _NAMED:
        return "; ".join(runs) or "none"
    return f"{len(runs)}, from {runs[0]} to {runs[-1]}"


def describe_choice(
    signals: SignalFilter, layers: frozenset[str], level: int | None = None, *, copies: bool, earlier: bool
) -> list[str]:
    """Return what was asked for, in words."""
    asked: Mapping[str, object] = {
        "since": signals.since,
        "until": signals.until,
        "type": ", ".join(signals.types),
        "actor": ", ".join(signals.actors),
        "target": ", ".join(signals.targets),
        "modality": ", ".join(signals.modality),
        "party": ", ".join(signals.parties),
        "outlet": ", ".join(signals.outlets),
        "status": ", ".join(signals.status),
        "level": None if level is None else f"{level} or {'graver' if level >= 0 else 'milder'}",
    }
    told = [f"layers {', '.join(sorted(layers))}", *(f"{key} {value}" for key, value in asked.items() if value)]
    return [*told, *([] if copies else ["no copies"]), *([] if earlier else ["no earlier versions of pages"])]
