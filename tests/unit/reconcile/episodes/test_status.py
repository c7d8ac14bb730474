from datetime import timedelta

from tests.unit.reconcile.episodes.made import DAY, make

from marsad.model import Modality
from marsad.model.episode import Link, LinkKind
from marsad.model.kinds import Status
from marsad.reconcile.episodes import find_status


def status(*tellings, sources=None, links=()):
    return find_status(tellings, sources or {}, links)[0]


def test_one_source_is_a_claim_however_many_papers_carry_it():
    papers = [make(f"s{number}") for number in range(10)]
    assert status(*papers, sources={paper.article: "AFP" for paper in papers}) is Status.CLAIMED


def test_two_sources_confirm():
    assert status(make("s1"), make("s2"), sources={"a-s1": "AFP", "a-s2": "Reuters"}) is Status.CONFIRMED


def test_one_side_in_many_papers_is_a_claim():
    told = [make(f"s{n}", "use_of_force", ("RUS",), targets=("UKR",), asserted_by="UKR") for n in range(5)]
    kind, why = find_status(told, {})
    assert kind is Status.CLAIMED
    assert why == ("only UKR says so",)


def test_the_other_side_confirms():
    told = [
        make("s1", "use_of_force", ("RUS",), targets=("UKR",), asserted_by="UKR"),
        make("s2", "use_of_force", ("RUS",), targets=("UKR",), asserted_by="RUS"),
    ]
    assert status(*told, sources={"a-s1": "AFP", "a-s2": "AFP"}) is Status.CONFIRMED


def test_words_are_confirmed_by_who_heard_them_only():
    heard = [make("s1", "threat", ("RUS",), asserted_by="UKR"), make("s2", "threat", ("RUS",), asserted_by="RUS")]
    assert status(*heard, sources={"a-s1": "AFP", "a-s2": "AFP"}) is Status.CLAIMED


def test_a_denial_disputes():
    denied = make("s2", modality=Modality.DENIED, asserted_by="RUS", told=DAY)
    kind, why = find_status([make("s1"), denied], {})
    assert kind is Status.DISPUTED
    assert why == ("denied by RUS",)


def test_a_link_that_denies_disputes():
    link = Link(kind=LinkKind.DENIES, source="s9", target="s1", score=0.9, why=("named",))
    assert status(make("s1"), make("s2"), links=[link]) is Status.DISPUTED


def test_a_source_that_takes_its_word_back_corrects():
    taken_back = make("s2", modality=Modality.DENIED, told=DAY + timedelta(1))
    assert status(make("s1"), taken_back, sources={"a-s1": "AFP", "a-s2": "AFP"}) is Status.CORRECTED


def test_what_is_put_off_is_cancelled_unless_it_happens_after_all():
    put_off = make("s2", modality=Modality.HALTED, told=DAY + timedelta(1))
    held = make("s3", told=DAY + timedelta(9))
    assert status(make("s1", modality=Modality.PLANNED), put_off) is Status.CANCELLED
    assert status(make("s1", modality=Modality.PLANNED), put_off, held) is not Status.CANCELLED


def test_what_is_only_denied_stays_a_claim():
    assert status(make("s1", modality=Modality.DENIED)) is Status.CLAIMED
