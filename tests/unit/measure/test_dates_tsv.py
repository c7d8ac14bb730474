import pytest

from marsad.measure import load_date_rows, make_date_score

HEADER = "id\tanchor\texpression\tsentence\texpected_iso\tgranularity\tphenomenon"
ROWS = [
    HEADER,
    "1\t2031-03-04\tيوم الأحد\tاجتمعوا يوم الأحد في المدينة\t2031-03-02\tday\tweekday",
    "2\t2031-03-04\tالأسبوع المقبل\tيسافر الوفد الأسبوع المقبل\t2031-W11\tweek\tweek",
    "3\t2031-03-04\tقريبا جدا\tيعودون قريبا جدا\tFUTURE_REF\tvague\tvague",
    "4\t2031-03-04\tالساعة الثالثة اليوم\tيصل الساعة الثالثة اليوم\t2031-03-04T15:00+00:00\tdatetime\tclock",
]


def score(*answers):
    given = iter(answers)
    return make_date_score(load_date_rows(ROWS), lambda sentence, anchor: next(given))


def test_weeks_clock_times_and_codes_are_read_as_documented():
    days = [row.days for row in load_date_rows(ROWS)]
    assert [str(one[0]) if one else None for one in days] == ["2031-03-02", "2031-03-10", None, "2031-03-04"]


def test_a_row_is_right_when_an_overlapping_answer_has_its_value():
    result = score([("الأحد", "2031-03-02")], [("الأسبوع المقبل", "2031-03-10/2031-03-16")], [("اليوم", "2031-03-04")])
    assert (result.rate.right, result.rate.total, result.count.f1, result.misses) == (3, 3, 1.0, ())


def test_wrong_values_are_false_and_answers_elsewhere_are_not_asked():
    result = score([("المدينة", "2031")], [("الأسبوع", "2031-03"), ("المقبل", None)], [("اليوم", None)])
    assert (result.count.right, result.count.missed, result.count.false) == (0, 3, 3)
    assert result.misses[0].given == ()


def test_a_table_without_its_columns_is_refused():
    with pytest.raises(ValueError, match="no column"):
        load_date_rows(["id\tanchor", "1\t2031-03-04"])
    with pytest.raises(ValueError, match="isoformat"):
        load_date_rows([HEADER, "1\tyesterday\ta\tb\t2031\tday\tx"])
