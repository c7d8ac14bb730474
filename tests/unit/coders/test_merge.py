"""One act told twice is one signal; what a speech act only names is none of its own."""

from marsad.model import Capture, Reading
from marsad.pipeline import read_capture


def read(text: str) -> Reading:
    return read_capture(Capture(origin="case", body=text.encode(), media="text"))


def kinds(text: str) -> list[str]:
    return [signal.type.value for signal in read(text).signals]


def test_the_same_act_told_again_is_one() -> None:
    text = (
        "اتهم الكرملين كييف بالكذب بشأن محطة زابوريجيا النووية، واتهم الكرملين كييف مجددا بالكذب بشأن المحطة النووية."
    )
    reading = read(text)
    assert [signal.type.value for signal in reading.signals] == ["accusation"]
    assert "the same act told again" in {abstention.reason for abstention in reading.abstentions}


def test_other_content_is_another_act() -> None:
    assert kinds("طالبت موسكو كييف بالحياد العسكري. كما طالبت موسكو كييف بالتخلي عن صواريخها البعيدة المدى.") == [
        "demand",
        "demand",
    ]


def test_what_is_asked_for_is_no_act() -> None:
    assert kinds("طالبت مجموعة السبع كوريا الشمالية بتفكيك ترسانتها النووية.") == ["demand"]


def test_what_is_ordered_of_ones_own_forces_is_no_demand() -> None:
    text = "أمر وزير الدفاع البولندي بوضع قوات الردع في حالة تأهب، في خطوة رأت فيها عواصم غربية تصعيدا خطيرا."
    assert kinds(text) == ["alert"]


def test_what_is_threatened_is_no_act() -> None:
    assert kinds("هدد حزب الله إسرائيل بقصف مفاعل ديمونا النووي.") == ["threat"]


def test_an_act_that_somebody_is_blamed_for_stays() -> None:
    assert kinds("اتهمت كييف موسكو بقصف محطة زابوريجيا النووية.") == ["accusation", "use_of_force"]


def test_a_refusal_takes_the_target_of_the_words_before() -> None:
    text = "هددت موسكو كييف بضربة نووية. وقالت موسكو إنها سترد بكل الوسائل المتاحة على أي هجوم."
    assert {signal.targets for signal in read(text).signals} == {("UKR",)}
