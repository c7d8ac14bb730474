from marsad.measure import (
    load_date_rows,
    make_agreement,
    make_agreement_report,
    make_date_report,
    make_date_score,
    make_report,
    make_scores,
    to_markdown,
)

from .made import DOCUMENT, annotation, signal

GOLD = annotation(
    signals=[signal("warning", ["NRD"], "حذر وزير دفاع"), signal("talks", ["NRD", "SDL"], "وأجرى الطرفان")]
)
PRED = annotation(signals=[signal("threat", ["NRD"], "حذر وزير دفاع", rule="r1"), signal("test", [], "ونشرت سودلاند")])


def test_every_row_is_as_long_as_its_header():
    report = make_report(make_scores([DOCUMENT], [GOLD], [PRED]))
    assert report.tables[0].title == "Layers"
    assert all(len(row) == len(table.header) for table in report.tables for row in table.rows)


def test_markdown_shows_numbers_and_no_words_of_the_document_when_asked():
    scores = make_scores([DOCUMENT], [GOLD], [PRED])
    shown, bare = to_markdown(make_report(scores)), to_markdown(make_report(scores, snippets=False))
    assert "NRD → NRD [r1]: حذر وزير دفاع" in shown
    assert "حذر" not in bare
    assert "| warning | threat | 1 | 2 |" in bare
    assert "| talks | missed | 1 | 1 |" in bare


def test_remarks_name_absent_documents():
    report = make_report(make_scores([DOCUMENT], [GOLD], []))
    assert "not in the prediction, scored as empty: m1" in report.remarks


def test_agreement_has_its_tables():
    text = to_markdown(make_agreement_report(make_agreement([DOCUMENT], [GOLD], [GOLD])))
    assert "| signal type, over units | 1.000 | 5 |" in text


def test_dates_show_what_went_wrong():
    table = "id\tanchor\texpression\tsentence\texpected_iso\tphenomenon\n7\t2031-03-04\tأمس\tجاء أمس\t2031-03-03\tpast"
    score = make_date_score(load_date_rows(table.splitlines()), lambda sentence, anchor: [("أمس", None)])
    assert "| 7 | أمس | 2031-03-03 | null |" in to_markdown(make_date_report(score))
    assert "| 7 | past | 2031-03-03 | null |" in to_markdown(make_date_report(score, sentences=False))


def test_bars_and_line_breaks_do_not_break_a_markdown_table():
    made = make_report(make_scores([DOCUMENT], [annotation(signals=[signal("a|b", [], "حذر")])], []))
    assert "a\\|b" in to_markdown(made)
