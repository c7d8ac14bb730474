"""Every rule of the table finds its examples and leaves the others alone."""

import pytest

from marsad.extract.furniture import FurnitureRow, find_furniture, load_furniture

ROWS = load_furniture()


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.id)
def test_examples(row: FurnitureRow) -> None:
    for line in row.finds:
        found = find_furniture(line)
        assert found is not None, line
        assert found.id == row.id, line
    for line in row.rejects:
        found = find_furniture(line)
        assert found is None or found.id != row.id, line


def test_rows_are_sorted_and_distinct() -> None:
    ids = [row.id for row in ROWS]
    assert ids == sorted(set(ids))
    assert {row.mode for row in ROWS} <= {"whole", "starts", "ends", "contains", "pattern"}
    assert all(row.finds and row.rejects for row in ROWS)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.id)
def test_no_form_stands_twice(row: FurnitureRow) -> None:
    assert len(row.forms) == len(set(row.forms))


def test_long_lines_are_never_furniture() -> None:
    assert find_furniture("مقالات ذات صلة " * 60) is None


def test_spelling_variants_and_marks_do_not_matter() -> None:
    for line in ("إقرأ أيضاً", "اقرا ايضا:", "» اقرأ أيضا «", "اقـرأ أيـضا"):
        assert find_furniture(line) is not None, line


@pytest.mark.parametrize("row", [row for row in ROWS if row.mode not in ("ends", "pattern")], ids=lambda row: row.id)
def test_no_form_is_passed_over(row: FurnitureRow) -> None:
    for form in row.forms:
        assert find_furniture(form) is not None, form
        assert find_furniture(form.upper()) is not None, form


def test_a_form_of_one_letter_may_be_followed_by_a_number() -> None:
    assert find_furniture("X 12") is not None


@pytest.mark.parametrize(
    "line",
    [
        "وقال الوزير إن المشاركة في التمرين ستكون محدودة.",
        "الأخبار الواردة من الجبهة تؤكد تقدم القوات.",
        "نشرت الوزارة صواريخ جديدة في الشمال.",
        "إعلان حالة التأهب في القوات الاستراتيجية",
        "سياسة الردع في عالم متعدد الأقطاب",
    ],
)
def test_sentences_and_subheads_are_no_furniture(line: str) -> None:
    assert find_furniture(line) is None
