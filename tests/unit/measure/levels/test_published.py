import pytest

from marsad.measure.levels import Form, find_class, load_classes, load_scale, show_level
from marsad.measure.levels.published import list_signs, sign_level


def test_every_level_has_one_class_and_classes_keep_the_order():
    ranks = [load_classes().index(find_class(level)) for level in sorted(load_scale())]
    assert ranks == sorted(ranks)
    assert set(ranks) == {0, 1, 2}


@pytest.mark.parametrize(
    ("level", "form", "shown", "sign"),
    [(5, Form.CLASSES, "escalatory", "▲"), (5, Form.LEVELS, 5, "5"), (0, Form.CLASSES, "neutral", "●")],
)
def test_levels_are_shown_as_the_form_says(level, form, shown, sign):
    assert show_level(level, form) == shown
    assert sign_level(level, form) == sign
    assert {sign_level(level, Form.CLASSES) for level in load_scale()} == {told.split()[0] for told in list_signs()}


def test_there_is_nothing_beyond_the_scale():
    with pytest.raises(ValueError, match="10 is no level"):
        find_class(10)
