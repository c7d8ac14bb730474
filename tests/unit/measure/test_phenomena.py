import pytest

from marsad.measure.annotation import Document
from marsad.measure.count import Rate
from marsad.measure.phenomena import Marks, make_phenomena, make_phenomena_table, name_cue

from .made import annotation, signal, statement

TEXT = (
    "حذرت نوردلاند من عواقب نشر الصواريخ. "
    "وقال الوزير إن بلاده «لن ترد» ورفض العرض. "
    "وكانت سودلاند قد نشرت صواريخ قرب الحدود."
)
DOCUMENT = Document(id="m1", text=TEXT)
WARNING = signal("warning", ["NRD"], "حذرت نوردلاند")
ASSURANCE = signal("assurance", ["NRD"], "وقال الوزير إن", modality="conditional")
REJECTION = signal("rejection", ["NRD", "SDL"], "ورفض العرض")
DEPLOYMENT = signal("deployment", ["SDL"], "وكانت سودلاند", attributed_to="NRD")


def mark(text):
    names = (("نوردلاند", "NRD"), ("سودلاند", "SDL"))
    found = tuple((text.find(form), code) for form, code in names if form in text)
    return Marks(names=found, backs=(text.find("وكانت"),))


def ask(gold, pred, **facts):
    made = [annotation(signals=gold, **facts)], [annotation(signals=pred)]
    return make_phenomena([DOCUMENT], *made, mark)[0]


def test_recall_is_over_gold_and_precision_over_predictions():
    shares = ask([WARNING, DEPLOYMENT], [WARNING, REJECTION])
    assert shares["spoken"].recall == Rate(right=1, total=1)
    assert shares["spoken"].precision == Rate(right=1, total=2)
    assert shares["deed"].recall == Rate(right=0, total=1)
    assert shares["deed"].precision == Rate()


@pytest.mark.parametrize(
    ("phenomenon", "items"),
    [
        ("actor not named in the sentence", [ASSURANCE, REJECTION]),
        ("several actors", [REJECTION]),
        ("several signals in the sentence", [ASSURANCE, REJECTION]),
        ("attributed to another", [DEPLOYMENT]),
        ("background", [DEPLOYMENT]),
        ("conditional or possible", [ASSURANCE]),
        ("headline or first sentence", [WARNING]),
        ("a quotation in the sentence", [ASSURANCE, REJECTION]),
    ],
)
def test_what_holds_of_which_signal(phenomenon, items):
    every = [WARNING, ASSURANCE, REJECTION, DEPLOYMENT]
    assert ask(every, items)[phenomenon].recall == Rate(right=len(items), total=len(items))
    assert ask(every, [one for one in every if one not in items])[phenomenon].recall.right == 0


def test_an_act_dated_long_before_the_page_is_background():
    lately, before = ({**DEPLOYMENT, "evidence": "حذرت", "date": date} for date in ("2031-03-01", "2030-05"))
    assert ask([lately], [lately], published="2031-03-03")["background"].recall.total == 0
    assert ask([before], [before], published="2031-03-03")["background"].recall == Rate(right=1, total=1)


@pytest.mark.parametrize(
    ("rule", "cue"),
    [
        (None, None),
        ("force.warning", "verb of speech"),
        ("content.10.assurance", "reported content"),
        ("judged.threat", "reported content"),
        ("talks.named", "noun that names the act"),
        ("talks.named.wide", "noun that names the act"),
        ("talks.meet", "verb or noun of an act"),
    ],
)
def test_a_rule_tells_its_kind_of_cue(rule, cue):
    assert name_cue(rule) == cue


def test_statements_have_phenomena_of_their_own():
    made = statement("لن ترد", direct=True, via=["Reuters", "X"])
    _, shares = make_phenomena([DOCUMENT], [annotation(statements=[made])], [annotation(statements=[made])], mark)
    for name in ("direct", "speaker not named in the sentence", "through two outlets or more"):
        assert shares[name].recall == Rate(right=1, total=1)
    assert shares["indirect"].recall.total == 0


def test_the_table_has_dashes_where_nothing_was_asked():
    table = make_phenomena_table("Signals", ask([WARNING], [WARNING]))
    rows = {row[0]: row[1:] for row in table.rows}
    assert rows["spoken"] == ("1.000", "1", "1", "1.000", "1", "1")
    assert rows["deed"] == ("–",) * 6
