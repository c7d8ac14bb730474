from io import BytesIO

import pytest

from marsad.exporters.graphml import GraphmlExporter
from marsad.model import Modality, SignalType

from .made import export, make_entry, make_signal


def read(*entries):
    networkx = pytest.importorskip("networkx")
    return networkx.read_graphml(BytesIO(export(GraphmlExporter(), *entries)[1]), force_multigraph=True)


def test_words_and_acts_are_edges_of_their_own():
    graph = read(
        make_entry(make_signal("si1")),
        make_entry(make_signal("si2", type=SignalType.WARNING), counted=False),
        make_entry(make_signal("si3", type=SignalType.USE_OF_FORCE)),
    )
    words, acts = sorted((data for *_, data in graph.edges(data=True)), key=lambda data: -data["weight"])
    assert (words["track"], words["weight"], words["signals"], words["originals"]) == ("words", 2, 2, 1)
    assert (words["threat"], words["warning"]) == (1, 1)
    assert (acts["track"], acts["signals"], acts["use_of_force"]) == ("acts", 1, 1)
    assert "threat" not in acts
    for edge in (words, acts):
        classes = ("escalatory", "neutral", "de_escalatory", "ungraded")
        assert sum(edge[name] for name in classes) == edge["signals"]
    assert graph.nodes["RUS"] == {"name": "Russia", "kind": "state", "words": 0, "acts": 0}


@pytest.mark.parametrize(("changes", "edges"), [
    ({"type": SignalType.TALKS, "actors": ("USA", "RUS"), "targets": ()}, [("RUS", "USA", True)]),
    ({"type": SignalType.EXERCISE, "actors": ("USA", "KOR"), "targets": ()}, [("KOR", "USA", True)]),
    ({"actors": ("RUS", "BLR")}, [("BLR", "USA", False), ("RUS", "USA", False)]),
    ({"targets": ()}, []),
    ({"modality": Modality.DENIED}, []),
])  # fmt: skip
def test_who_to_whom(changes, edges):
    graph = read(make_entry(make_signal(**changes)))
    assert sorted((one, other, data["reciprocal"]) for one, other, data in graph.edges(data=True)) == edges


def test_what_is_directed_at_nobody_counts_at_its_actor():
    graph = read(make_entry(make_signal(targets=())), make_entry(make_signal("si2", actors=(), targets=())))
    assert list(graph.nodes) == ["RUS"]
    assert (graph.nodes["RUS"]["words"], graph.nodes["RUS"]["acts"]) == (1, 0)


def test_names_are_escaped():
    graph = read(make_entry(make_signal(actors=('<a&"b',))))
    assert set(graph.nodes) == {'<a&"b', "USA"}


def test_earlier_versions_of_pages_are_left_out():
    assert export(GraphmlExporter(), make_entry(make_signal(), earlier=True))[0] == 0
