from datetime import timedelta

import pytest
from tests.unit.reconcile.episodes.made import DAY, make
from tests.unit.reconcile.material import make_material

from marsad.model import Modality
from marsad.model.episode import LinkKind
from marsad.reconcile.posture import CalmKind, reconcile_posture
from marsad.reconcile.posture.words import find_calm, find_systems

CALM = "لم نشهد أي تغيير في وضعها النووي"
NUCLEAR = {"marks": ("nuclear",)}


def watch(*told):
    return reconcile_posture(make_material(told))


@pytest.mark.parametrize(
    ("text", "systems"),
    [
        ("سلمت منظومة «إسكندر» الصاروخية", ("iskander",)),
        ("حلقت قاذفتان من طراز بي-52 وقنابل بي-61", ("b-52", "b61")),
        ("صواريخ الإسكندر-إم وسارمات", ("iskander", "sarmat")),
        ("نشرت مدينة الإسكندرية لائحة", ()),
    ],
)
def test_weapon_systems_are_named(text, systems):
    assert find_systems(text) == systems


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (CALM, CalmKind.POSTURE),
        ("لا يوجد ما يشير إلى أن نوردستان تحرك أسلحتها النووية", CalmKind.POSTURE),
        ("لا نرى أي مؤشرات على أنها تستعد لاستخدام سلاح نووي", CalmKind.USE),
        ("لا نرى اهتماما بتسوية النزاع", None),
        ("رصدنا تغييرا في وضعها النووي", None),
        ("لم نلاحظ أي تغير في هذا الموقف القوي", None),
        ("اتفاق لا يحرم الرئيس من خيار في إشارة إلى احتمال استخدام القوة", None),
    ],
)
def test_what_is_not_seen_is_told_apart(text, kind):
    assert find_calm(text) is kind


def test_no_change_seen_stands_against_an_alert():
    alert = make("s1", "alert", ("RUS",), "forces duty", **NUCLEAR)
    calm = make("s2", "assessment", ("USA",), "change posture", targets=("RUS",), told=DAY + timedelta(2))
    found = watch((alert, "أمر بوضع قوات الردع في حالة تأهب"), (calm, CALM))
    assert [(link.kind, link.source, link.target) for link in found.links] == [(LinkKind.CONTRADICTS, "s2", "s1")]
    assert found.changes[0].against == ("s2",)
    assert found.calm[0].contradicts == (found.changes[0].episode,)
    assert found.changes[0].status == "claimed"


@pytest.mark.parametrize(
    ("change", "calm"),
    [
        ({"kind": "mobilization"}, {}),
        ({"marks": ()}, {}),
        ({"modality": Modality.PLANNED}, {}),
        ({"asserted_by": "USA"}, {}),
        ({}, {"told": DAY + timedelta(8)}),
        ({}, {"told": DAY - timedelta(2)}),
        ({}, {"targets": ("CHN",)}),
        ({}, {"background": True}),
    ],
)
def test_what_no_assessment_contradicts(change, calm):
    moved = make("s1", **{"kind": "deployment", "actors": ("RUS",), "words": "missiles border", **NUCLEAR, **change})
    seen = make("s2", "assessment", ("USA",), "change posture", **{"targets": ("RUS",), **calm})
    assert watch((moved, "نشرت صواريخ نووية"), (seen, CALM)).links == ()


def test_no_sign_of_use_is_kept_and_contradicts_nothing():
    moved = make("s1", "deployment", ("RUS",), "missiles border", **NUCLEAR)
    seen = make("s2", "assessment", ("USA",), "signs use", targets=("RUS",))
    found = watch((moved, "نشرت صواريخ نووية"), (seen, "لا نرى أي مؤشرات على استعدادها لاستخدام سلاح نووي"))
    assert [(calm.kind, calm.day, calm.by) for calm in found.calm] == [(CalmKind.USE, DAY, ("USA",))]
    assert found.links == ()


def test_the_last_that_is_done_stands_and_what_is_announced_is_beside_it():
    later, last = DAY + timedelta(60), DAY + timedelta(90)
    sent = make("s1", "deployment", ("RUS",), "missiles units", place="Belarus")
    more = make("s2", "deployment", ("RUS",), "warheads batch", place="Belarus", told=later)
    plan = make("s3", "withdrawal", ("RUS",), "return home", place="Belarus", told=last, modality=Modality.PLANNED)
    denied = make("s4", "deployment", ("RUS",), "bombers", place="Cuba", modality=Modality.DENIED)
    found = watch((sent, "نشرت منظومة إسكندر"), (more, "نشرت رؤوسا"), (plan, "ستسحب"), (denied, "لم تنشر"))
    (standing,) = found.standings
    assert (standing.party, standing.matter, standing.place, standing.since) == ("RUS", "forces", "Belarus", later)
    assert standing.announced is not None
    assert standing.announced.record == "s3"
    assert next(change for change in found.changes if change.record == "s1").systems == ("iskander",)


def test_a_transfer_stands_by_who_receives_it():
    sent = make("s1", "arms_transfer", ("RUS",), "system aircraft", targets=("BLR",))
    (standing,) = watch((sent, "سلمت روسيا بيلاروسيا منظومة «إسكندر»")).standings
    assert (standing.matter, standing.place, standing.change.nuclear) == ("transfers", "BLR", True)
