from datetime import timedelta

from tests.unit.reconcile.episodes.made import DAY, make

from marsad.model import Modality
from marsad.model.episode import Novelty
from marsad.reconcile.sayings import trace_sayings


def words(record, days, kind="warning", *, roots="grave outcome war", **more):
    return make(record, kind, ("RUS",), roots, told=DAY + timedelta(days), **more)


def trace(*tellings, episodes=None):
    return {saying.record: saying for saying in trace_sayings(tellings, episodes)}


def test_what_nobody_of_the_party_had_said_is_new():
    assert trace(words("s1", 0))["s1"].novelty is Novelty.NEW


def test_the_same_again_is_a_repeat_with_its_first_day_and_count():
    found = trace(words("s1", 0), words("s2", 20), words("s3", 40))["s3"]
    assert (found.novelty, found.earlier, found.first, found.times) == (Novelty.REPEAT, "s2", DAY, 3)


def test_a_named_target_is_harder_and_a_condition_softer():
    harder = trace(words("s1", 0), words("s2", 20, targets=("NATO",)))["s2"]
    softer = trace(words("s1", 0), words("s2", 20, modality=Modality.CONDITIONAL))["s2"]
    assert (harder.novelty, harder.why) == (Novelty.ESCALATES, ("more: a target is named",))
    assert softer.novelty is Novelty.SOFTENS


def test_a_threat_after_a_warning_escalates_and_an_assurance_softens():
    assert trace(words("s1", 0), words("s2", 9, "threat"))["s2"].novelty is Novelty.ESCALATES
    assert trace(words("s1", 0), words("s2", 9, "assurance"))["s2"].novelty is Novelty.SOFTENS


def test_the_speakers_own_words_go_before_the_partys():
    told = (words("s1", 0, person="Oleg Testov"), words("s2", 5, person="Anna Proba", targets=("NATO",)))
    found = trace(*told, words("s3", 9, person="Oleg Testov"))["s3"]
    assert (found.earlier, found.novelty) == ("s1", Novelty.REPEAT)


def test_other_matters_targets_and_lines_are_new():
    assert trace(words("s1", 0), words("s2", 9, roots="grain ships port"))["s2"].novelty is Novelty.NEW
    assert trace(words("s1", 0, targets=("NATO",)), words("s2", 9, targets=("IRN",)))["s2"].novelty is Novelty.NEW
    assert trace(words("s1", 0), words("s2", 9, "demand"))["s2"].novelty is Novelty.NEW


def test_tellings_of_one_episode_are_no_repetitions():
    found = trace(words("s1", 0), words("s2", 1), episodes={"s1": "e", "s2": "e"})
    assert set(found) == {"s1"}


def test_background_raises_nothing():
    assert trace(words("s1", 0, background=True)) == {}
