import json
from datetime import date

import msgspec
import pytest

from marsad.exporters.plover import PloverExporter
from marsad.model import Basis, Figure, Modality, Provenance, SignalType, Span, Statement, When

from .made import DAY, make_entry, make_signal

MADE = Provenance(coder="c", version="1", codebook="2", rule="r")
ENTITY = {
    "type": "object",
    "required": ["code"],
    "additionalProperties": False,
    "properties": {
        key: {"type": "string"}
        for key in ("code", "sector", "entity_text", "identifier_id", "identifier_text", "office")
    },
}
WORDS = {"type": "array", "items": {"type": "string"}}
SCHEMA = {
    "type": "object",
    "required": ["id", "date", "actor", "event"],
    "additionalProperties": False,
    "patternProperties": {"^x_": {"type": "object"}},
    "properties": {
        "id": {"type": "string"},
        "date": {"type": "string", "pattern": r"^\d{4}-\d\d-\d\d$"},
        "actor": {"type": "array", "items": ENTITY, "minItems": 1},
        "event": {"type": "array", "items": {"type": "string"}, "minItems": 1},
        "recipient": {"type": "array", "items": ENTITY},
        "mode": WORDS,
        "context": WORDS,
        "quad_code": {"enum": [1, 2, 3, 4]},
        "event_scale": {"type": "number"},
        "event_loc": {"type": "string"},
        "event_text": {"type": "string"},
        "link": {"type": "string"},
        "text": {"type": "string"},
        "text_info": {
            "type": "object",
            "additionalProperties": False,
            "properties": {key: {} for key in ("sequence", "start", "end", "text_story")},
        },
        "cite_info": {
            "type": "object",
            "additionalProperties": False,
            "properties": {
                key: {"type": "string"}
                for key in ("url", "title", "language", "publication", "license", "coder", "codebook", "version")
            },
        },
    },
}


def read(*entries):
    from .made import export

    written, data = export(PloverExporter(), *entries)
    rows = [json.loads(line) for line in data.splitlines()]
    assert len(rows) == written
    return rows


def test_keys_are_those_of_plover():
    jsonschema = pytest.importorskip("jsonschema")
    signals = [make_signal(f"si{kind}", type=kind, date=DAY, place="Vienna") for kind in SignalType]
    for row in read(*map(make_entry, signals)):
        jsonschema.validate(row, SCHEMA)


def test_types_without_an_event_are_passed_over():
    kinds = {
        row["x_marsad"]["type"] for row in read(*(make_entry(make_signal(kind, type=kind)) for kind in SignalType))
    }
    left = {"warning", "denial", "assurance", "assessment", "doctrine", "incident", "treaty_suspension"}
    assert kinds == {kind.value for kind in SignalType} - left


def test_a_day_that_is_not_the_acts_says_so():
    own, other = read(make_entry(make_signal(date=DAY)), make_entry(make_signal("si2")))
    assert (own["date"], own["x_marsad"]["dated_by"]) == ("2031-03-02", "act")
    assert (other["date"], other["x_marsad"]["dated_by"]) == ("2031-03-04", "publication")
    assert "date" not in other["x_marsad"]
    assert read(make_entry(make_signal(), published=None)) == []
    (month,) = read(make_entry(make_signal(date=When.month(2031, 2, Basis.STATED))))
    assert (month["date"], month["x_marsad"]["date"]) == ("2031-02-01", "2031-02")


@pytest.mark.parametrize(("changes", "hypothetical"), [
    ({}, False),
    ({"modality": Modality.CONDITIONAL}, True),
    ({"type": SignalType.TALKS, "modality": Modality.DENIED}, True),
    ({"type": SignalType.SANCTION, "modality": Modality.HALTED}, False),
    ({"type": SignalType.SANCTION, "modality": Modality.POSSIBLE}, True),
    ({"type": SignalType.WARNING, "modality": Modality.CONDITIONAL}, True),
])  # fmt: skip
def test_what_is_not_told_as_a_fact_is_hypothetical(changes, hypothetical):
    (row,) = read(make_entry(make_signal(**changes)))
    assert ("hypothetical" in row.get("context", [])) is hypothetical


def test_people_offices_and_experts():
    (row,) = read(make_entry(make_signal(person="Joe Biden", actors=("USA", "NATO"), date=_day(2022))))
    assert row["actor"][0] == {"code": "USA", "sector": "GOV", "entity_text": "Joe Biden", "office": "President"}
    assert row["actor"][1] == {"code": "NATO", "sector": "IGO", "entity_text": "NATO"}
    (row,) = read(make_entry(make_signal(person="Somebody", role="expert")))
    assert row["actor"] == [{"code": "RUS", "entity_text": "Somebody"}]
    (row,) = read(make_entry(make_signal(actors=())))
    assert row["actor"] == [{"code": "XXX", "entity_text": "XXX"}]


def _day(year):
    return When.day(date(year, 5, 1), Basis.STATED)


def test_chain_and_figures_of_the_sentence_go_along():
    signal = make_signal()
    inside = Span(start=5, end=9, quote="كل ش")
    said = Statement(
        id="st1",
        article="a1",
        span=inside,
        speaker="x",
        actor=(),
        direct=True,
        via=("Sahel", "Marsa TV"),
        provenance=MADE,
    )
    far = Span(start=900, end=910, quote="0123456789")
    number = Figure(id="fi1", article="a1", span=inside, value=3, unit="missiles", kind="count", provenance=MADE)
    away = msgspec.structs.replace(number, id="fi2", span=far)
    (row,) = read(
        make_entry(signal), make_entry(said, "statement"), make_entry(number, "figure"), make_entry(away, "figure")
    )
    assert row["x_marsad"]["via"] == ["Sahel", "Marsa TV"]
    assert row["x_marsad"]["figures"] == [{"value": 3.0, "unit": "missiles", "kind": "count"}]
