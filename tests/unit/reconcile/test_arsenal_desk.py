"""Numbers of warheads: which edition they agree with, and what is wrong with the others."""

from datetime import date

import pytest

import marsad
from marsad.model import Check
from marsad.reconcile.desks import check_reading


def check(text: str, day: str = "2024-07-01") -> list[Check]:
    reading = marsad.read(text, published=date.fromisoformat(day) if day else None)
    return [one for one in check_reading(reading) if one.desk == "arsenal"]


CASES = [
    ("2024-07-01", "تمتلك روسيا 5580 رأسا نوويا.", "agrees", "2024:rus:total_inventory:fas"),
    ("2024-07-01", "تمتلك روسيا ٥٥٨٠ رأسا نوويا.", "agrees", "2024:rus:total_inventory:fas"),
    ("2024-07-01", "تمتلك الولايات المتحدة 5044 رأسا نوويا.", "agrees", "2024:usa:total_inventory:sipri"),
    ("", "تمتلك روسيا 5580 رأسا نوويا.", "agrees", "2024:rus:total_inventory:fas"),
    ("2024-07-01", "تمتلك روسيا نحو 6000 رأس نووي.", "agrees", "2024:rus:total_inventory:fas"),
    ("2024-07-01", "تمتلك روسيا نحو 5600 رأس نووي.", "agrees", "2024:rus:total_inventory:fas"),
    ("2024-07-01", "تمتلك روسيا أكثر من 5500 رأس نووي.", "agrees", "2024:rus:total_inventory:fas"),
    ("2024-07-01", "تمتلك روسيا 5889 رأسا نوويا وفق معهد ستوكهولم.", "stale", "2023:rus:total_inventory:sipri"),
    ("2023-07-01", "تمتلك روسيا 5889 رأسا نوويا وفق معهد ستوكهولم.", "agrees", "2023:rus:total_inventory:sipri"),
    ("2024-07-01", "في عام 2023 كانت روسيا تمتلك 5889 رأسا نوويا.", "agrees", "2023:rus:total_inventory:sipri"),
    ("2024-07-01", "تمتلك روسيا 5580 رأسا نوويا منشورا.", "mixes_quantities", "2024:rus:total_inventory:sipri"),
    ("2024-07-01", "نشرت روسيا 1710 رؤوس نووية على صواريخها.", "agrees", "2024:rus:deployed:sipri-fas"),
    ("2024-07-01", "يبلغ المخزون العسكري الروسي 4380 رأسا نوويا.", "agrees", "2024:rus:military_stockpile:fas"),
    ("2024-07-01", "يبلغ المخزون العسكري الروسي 5580 رأسا نوويا.", "mixes_quantities", None),
    ("2024-07-01", "تمتلك روسيا 25000 رأس نووي.", "impossible", None),
    ("2024-07-01", "نشرت روسيا في ترسانتها 6100 رأس نووي منشور.", "impossible", None),
    ("2024-07-01", "تمتلك روسيا 7100 رأس نووي في ترسانتها.", "off_by", None),
    ("2024-07-01", "تمتلك روسيا 5044 رأسا نوويا.", "off_by", "2024:rus:total_inventory:fas"),
    ("2024-07-01", "يبلغ عدد الرؤوس النووية في العالم 12121 رأسا نوويا.", "agrees", "2024:world:total_inventory:sipri"),
    ("2024-07-01", "تمتلك الدول النووية في العالم نحو 12 ألف رأس نووي.", "agrees", "2024:world:total_inventory:sipri"),
    ("2019-03-01", "تمتلك الهند ما بين 130 و140 رأسا نوويا.", "agrees", "2018:ind:total_inventory:sipri"),
    ("2024-07-01", "تمتلك روسيا والولايات المتحدة معا 10624 رأسا نوويا.", "agrees", "2024:rus:total_inventory:fas"),
    ("2024-07-01", "تضم ترسانة إسرائيل 90 رأسا نوويا.", "agrees", "2024:isr:total_inventory:sipri"),
    ("2024-07-01", "لدى فرنسا أكبر ترسانة في أوروبا وتضم 290 رأسا نوويا.", "agrees", "2024:fra:total_inventory:sipri"),
    ("2024-07-01", "تمتلك روسيا أكبر ترسانة في العالم وهي 5580 رأسا نوويا.", "agrees", "2024:rus:total_inventory:fas"),
    ("2024-07-01", "تمتلك روسيا 5580 رأسا نوويا، ويشمل هذا المتقاعدة.", "agrees", "2024:rus:total_inventory:fas"),
    ("2024-07-01", "تمتلك الصين 500 رأس نووي وقد تصل إلى 1000 بحلول 2030.", "agrees", "2024:chn:total_inventory:sipri"),
    ("2024-07-01", "وقد تمتلك الصين 1000 رأس نووي بحلول 2030.", "not_checkable", None),
    ("2024-07-01", "يحمل الصاروخ الروسي 10 رؤوس نووية.", "not_checkable", None),
    ("2024-07-01", "نقلت روسيا 20 رأسا نوويا إلى بيلاروسيا.", "not_checkable", None),
    ("2024-07-01", "تمتلك روسيا نحو 2000 رأس نووي تكتيكي.", "not_checkable", None),
    ("2016-07-01", "تمتلك روسيا 5580 رأسا نوويا.", "not_checkable", None),
    ("2024-07-01", "وفي عام 1986 امتلكت روسيا 40 ألف رأس نووي.", "not_checkable", None),
    ("2024-07-01", "رفعت الصين ترسانتها من 410 رؤوس إلى 500 رأس نووي.", "agrees", "2023:chn:total_inventory:sipri"),
    ("2024-07-01", "تمتلك فرنسا وبريطانيا معا 515 رأسا نوويا.", "agrees", "2024:fra:total_inventory:sipri"),
    ("2024-07-01", "للهند وباكستان 172 رأسا و170 رأسا على التوالي.", "agrees", "2024:ind:total_inventory:sipri"),
    ("2025-11-01", "تحتفظ روسيا بـ2591 رأسا نوويا احتياطيا.", "agrees", "2025:rus:reserve:fas"),
    ("2024-07-01", "كان في العالم 70 ألف رأس نووي خلال الحرب الباردة.", "not_checkable", None),
    ("2025-11-01", "تمتلك روسيا 4459 رأسا نوويا.", "off_by", "2025:rus:total_inventory:sipri"),
    ("2024-07-01", "تمتلك روسيا 5890 رأسا نوويا.", "stale", "2023:rus:total_inventory:sipri"),
    ("2024-07-01", "زادت روسيا ترسانتها بزيادة 90 رأسا نوويا.", "not_checkable", None),
]  # fmt: skip


@pytest.mark.parametrize(("day", "text", "verdict", "fact"), CASES)
def test_numbers(day: str, text: str, verdict: str, fact: str | None) -> None:
    found = check(text, day)[0]
    assert found.verdict.value == verdict
    assert fact is None or fact in [one.id for one in found.facts]
    assert found.because


def test_two_states_in_one_sentence() -> None:
    first, second = check("تمتلك روسيا 5580 رأسا نوويا والولايات المتحدة 5044 رأسا نوويا.")
    assert (first.verdict.value, second.verdict.value) == ("agrees", "agrees")
    assert first.facts[0].id == "2024:rus:total_inventory:fas"
    series = [fact.says for fact in second.facts]
    assert series == [
        "5,044 (total inventory of United States, FAS 2024)",
        "5,044 (total inventory of United States, SIPRI 2024)",
    ]


def test_swapped_numbers_are_found_out() -> None:
    first, second = check("تمتلك روسيا 5044 رأسا نوويا والولايات المتحدة 5580 رأسا نوويا.")
    assert {first.verdict.value, second.verdict.value} == {"off_by"}
    assert "it is the figure of another: 5,044 (total inventory of United States" in " ".join(first.because)


def test_declared_totals_count_what_is_deployed() -> None:
    text = "وأعلنت واشنطن أن لديها 1419 رأسا نوويا منشورا و662 وسيلة إيصال منشورة بموجب معاهدة نيو ستارت."
    assert [(one.verdict.value, one.facts[0].id) for one in check(text, "2023-06-01")] == [
        ("agrees", "2023-03-01:us:deployed_warheads"),
        ("agrees", "2023-03-01:us:deployed_launchers"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "أطلقت روسيا 60 صاروخا على مدن أوكرانية.",
        "تعمل في البلاد 664 منصة نفطية، كما قالت الولايات المتحدة.",
        "اشترت بولندا 250 دبابة من الولايات المتحدة.",
        "تلزم معاهدة نيو ستارت روسيا بما لا يزيد على 1550 رأسا نوويا.",
    ],
)
def test_other_numbers_are_no_arsenals(text: str) -> None:
    assert check(text) == []


def test_a_growth_in_warheads_that_became_a_share() -> None:
    text = "بلغ عدد الرؤوس النووية المنشورة في العالم 3904 رؤوس، بزيادة 60% عن العام الماضي."
    assert ("mixes_quantities", "60%") in [(one.verdict.value, one.span.quote) for one in check(text)]
    text = "بلغ عدد الرؤوس النووية المنشورة في العالم 3904 رؤوس، بزيادة 45% عن العام الماضي."
    assert "mixes_quantities" not in [one.verdict.value for one in check(text)]
