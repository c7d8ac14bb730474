import pytest

from marsad.measure.locate import make_ground
from marsad.measure.matching import (
    agree_targets,
    fold_modality,
    match_dates,
    match_figures,
    match_signals,
    match_statements,
    overlap_half,
)

from .made import TEXT, annotation, figure, signal, statement

GROUND = make_ground(TEXT)
WARNING, REPLY, MISSILES, MEETING = "حذر وزير دفاع", "وقال الوزير إن", "ونشرت سودلاند 12", "وأجرى الطرفان محادثات"


def count_signals(gold, pred):
    matching = match_signals(GROUND, annotation(signals=gold).signals, annotation(signals=pred).signals)
    return len(matching.pairs), len(matching.missed), len(matching.false), len(matching.ignored)


def test_the_same_signal_matches():
    one = [signal("warning", ["NRD"], WARNING)]
    assert count_signals(one, one) == (1, 0, 0, 0)


def test_the_type_must_be_the_same():
    assert count_signals([signal("warning", ["NRD"], WARNING)], [signal("threat", ["NRD"], WARNING)]) == (0, 1, 1, 0)


@pytest.mark.parametrize(("evidence", "right"), [(WARNING, 1), (REPLY, 1), (MISSILES, 0)])
def test_evidence_lies_in_the_same_or_a_neighbouring_sentence(evidence, right):
    gold = [signal("warning", ["NRD"], WARNING)]
    assert count_signals(gold, [signal("warning", ["NRD"], evidence)])[0] == right


@pytest.mark.parametrize(
    ("gold", "pred", "right"),
    [
        (["NRD", "SDL"], ["NRD"], 1),
        (["NRD", "SDL", "OST"], ["NRD"], 0),
        (["NRD"], "NRD", 1),
        ([], None, 1),
        ([], ["NRD"], 0),
        (["NRD", "SDL"], ["NRD", "OST"], 0),
    ],
)
def test_actors_overlap_by_at_least_half(gold, pred, right):
    assert count_signals([signal("warning", gold, WARNING)], [signal("warning", pred, WARNING)])[0] == right


@pytest.mark.parametrize(
    ("kind", "right"), [("talks", 1), ("agreement", 1), ("backchannel", 1), ("exercise", 0), ("warning", 0)]
)
def test_in_reciprocal_types_targets_count_as_parties(kind, right):
    gold = [signal(kind, ["NRD", "SDL", "OST"], MEETING)]
    pred = [signal(kind, ["NRD"], MEETING, targets=["SDL", "OST"])]
    assert count_signals(gold, pred)[0] == right


def test_matching_is_one_to_one():
    one = signal("warning", ["NRD"], WARNING)
    assert count_signals([one], [one, one]) == (1, 0, 1, 0)
    assert count_signals([one, one], [one]) == (1, 1, 0, 0)


def test_a_prediction_is_not_spent_where_another_is_needed():
    early, late = signal("warning", ["NRD"], WARNING), signal("warning", ["NRD"], MISSILES)
    between = signal("warning", ["NRD"], REPLY)
    assert count_signals([early, late], [between, early]) == (2, 0, 0, 0)


def test_soft_gold_neither_rewards_nor_punishes():
    soft = signal("warning", ["NRD"], WARNING, soft=True)
    same = signal("warning", ["NRD"], WARNING)
    assert count_signals([soft], []) == (0, 0, 0, 0)
    assert count_signals([soft], [same]) == (0, 0, 0, 1)
    assert count_signals([soft], [same, same]) == (0, 0, 1, 1)


def test_hard_gold_comes_before_soft_gold():
    soft, hard = signal("warning", ["NRD"], WARNING, soft=True), signal("warning", ["NRD"], REPLY)
    assert count_signals([soft, hard], [signal("warning", ["NRD"], WARNING)]) == (1, 0, 0, 0)


def test_soft_items_of_either_reader_are_left_out():
    soft = signal("warning", ["NRD"], WARNING, soft=True)
    assert count_signals([signal("warning", ["NRD"], WARNING)], [soft]) == (0, 0, 0, 1)
    assert count_signals([], [soft]) == (0, 0, 0, 1)


def test_of_equal_choices_the_likest_is_paired():
    gold = [signal("warning", ["NRD"], WARNING, modality="conditional", targets=["SDL"])]
    other, like = signal("warning", ["NRD"], WARNING), gold[0]
    (pair,) = match_signals(GROUND, annotation(signals=gold).signals, annotation(signals=[other, like]).signals).pairs
    assert pair.pred.note.modality == "conditional"


def test_statements_begin_in_the_same_sentence():
    def count(gold, pred):
        matching = match_statements(
            GROUND, annotation(statements=gold).statements, annotation(statements=pred).statements
        )
        return len(matching.pairs)

    assert count([statement("إن بلاده لن")], [statement("بلاده لن ترد", actor="SDL")]) == 1
    assert count([statement("إن بلاده لن")], [statement("ونشرت سودلاند")]) == 0
    two = [statement("أن الحوار ممكن"), statement("أن الباب مفتوح")]
    assert count(two, two) == 2


def test_two_statements_in_one_sentence_go_to_their_own():
    first, second = statement("أن الحوار ممكن", actor="NRD"), statement("أن الباب مفتوح", actor="SDL")
    pairs = match_statements(
        GROUND, annotation(statements=[first, second]).statements, annotation(statements=[second, first]).statements
    ).pairs
    assert [pair.gold.note.starts == pair.pred.note.starts for pair in pairs] == [True, True]


@pytest.mark.parametrize(
    ("value", "evidence", "right"), [(12, "12 صاروخا", 1), (13, "12 صاروخا", 0), (12, WARNING, 0), (12, MEETING, 1)]
)
def test_figures_have_the_same_value_nearby(value, evidence, right):
    gold = annotation(figures=[figure(12, "12 صاروخا قرب")])
    pred = annotation(figures=[figure(value, evidence, unit="other")])
    assert len(match_figures(GROUND, gold.figures, pred.figures).pairs) == right


@pytest.mark.parametrize(
    ("gold", "pred", "right"),
    [
        (("يوم الأحد", "2031-03-02"), ("الأحد", "2031-03-02"), 1),
        (("يوم الأحد", "2031-03-02"), ("يوم الأحد", "2031-03-03"), 0),
        (("يوم الأحد", "2031-03-02"), ("محادثات", "2031-03-02"), 0),
        (("يوم الأحد", None), ("يوم الأحد", None), 1),
        (("يوم الأحد", None), ("يوم الأحد", "2031"), 0),
        (("يوم الأحد", "2031"), ("يوم الأحد", "2031-01-01/2031-12-31"), 1),
        (("يوم الأحد", "FUTURE_REF"), ("يوم الأحد", "FUTURE_REF"), 1),
        (("يوم الأحد المشمس", "2031"), ("الأحد المشمس", "2031"), 1),
        (("يوم غائب", "2031"), ("يوم آخر", "2031"), 0),
    ],
)
def test_dates_have_the_same_value_on_overlapping_words(gold, pred, right):
    golds = annotation(dates=[{"text": gold[0], "value": gold[1]}]).dates
    preds = annotation(dates=[{"text": pred[0], "value": pred[1]}]).dates
    assert len(match_dates(GROUND, golds, preds).pairs) == right


def test_targets_agree_by_half_or_both_empty():
    def agree(left, right):
        made = annotation(signals=[signal("threat", [], "", targets=side) for side in (left, right)])
        return agree_targets(*made.signals)

    assert agree([], None)
    assert agree(["NRD", "SDL"], ["SDL"])
    assert not agree([], ["SDL"])
    assert not agree(["NRD"], ["SDL"])
    assert overlap_half(frozenset(), frozenset())


def test_possible_and_conditional_are_one():
    assert fold_modality("possible") == fold_modality("conditional") != fold_modality("planned")
    assert fold_modality(None) == "actual"
