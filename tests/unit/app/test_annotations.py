"""The codebook's form of a reading."""

import json

import msgspec
import pytest

from marsad.app.annotations import annotate, cut_words, find_name, format_number, to_annotation
from marsad.measure.annotation import make_annotation
from marsad.sources.files import LineError

from .made import LINE, TEXT, make_reading

CODEBOOK = {"id", "published", "sources", "statements", "signals", "figures", "dates"}


@pytest.fixture
def coded():
    return to_annotation(make_reading())


def test_it_has_the_codebooks_keys_and_is_json(coded):
    assert coded.keys() >= CODEBOOK | {"boilerplate", "on_topic", "version"}
    assert json.loads(json.dumps(coded, ensure_ascii=False)) == coded
    assert coded["codebook"] == "2"


def test_spans_are_given_by_first_words_and_by_offsets(coded):
    items = [*coded["statements"], *coded["signals"], *coded["figures"], *coded["dates"], *coded["mentions"]]
    assert len(items) == 6
    for item in items:
        assert TEXT[item["start"] : item["end"]] == item["text"]
        assert item["rule"].endswith(".rule")
        assert (item["version"], bool(item["id"])) == ("1", True)
    assert coded["signals"][0]["evidence"] == "حذر وزير دفاع نوردستان سالم الورداني"
    assert coded["statements"][0]["starts"] == "بلاده سترد على أي هجوم"


def test_a_signal(coded):
    signal = coded["signals"][0]
    wanted = {"type": "warning", "actors": ["NRD"], "targets": ["SUD"], "modality": "conditional", "date": "2031-03-02"}
    wanted |= {"place": None, "attributed_to": None, "person": "Salem al-Wardani", "role": None}
    assert {key: signal[key] for key in wanted} == wanted


def test_one_actor_is_a_code_several_are_a_list_none_is_null():
    reading = make_reading()
    actors = []
    for codes in ((), ("NRD",), ("NRD", "SUD")):
        statement = msgspec.structs.replace(reading.statements[0], actor=codes)
        coded = to_annotation(msgspec.structs.replace(reading, statements=(statement,)))
        actors.append(coded["statements"][0]["actor"])
    assert actors == [None, "NRD", ["NRD", "SUD"]]


def test_figures_give_whole_numbers_as_printed_and_high_only_for_ranges():
    reading = make_reading()
    assert "high" not in to_annotation(reading)["figures"][0]
    wide = msgspec.structs.replace(reading.figures[0], value=1.5, high=3.0)
    coded = to_annotation(msgspec.structs.replace(reading, figures=(wide,)))["figures"][0]
    assert (coded["value"], coded["high"]) == (1.5, 3)
    assert isinstance(format_number(3.0), int)


def test_dropped_lines_and_sources(coded):
    assert coded["boilerplate"] == [LINE]
    assert coded["sources"] == ["Sahel"]
    assert (coded["published"], coded["published_basis"]) == ("2031-03-04", "metadata")


def test_scoring_takes_it(coded):
    note = make_annotation(coded)
    assert note.signals[0].start == coded["signals"][0]["start"]
    assert note.boilerplate == (LINE,)


@pytest.mark.parametrize(("name", "origin", "found"), [
    ("n1", "pages.jsonl:3", "n1"),
    (None, "folder/page 1.txt", "page 1"),
    (None, "-", None),
])  # fmt: skip
def test_ids(name, origin, found):
    assert find_name(name, origin) == found


def test_first_words_keep_what_stands_between_them():
    assert cut_words(" a  b\nc d", 3) == "a  b\nc"
    assert cut_words("", 3) == ""


def test_annotate_keeps_the_id_and_dates_by_the_stamp():
    coded = annotate({"id": "n7", "text": "قالت الصين أمس إنها ترفض سباق التسلح.", "extracted": "27/07/2016"})
    assert (coded["id"], coded["published"]) == ("n7", "2016-07-27")
    assert [date["value"] for date in coded["dates"]] == ["2016-07-26"]


def test_annotate_what_cannot_be_read_or_is_no_document():
    coded = annotate({"id": "n8", "text": "  "})
    assert coded.keys() >= CODEBOOK
    assert (coded["id"], coded["set_aside"]["reason"]) == ("n8", "empty")
    with pytest.raises(LineError):
        annotate({"id": "n9"})
