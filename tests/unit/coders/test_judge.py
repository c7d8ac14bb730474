"""What the judge makes of proposals: chances, bounds, parties, reasons."""

import math

import msgspec
import pytest

from marsad.coders.signals.candidate import Candidate, Rejected
from marsad.coders.signals.complete import complete
from marsad.coders.signals.judge.cue import describe_cue
from marsad.coders.signals.judge.decide import decide
from marsad.coders.signals.judge.facets import Features, name_features, spell
from marsad.coders.signals.judge.lens import NAME, bucket, count_parties, find_lens, make_lens, name_terms
from marsad.coders.signals.judge.model import Choice, Linear, Verdict, find_odds, load_judge, squash
from marsad.coders.signals.judge.party import describe_option, find_options
from marsad.coders.signals.judge.piece import describe_piece
from marsad.coders.signals.pool import make_pool
from marsad.extract import extract_article
from marsad.model import Capture
from marsad.pipeline import find_all, read_capture

DOUBTED = "هل نشرت روسيا صواريخ نووية في بيلاروسيا؟"
SAID = "قال وزير الخارجية الروسي إن بلاده سترد على أي هجوم من حلف شمال الأطلسي."
STRIKE = "قصفت القوات الروسية مستودعات ذخيرة في مدينة أوديسا الأوكرانية فجر الثلاثاء."


def find(text):
    return find_all(extract_article(Capture(origin="judge", body=text.encode(), media="text")))


def test_a_linear_model_adds_the_weights_of_the_features_it_knows():
    model = Linear(bias=-1.0, weights={"a": 2.0, "b": 0.5})
    assert model.weigh(name_features()) == pytest.approx(squash(-1.0))
    assert model.weigh(name_features("a", "b", "unheard of")) == pytest.approx(squash(1.5))
    assert model.weigh(name_features("a"), start=1.0) == pytest.approx(squash(2.0))


def test_weights_add_up_to_the_same_in_any_order():
    model = Linear(bias=0.3, weights={"a": 0.1, "b": 0.2, "c": -0.6})
    assert model.weigh(name_features("a", "b", "c")) == model.weigh(name_features("c", "b", "a")) == 0.5


def test_a_spread_weighs_what_its_features_do():
    model = Linear(bias=0.0, weights={"w=a": 1.0, "w=a|type=talks": 0.5, "w=b|type=talks": 2.0, "w=b|type=test": 4.0})
    features = Features([], [(("w=", "|type=", "talks"), ["a", "b", "c"]), (("w=",), ["a"])])
    assert sorted(spell(features)) == ["w=a", "w=a|type=talks", "w=b|type=talks", "w=c|type=talks"]
    assert model.weigh(features) == model.weigh(name_features(*spell(features))) == pytest.approx(squash(3.5))


def test_what_the_judge_weighs_is_what_it_is_trained_on():
    judge, pool, lenses = load_judge(), make_pool(find(f"{STRIKE} {DOUBTED} {SAID}")), {}
    assert pool.cues
    assert pool.pieces
    for each in pool.cues:
        features = describe_cue(find_lens(lenses, each.context), each)
        assert judge.cue.weigh(features) == judge.cue.weigh(name_features(*spell(features)))
    for piece in pool.pieces:
        features = describe_piece(find_lens(lenses, piece.context), piece)
        assert judge.piece.weigh(features) == judge.piece.weigh(name_features(*spell(features)))


def test_only_so_many_sums_are_kept(monkeypatch):
    monkeypatch.setattr("marsad.coders.signals.judge.facets._MOST", 2)
    model = Linear(bias=0.0, weights={"a": 1.0})
    assert [model.weigh(name_features(name)) for name in "abcda"] == [squash(1.0), 0.5, 0.5, 0.5, squash(1.0)]
    assert len(model._scale.sums) <= 2


def test_the_chances_of_a_choice_add_up_to_one():
    model = Choice(biases={"threat": 0.0, "none": 1.0}, weights={"w=x": {"threat": 3.0}})
    chances = model.weigh(name_features("w=x", "w=y"))
    assert math.isclose(sum(chances.values()), 1.0)
    assert chances["threat"] > chances["none"]


def test_a_verdict_rises_with_each_chance():
    verdict = Verdict(surety=1.0, party=0.5, topic=0.2, linear=Linear(bias=0.0, weights={"type=test": -1.0}))
    low, high = (verdict.weigh(chance, chance, chance, name_features()) for chance in (0.5, 0.9))
    assert low == pytest.approx(0.5)
    assert high > low > verdict.weigh(0.5, 0.5, 0.5, name_features("type=test"))


def test_odds_are_bounded_and_turn_back_into_chances():
    assert squash(find_odds(0.3)) == pytest.approx(0.3)
    assert math.isfinite(find_odds(0.0))
    assert math.isfinite(find_odds(1.0))


def test_the_shipped_weights_are_whole():
    judge = load_judge()
    assert judge.cue.weights
    assert set(judge.piece.biases) >= {"threat", "warning", "none"}
    assert 0 <= judge.keep_proven < judge.keep_named < judge.keep_noun < judge.keep <= 1


def test_a_lens_names_parties_stems_and_terms():
    (context, *_) = {id(each.context): each.context for each in make_pool(find(STRIKE)).cues}.values()
    lens = make_lens(context)
    assert NAME in lens.stems
    assert len(lens.stems) == len(context.tokens)
    assert count_parties(lens, context.sentence.start, context.sentence.end) == lens.named == 2
    assert name_terms(lens, context.sentence.start, context.sentence.end) == lens.told


def test_sizes_fall_into_few_buckets():
    assert [bucket(number) for number in (0, 1, 2, 3, 4, 8, 9, 500)] == ["0", "1", "2", "4", "4", "8", "more", "more"]


def test_parties_of_a_doubted_act_are_found_when_it_is_looked_at_closely():
    (candidate,) = (each for each in make_pool(find(DOUBTED)).cues if each.type == "deployment")
    assert candidate.doubt
    assert candidate.actors == ()
    whole = complete(candidate)
    assert whole.actors == ("RUS",)
    assert any(why.startswith("agent: ") for why in whole.because)
    assert whole.because[-1] == candidate.because[-1]


def test_features_depend_on_the_words_alone():
    def features():
        pool = make_pool(find(STRIKE))
        return [sorted(spell(describe_cue(make_lens(each.context), each))) for each in pool.cues]

    assert features() == features()
    assert any(feature.startswith("type=use_of_force") for row in features() for feature in row)


def test_the_doer_and_the_one_struck_are_both_options():
    candidate = next(each for each in make_pool(find(STRIKE)).cues if each.type == "use_of_force")
    options = find_options(candidate)
    assert {code for option in options for code in option.party.codes} >= {"RUS", "UKR"}
    assert all(spell(describe_option(candidate, option, candidate.actors)) for option in options)


def test_bounds_part_what_is_kept_from_what_is_refused_with_a_reason():
    pool = make_pool(find(STRIKE))
    open_, shut = (
        msgspec.structs.replace(
            load_judge(), keep=bound, keep_noun=bound, keep_named=bound, keep_proven=bound, look=0.0
        )
        for bound in (0.0, 2.5)
    )
    assert any(isinstance(each, Candidate) and each.type == "use_of_force" for each in decide(pool, open_, 0.9))
    refused = list(decide(pool, shut, 0.9))
    assert refused
    assert all(isinstance(each, Rejected) and each.reason for each in refused)


def test_signals_carry_a_confidence():
    reading = read_capture(Capture(origin="judge", body=STRIKE.encode(), media="text"))
    assert reading.signals
    assert all(signal.confidence is not None and 0 <= signal.confidence <= 1 for signal in reading.signals)


def test_confidence_rises_with_the_verdict_and_stays_below_it_where_pages_are_harder():
    judge = load_judge()
    trusts = [judge.trust(verdict) for verdict in (0.1, 0.3, 0.5, 0.7, 0.9)]
    assert trusts == sorted(trusts)
    assert judge.trust(0.9) < 0.9
