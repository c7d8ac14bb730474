"""Labels, tuning and fitting on a few texts of our own."""

import pytest

from marsad.coders.signals.judge.facets import name_features
from marsad.coders.signals.judge.model import load_judge
from marsad.coders.signals.pool import make_pool
from marsad.measure.count import Count
from train.fit import fit_choice, fit_linear, fit_verdict
from train.label import Samples, agree, assign, label_text, place
from train.load import Gold, Text, Way, load_texts, make_pair
from train.run import find
from train.tune import Trial, count, keep, match, rate, score, try_text

STRIKE = Text(
    id="t1",
    text="قصفت القوات الروسية مستودعات ذخيرة في مدينة أوديسا الأوكرانية. "
    "وحذر وزير الدفاع البولندي يان كوفاليك موسكو من التصعيد.",
    signals=(
        Gold(type="use_of_force", actors=("RUS",), at="قصفت القوات", targets=("UKR",)),
        Gold(type="warning", actors=("POL",), at="وحذر وزير الدفاع", targets=("RUS",)),
    ),
)


def test_a_cue_and_a_piece_answer_to_their_signals():
    findings = find(STRIKE)
    golds = [place(findings, gold) for gold in STRIKE.signals]
    cue_of, piece_of = assign(make_pool(findings), golds)
    assert set(cue_of.values()) == {0}
    assert set(piece_of.values()) == {1}


def test_samples_of_a_text_hold_right_and_wrong_proposals():
    samples = Samples()
    label_text(7, STRIKE, find(STRIKE), samples)
    assert {row[0] for row in samples.cue} == {7}
    assert 1 in {label for _, _, label in samples.cue}
    assert "warning" in {label for _, _, label in samples.piece}
    assert {label for _, _, label in samples.actor} == {0, 1}
    assert samples.topic[0][2] == 1
    assert samples.golds == 2
    assert not samples.missed


def test_a_signal_whose_words_are_not_there_is_passed_over():
    assert place(find(STRIKE), Gold(type="test", actors=(), at="كلمات ليست هنا")) is None


def test_a_soft_signal_counts_neither_way():
    soft = Text(id="s", text=STRIKE.text, signals=tuple(Gold(**{**_as_dict(g), "soft": True}) for g in STRIKE.signals))
    samples = Samples()
    label_text(0, soft, find(soft), samples)
    assert samples.golds == 0
    assert 1 not in {label for _, _, label in samples.cue}


def _as_dict(gold):
    return {name: getattr(gold, name) for name in gold.__struct_fields__}


def test_a_way_makes_two_texts_of_one_type():
    way = Way(id="w", form="verb", words="قصف", finds="قصفت روسيا.", actors=("RUS",), rejects="قد تقصف روسيا.")
    told, other = make_pair("use_of_force", way)
    assert told.only == other.only == "use_of_force"
    assert told.signals[0].at == "قصفت روسيا."
    assert not other.signals
    assert not told.whole


def test_texts_are_read_from_cases_and_ways(tmp_path):
    (tmp_path / "a.toml").write_text('[[case]]\nid = "a"\ntext = "نص"\nsignals = []\n', encoding="utf-8")
    (tmp_path / "test.toml").write_text(
        '[[way]]\nid = "w"\nform = "verb"\nwords = "x"\nfinds = "y"\nactors = []\nrejects = "z"\n', encoding="utf-8"
    )
    assert [text.id for text in load_texts([tmp_path])] == ["a", "w", "w-not"]


@pytest.mark.parametrize(
    ("left", "right", "expected"), [((), (), True), (("A",), ("A", "B"), True), (("A",), ("B",), False)]
)
def test_half_of_the_codes_are_enough(left, right, expected):
    assert agree(left, right) is expected


def test_a_trial_is_scored():
    judge = load_judge()
    trial = try_text(STRIKE, find(STRIKE), judge)
    assert isinstance(trial, Trial)
    kept = keep(judge, trial)
    assert score(trial, kept) == Count(right=2, missed=0, false=len(kept) - 2)
    assert len(match(trial, kept)) == 2
    assert any(right for _, _, right in rate(trial))
    assert count(judge, [trial]) == score(trial, kept)


def test_models_fit_what_they_are_shown():
    rows = [(0, ["good", "x"], 1), (1, ["good"], 1), (2, ["bad", "x"], 0), (3, ["bad"], 0)] * 5
    model = fit_linear("cue", rows)
    assert model.weigh(name_features("good")) > 0.5 > model.weigh(name_features("bad"))
    choice = fit_choice([(n, [name], name) for n, name in enumerate(["threat", "none", "offer"] * 5)])
    chances = choice.weigh(name_features("offer"))
    assert max(chances, key=chances.get) == "offer"
    verdict = fit_verdict([((2.0, 1.0, 1.0), ["a"], True), ((-2.0, 1.0, 1.0), ["a"], False)] * 10)
    assert verdict.weigh(0.9, 0.7, 0.7, name_features()) > verdict.weigh(0.1, 0.7, 0.7, name_features())
