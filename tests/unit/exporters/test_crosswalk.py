"""The crosswalk is complete, and what it says is in the schemes."""

import re

import pytest

from marsad.exporters.crosswalk import find_crossing, load_events, load_roots, load_types, load_variants
from marsad.lexicon import load_rows
from marsad.model import Modality, SignalType

from .made import make_signal

ROWS = (*load_types().values(), *load_variants())


def test_every_type_has_a_row():
    assert set(load_types()) == set(SignalType)


@pytest.mark.parametrize("file", ["types", "variants", "roots", "events"])
def test_rows_are_sorted_and_unlike(file):
    names = [row["id"] for row in load_rows("marsad.exporters.crosswalk", f"{file}.toml")]
    assert names == sorted(set(names))


def test_the_schemes_are_whole():
    assert sorted(load_roots()) == [f"{number:02}" for number in range(1, 21)]
    quads = [root.quad for root in load_roots().values()]
    assert [quads.count(quad) for quad in (1, 2, 3, 4)] == [5, 3, 5, 7]
    assert [load_roots()[code].goldstein for code in ("01", "05", "06", "14", "20")] == [0, 3.5, 6, -6.5, -10]
    assert len(load_events()) == 16


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.id)
def test_codes_are_of_the_schemes_and_have_a_source(row):
    assert row.source
    assert row.event is None or row.event in load_events()
    assert row.mode is None or row.event or getattr(row, "type", None)
    codes = [code for code in (row.cameo, *getattr(row, "also", ())) if code]
    assert all(re.fullmatch(r"\d{3,4}", code) and code[:2] in load_roots() for code in codes)


@pytest.mark.parametrize("variant", load_variants(), ids=lambda variant: variant.id)
def test_a_variant_has_a_condition_and_changes_something(variant):
    assert variant.modalities or variant.marks or variant.joint
    row = load_types()[variant.type]
    changed = (variant.event, variant.mode, variant.context, variant.cameo)
    assert any(new is not None and new != old for new, old in zip(changed, _old(row), strict=True))


def _old(row):
    return row.event, row.mode, row.context, row.cameo


@pytest.mark.parametrize(("changes", "event", "mode", "context", "cameo"), [
    ({}, "THREATEN", "violence", "military", "138"),
    ({"quote": "هددت باستخدام السلاح النووي"}, "THREATEN", "violence", "cbrn", "1385"),
    ({"type": SignalType.WARNING}, None, None, None, "012"),
    ({"type": SignalType.WARNING, "modality": Modality.CONDITIONAL}, "THREATEN", "violence", None, "130"),
    ({"type": SignalType.EXERCISE}, "MOBILIZE", "troops", "military", "150"),
    ({"type": SignalType.EXERCISE, "actors": ("RUS", "BLR")}, "COOPERATE", None, "military", "062"),
    ({"type": SignalType.SANCTION}, "SANCTION", None, None, "160"),
    ({"type": SignalType.SANCTION, "modality": Modality.HALTED}, "CONCEDE", None, None, "080"),
    ({"type": SignalType.INSPECTION}, "RETREAT", "access", None, "0862"),
    ({"type": SignalType.INSPECTION, "modality": Modality.HALTED}, "SANCTION", "expel", None, "166"),
    ({"type": SignalType.DENIAL}, None, None, None, "016"),
    ({"type": SignalType.INCIDENT}, None, None, None, None),
])  # fmt: skip
def test_crossings(changes, event, mode, context, cameo):
    found = find_crossing(make_signal(**changes))
    assert (found.event, found.mode, found.context, found.cameo) == (event, mode, context, cameo)
