import pytest

from marsad.measure import AnnotationError, load_annotations, load_documents
from marsad.measure.annotation import find_codes, make_annotation


def test_the_programs_form_and_the_gold_form_are_both_read():
    lines = [
        '{"id": "a", "signals": [{"type": "threat", "actors": "NRD", "start": 3, "end": 4, "rule": "r"}]}',
        "",
        '{"id": "b", "signals": [{"type": "threat", "actors": null, "evidence": "قال", "soft": true}], "new": 1}',
    ]
    first, second = load_annotations(lines)
    assert (first.signals[0].start, first.signals[0].rule, first.signals[0].soft) == (3, "r", False)
    assert second.signals[0].soft
    assert second.boilerplate is None


@pytest.mark.parametrize(
    ("codes", "expected"),
    [(None, set()), ("NRD", {"nrd"}), (("NRD", " sdl "), {"nrd", "sdl"}), ((), set()), ("", set())],
)
def test_actor_fields_may_be_one_code_a_list_or_null(codes, expected):
    assert find_codes(codes) == expected


def test_a_bad_line_is_named():
    with pytest.raises(AnnotationError, match="line 2"):
        load_annotations(['{"id": "a"}', '{"id": 7}'])
    with pytest.raises(AnnotationError, match="line 1"):
        load_documents(["not json"])
    with pytest.raises(AnnotationError, match=r"\$\.id|missing required field `id`"):
        make_annotation({})
