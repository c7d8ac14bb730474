from marsad.measure import Annotation, Count, make_scores

from .made import DOCUMENT, annotation, figure, signal, statement

WARNING, MISSILES, MEETING = "حذر وزير دفاع", "ونشرت سودلاند 12", "وأجرى الطرفان محادثات"
GOLD = annotation(
    published="2031-03-03",
    sources=["Wire"],
    statements=[statement("إن بلاده لن ترد", via=["Wire"]), statement("أن الحوار ممكن", direct=True)],
    signals=[
        signal("warning", ["NRD"], WARNING, targets=["SDL"], modality="possible", person="A. Example"),
        signal("deployment", ["SDL"], MISSILES, date="2031-03-02"),
        signal("talks", ["NRD", "SDL"], MEETING),
    ],
    figures=[figure(12, "12 صاروخا")],
    dates=[{"text": "يوم الأحد", "value": "2031-03-02"}],
)


def score(pred, gold=GOLD):
    return make_scores([DOCUMENT], [gold], [pred])


def test_gold_against_itself_is_perfect():
    scores = score(GOLD)
    assert {name: count.f1 for name, count in scores.layers.items()} == dict.fromkeys(
        ("statements", "quotations", "signals", "figures", "dates", "sources"), 1.0
    )
    assert {rate.share for rate in scores.rates.values()} <= {1.0, None}
    assert scores.confusions == ()


def test_rates_are_taken_on_matched_items():
    pred = annotation(
        statements=[statement("إن بلاده لن ترد", actor=["NRD", "OST"], direct=True), statement("الحوار", actor="SDL")],
        signals=[
            signal("warning", ["NRD"], WARNING, targets=["OST"], modality="conditional"),
            signal("deployment", ["SDL"], MISSILES, modality="planned"),
            signal("talks", ["NRD"], MEETING, targets=["SDL"]),
        ],
        figures=[figure(12, "12 صاروخا", unit="launchers", holder=None)],
    )
    rates = {name: (rate.right, rate.total) for name, rate in score(pred).rates.items()}
    assert rates["statement.state"] == (1, 2)
    assert rates["statement.direct"] == (0, 2)
    assert rates["statement.via"] == (1, 2)
    assert rates["signal.targets"] == (1, 2)  # talks have parties, not targets
    assert rates["signal.modality"] == (2, 3)
    assert rates["signal.date"] == (2, 3)
    assert rates["signal.person"] == (2, 3)
    assert rates["figure.unit"] == (0, 1)
    assert rates["figure.holder"] == (0, 1)


def test_signals_are_counted_by_type_and_by_modality():
    scores = score(annotation(signals=[signal("warning", ["NRD"], WARNING), signal("threat", ["SDL"], MISSILES)]))
    assert scores.types["warning"] == Count(right=1)
    assert scores.types["deployment"] == Count(missed=1)
    assert scores.types["threat"] == Count(false=1)
    assert scores.modalities["conditional"] == Count(missed=1)
    assert scores.modalities["actual"] == Count(missed=2, false=2)


def test_confusions_tell_swaps_misses_and_false_alarms_costliest_first():
    pred = annotation(
        signals=[
            signal("warning", ["OST"], WARNING),
            signal("exercise", ["SDL"], MISSILES, rule="r7"),
            signal("sanction", ["OST"], "أن الباب مفتوح", rule="r7"),
        ]
    )
    scores = score(pred)
    seen = [(one.gold, one.pred, one.cost) for one in scores.confusions]
    assert seen == [
        ("deployment", "exercise", 2),
        ("warning", "warning", 2),
        ("none", "sanction", 1),
        ("talks", "none", 1),
    ]
    assert scores.rules == (("r7", 2),)
    assert scores.confusions[0].examples[0].snippet.startswith("ونشرت سودلاند 12")


def test_signals_in_off_topic_documents_are_tallied():
    off_topic = annotation(signals=[])
    scores = score(annotation(signals=[signal("threat", ["NRD"], WARNING)]), gold=off_topic)
    assert scores.tallies["off-topic documents with signals"] == 1
    assert scores.tallies["off-topic false signals"] == 1


def test_a_document_that_the_prediction_lacks_is_scored_as_empty():
    scores = make_scores([DOCUMENT], [GOLD, Annotation(id="m2")], [])
    assert (scores.absent, scores.textless, scores.documents) == (("m1",), ("m2",), 1)
    assert scores.layers["signals"] == Count(missed=3)


def test_nothing_gives_no_numbers_and_no_error():
    assert Count().f1 is Count().precision is Count().recall is None
    assert make_scores([], [], []).layers == {}
