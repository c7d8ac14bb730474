import json

import pytest

from marsad.exporters.ftm import FtmExporter, _load_countries
from marsad.model import Basis, Modality, SignalType, When
from marsad.reference.states import load_states

from .made import DAY, QUOTE, export, make_entry, make_signal

# What FollowTheMoney 4.11 wants of a schema, and which of its properties we use (those that point to entities with *).
SCHEMATA = {
    "Article": ({"fileName"}, "fileName title sourceUrl publisher publishedAt notes"),
    "Event": (
        {"name"},
        "name startDate endDate location involved* description keywords recordId sourceUrl publisher proof*",
    ),
    "PublicBody": ({"name"}, "name country"),
    "Organization": ({"name"}, "name country"),
    "Person": ({"name"}, "name"),
    "UnknownLink": (
        {"subject", "object"},
        "subject* object* role status startDate endDate recordId sourceUrl proof*",
    ),
    "Representation": ({"agent", "client"}, "agent* client* role date proof*"),
}
ENTRIES = [
    make_entry(make_signal("si1", date=DAY, person="Salem al-Wardani", place="Vienna")),
    make_entry(make_signal("si2", type=SignalType.TALKS, actors=("RUS", "NATO", "XXX"), targets=())),
    make_entry(make_signal("si3", date=When.month(2031, 2, Basis.STATED), modality=Modality.PLANNED)),
    make_entry(make_signal("si4", article="a2", actors=("WAGNER",), targets=("UKR",), person="Salem al-Wardani")),
    make_entry(make_signal("si5", article="a3"), url=None, title=None, published=None),
    make_entry(make_signal("si6", article="a3", modality=Modality.DENIED)),
]


@pytest.fixture
def rows():
    return [json.loads(line) for line in export(FtmExporter(), *ENTRIES)[1].splitlines()]


def test_every_state_has_a_country_code():
    assert set(_load_countries()) == set(load_states())


def test_entities_are_as_the_schemata_want_them(rows):
    seen = set()
    for row in rows:
        wanted, names = SCHEMATA[row["schema"]]
        known = {name.rstrip("*"): name.endswith("*") for name in names.split()}
        assert wanted <= set(row["properties"]) <= set(known)
        pointed = [key for name, values in row["properties"].items() if known[name] for key in values]
        assert seen.issuperset(pointed)
        assert row["id"] not in seen
        seen.add(row["id"])


def test_the_library_finds_nothing_wrong(rows):
    model = pytest.importorskip("followthemoney").model
    for row in rows:
        proxy = model.get_proxy(row, cleaned=False)
        assert proxy.schema.validate(row) is None
        for name, values in row["properties"].items():
            assert sorted(proxy.get(name)) == sorted(values)


def test_what_is_written(rows):
    events = {row["properties"]["recordId"][0]: row["properties"] for row in rows if row["schema"] == "Event"}
    assert set(events) == {"si1", "si2", "si3", "si4", "si5"}
    assert events["si1"]["description"] == [QUOTE]
    assert events["si1"]["startDate"] == ["2031-03-02"]
    assert events["si3"]["startDate"] == ["2031-02"]
    assert events["si3"]["name"] == ["Threat (planned): Russia → United States"]
    assert len(events["si2"]["involved"]) == 2
    kinds = [row["schema"] for row in rows]
    assert (kinds.count("Article"), kinds.count("Person"), kinds.count("Representation")) == (3, 1, 2)
    assert kinds.count("UnknownLink") == 4


def test_experts_represent_nobody():
    data = export(FtmExporter(), make_entry(make_signal(person="Somebody", role="expert")))[1]
    assert [json.loads(line)["schema"] for line in data.splitlines()].count("Representation") == 0
