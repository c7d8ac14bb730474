"""GraphML: who to whom. Nodes are parties; edges lead from actors to targets, those of words apart from those of acts.

An edge counts its records, the originals among them, each type, and the classes of level: de-escalatory (below 0),
neutral (0 and 1), escalatory (2 and more) and ungraded, as the scale has it for as long as single levels are not
published. Who meets or agrees is joined by one edge a pair, marked as reciprocal, in the order of the codes. Records
without a target count at their actor's node. What its page does not say any more is left out, and what was denied.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations, product
from types import MappingProxyType
from typing import BinaryIO
from xml.sax.saxutils import escape, quoteattr

import msgspec

from marsad.coders.signals.rows import load_kinds
from marsad.exporters.base import ExportedArticle, ExportedEntry
from marsad.exporters.graphml.graph import Ends, PartyNode, Relation
from marsad.exporters.parties import find_party
from marsad.measure.levels import find_class, find_level
from marsad.model import Modality, Signal, SignalType
from marsad.model.measure import Track
from marsad.reconcile.episodes import make_telling

_NAMESPACE = "http://graphml.graphdrawing.org/xmlns"
_KINDS = {int: "long", bool: "boolean", str: "string"}
_SPARSE = frozenset(SignalType)


class GraphmlExporter:
    """One directed graph; edges in the order of their ends."""

    name = "graphml"
    stem = "network"
    suffix = ".graphml"
    layers = frozenset({"signal"})
    beside = frozenset[str]()
    around = 0
    rows: Mapping[str, type[msgspec.Struct]] = MappingProxyType({"node": PartyNode, "edge": Relation})

    def export(self, entries: Iterable[ExportedEntry], out: BinaryIO) -> int:
        """Write the graph and return how many records it counts; keeps only the counts."""
        edges: defaultdict[Ends, Counter[str]] = defaultdict(Counter)
        alone: defaultdict[str, Counter[str]] = defaultdict(Counter)
        written = 0
        for entry in entries:
            signal = entry.record
            if isinstance(signal, Signal) and signal.modality is not Modality.DENIED and not entry.article.earlier:
                counts = count_signal(signal, entry.article)
                ends = tuple(list_ends(signal))
                for each in ends:
                    edges[each].update(counts)
                for code in signal.actors if not ends else ():
                    alone[code].update((find_track(signal),))
                written += bool(ends or signal.actors)
        out.writelines(line.encode("utf-8", "replace") for line in _write_graph(edges, alone))
        return written


def list_ends(signal: Signal) -> Iterator[Ends]:
    """Yield the edges that a signal counts on."""
    track = find_track(signal)
    if signal.targets:
        for actor, target in product(dict.fromkeys(signal.actors), dict.fromkeys(signal.targets)):
            yield Ends(actor, target, track, False)
    elif load_kinds()[signal.type].reciprocal or signal.type is SignalType.EXERCISE:
        for first, second in combinations(sorted({*signal.actors}), 2):
            yield Ends(first, second, track, True)


def find_track(signal: Signal) -> Track:
    """Return whether a signal is words or an act."""
    return Track.WORDS if load_kinds()[signal.type].family == "rhetoric" else Track.ACTS


def count_signal(signal: Signal, article: ExportedArticle) -> list[str]:
    """Return the counts that a signal raises by one."""
    level = find_level(make_telling(signal, article.published))
    grade = find_class(level.value).replace("-", "_") if level else "ungraded"
    return ["signals", grade, signal.type.value, *(["originals"] if article.counted else [])]


def _write_graph(edges: Mapping[Ends, Counter[str]], alone: Mapping[str, Counter[str]]) -> Iterator[str]:
    yield f'<?xml version="1.0" encoding="UTF-8"?>\n<graphml xmlns="{_NAMESPACE}">\n'
    for place, kind in (("node", PartyNode), ("edge", Relation)):
        for field in msgspec.structs.fields(kind)[_skipped(place) :]:
            name = field.encode_name
            head = f'<key id="{place}-{name}" for="{place}" attr.name="{name}" attr.type="{_KINDS[field.type]}"'
            yield f"{head}><default>0</default></key>\n" if name in _SPARSE else f"{head}/>\n"
    yield '<graph id="marsad" edgedefault="directed">\n'
    for code in sorted({*alone, *(code for each in edges for code in each[:2])}):
        yield _write_node(code, alone.get(code, Counter()))
    for number, ends in enumerate(sorted(edges)):
        yield _write_edge(number, ends, edges[ends])
    yield "</graph>\n</graphml>\n"


def _skipped(place: str) -> int:
    """Return how many fields stand as attributes of the element itself: a node's id, an edge's ends."""
    return 1 if place == "node" else 2


def _write_node(code: str, alone: Counter[str]) -> str:
    party = find_party(code)
    node = PartyNode(id=code, name=party.name, kind=party.kind, words=alone["words"], acts=alone["acts"])
    return f"<node id={quoteattr(code)}>{_write_data('node', node)}</node>\n"


def _write_edge(number: int, ends: Ends, counts: Counter[str]) -> str:
    known = {field.name: counts[field.encode_name] for field in msgspec.structs.fields(Relation)[5:]}
    edge = Relation(**ends._asdict(), weight=counts["signals"], **known)
    head = f'<edge id="e{number}" source={quoteattr(ends.source)} target={quoteattr(ends.target)}>'
    return f"{head}{_write_data('edge', edge)}</edge>\n"


def _write_data(place: str, row: msgspec.Struct) -> str:
    """Return what is told of a node or edge; types that it has no records of are left out."""
    found = ((field.encode_name, getattr(row, field.name)) for field in msgspec.structs.fields(row)[_skipped(place) :])
    told = ((name, str(value).lower() if isinstance(value, bool) else str(value)) for name, value in found)
    return "".join(
        f'<data key="{place}-{name}">{escape(text)}</data>' for name, text in told if text != "0" or name not in _SPARSE
    )
