"""Speech acts: what is done by saying it, to whom, under what condition. Office holders are bare or invented."""

import pytest

from marsad.coders.signals.rows import SpeechCue, phrases
from marsad.coders.signals.speech_words import find_words, has_class
from marsad.model import Capture, Signal
from marsad.pipeline import read_capture

SPOKEN = {
    "threat",
    "warning",
    "demand",
    "accusation",
    "denial",
    "assurance",
    "pledge",
    "offer",
    "rejection",
    "assessment",
    "doctrine",
}


def read(text: str) -> list[Signal]:
    """The speech acts of a text."""
    reading = read_capture(Capture(origin="case", body=text.encode(), media="text"))
    return [signal for signal in reading.signals if signal.type.value in SPOKEN]


def acts(text: str) -> list[tuple[str, str, str]]:
    return [(s.type.value, "+".join(s.actors), "+".join(s.targets)) for s in read(text)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("حذرت موسكو حلف الناتو من عواقب نشر أسلحة نووية في بولندا.", ("warning", "RUS", "NATO")),
        ("طالبت واشنطن طهران بوقف تخصيب اليورانيوم.", ("demand", "USA", "IRN")),
        ("دعت برلين، أمس الثلاثاء، موسكو وكييف إلى وقف الحرب.", ("demand", "DEU", "RUS+UKR")),
        ("اتهمت كييف روسيا باستخدام الابتزاز النووي.", ("accusation", "UKR", "RUS")),
        ("تعهدت واشنطن بالدفاع عن اليابان بأسلحتها النووية.", ("pledge", "USA", "JPN")),
        ("تعهدت طهران بعدم صنع سلاح نووي.", ("assurance", "IRN", "")),
        ("رفضت بيونغ يانغ المقترح الأميركي لنزع السلاح النووي.", ("rejection", "PRK", "USA")),
        ("رفض الكرملين الاتهامات بشأن استخدام السلاح النووي.", ("denial", "RUS", "")),
    ],
)
def test_the_verb_names_the_act(text: str, wanted: tuple[str, str, str]) -> None:
    assert acts(text) == [wanted]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("قالت موسكو إنها سترد على أي هجوم نووي.", ("threat", "RUS", "")),
        ("قالت بكين إنها لن تستخدم السلاح النووي أولا في الحرب.", ("assurance", "CHN", "")),
        ("قالت طهران إنها لن تتفاوض مع واشنطن على برنامجها النووي.", ("rejection", "IRN", "USA")),
        ("قال الكرملين إن على كييف أن توقف الحرب وتسلم أسلحتها.", ("demand", "RUS", "UKR")),
        ("أكدت واشنطن أن روسيا تنتهك معاهدة الأسلحة النووية.", ("accusation", "USA", "RUS")),
        ("قالت لندن إن روسيا لن تستخدم السلاح النووي في الحرب.", ("assessment", "GBR", "RUS")),
        ("أكدت باريس أنها مستعدة للحوار مع موسكو بشأن الأسلحة النووية.", ("offer", "FRA", "RUS")),
    ],
)
def test_the_content_tells_the_act_of_a_neutral_verb(text: str, wanted: tuple[str, str, str]) -> None:
    assert acts(text) == [wanted]


def test_what_another_will_do_is_the_speakers_judgement() -> None:
    assert acts("قالت كييف إن روسيا سترد بقوة نووية بعد توقف القتال.") == [("assessment", "UKR", "RUS")]


@pytest.mark.parametrize(
    "text",
    [
        "لم يهدد الكرملين باستخدام السلاح النووي في الحرب.",
        "رفض الكرملين التعليق على تقارير عن الأسلحة النووية.",
        "تهدد الأزمة برنامج الغواصات النووية في الحرب.",
        "أيدت مينسك موقف موسكو من الأسلحة النووية.",
        "قالت صحيفة الغارديان إن على حلف الناتو أن يوقف الحرب النووية.",
    ],
)
def test_no_act(text: str) -> None:
    assert acts(text) == []


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("بحث الوزيران المعاهدة النووية التي رفضتها موسكو.", id="which thing is meant"),
        pytest.param("يدخل الحظر النووي الذي اقترحته أوسلو على موسكو حيز التنفيذ.", id="who proposed what is told of"),
        pytest.param("كانت أوسلو مطالبة بموجب المعاهدة النووية بتسليم صواريخها.", id="who was asked"),
        pytest.param("وسيمنع رفض أوسلو للاتفاق النووي موسكو من رفع العقوبات.", id="the subject of a verb to come"),
        pytest.param("ودعوني أقلها صراحة: صواريخ موسكو النووية لا تخيف أوسلو.", id="let me"),
        pytest.param("وقالت الوزارة النرويجية إن هذا البيع سيدعم أمن حلف الناتو النووي.", id="what a thing will do"),
        pytest.param("أعلنت أوسلو مسؤوليتها عن تفجير الجسر أمام موسكو.", id="a deed of one's own"),
        pytest.param(
            "إعلان أوسلو حربها النووية من شأنه أن يؤدي إلى كارثة.", id="what comes of a step, told by the writer"
        ),
        pytest.param("وقال مصدر نرويجي رفض الكشف عن هويته إن موسكو نقلت صواريخ نووية.", id="refuses to be named"),
        pytest.param("أعرب مدرب كندي عن عدم ثقته بصواريخ بلاده النووية.", id="doubts nobody else"),
    ],
)
def test_no_act_by_how_it_is_built(text: str) -> None:
    assert acts(text) == []


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("نشرت موسكو صواريخ نووية، وهو الأمر الذي رفضته أوسلو.", [("rejection", "NOR", "RUS")]),
        ("تزامن ذلك مع اتهام أوسلو موسكو بتلغيم ميناء الغواصات النووية.", [("accusation", "NOR", "RUS")]),
        ("رفضت أوسلو تصريحات موسكو بشأن صواريخها النووية.", [("rejection", "NOR", "RUS")]),
        ("رفضت أوسلو مزاعم موسكو بشأن صواريخها النووية.", [("denial", "NOR", "RUS")]),
        ("اتهمت حكومات غربية الفيلق الروسي بتلغيم ميناء الغواصات النووية.", [("accusation", "WEST", "RUS")]),
        ("قال وزير نرويجي إن على بكين أن تدرك أن صواريخها النووية مرصودة.", [("warning", "NOR", "CHN")]),
    ],
)
def test_what_words_do_by_how_they_are_built(text: str, wanted: list[tuple[str, str, str]]) -> None:
    assert acts(text) == wanted


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("هددت موسكو كييف بضربة نووية إذا قصفت أراضيها.", "conditional"),
        ("هددت موسكو كييف بضربة نووية إن هاجمت القرم.", "conditional"),
        ("هددت موسكو كييف بضربة نووية.", "actual"),
        ("قالت روسيا إنها لن تستخدم السلاح النووي إلا إذا تعرضت للهجوم.", "actual"),
    ],
)
def test_a_condition_makes_an_act_conditional(text: str, modality: str) -> None:
    assert [signal.modality.value for signal in read(text)] == [modality]


def test_force_against_an_attacker_is_a_pledge() -> None:
    found = read("تعهدت واشنطن بالرد على بيونغ يانغ إن هاجمت كوريا الجنوبية بسلاح نووي.")
    assert [(s.type.value, s.targets, s.modality.value) for s in found] == [("pledge", ("PRK",), "conditional")]


def test_pieces_of_a_content_are_acts_of_their_own() -> None:
    found = acts("أكدت كييف أنها لن تتنازل عن أراضيها في الحرب، وأن على حلف الناتو تزويدها بالصواريخ.")
    assert [kind for kind, _, _ in found] == ["rejection", "demand"]


def test_a_noun_speaks_when_it_is_the_news() -> None:
    assert acts("تحذير روسي لبولندا من عواقب استضافة أسلحة نووية") == [("warning", "RUS", "POL")]
    assert acts("ارتفعت الأسعار بسبب تهديدات روسيا النووية وحرب أوكرانيا.") == []


def test_the_only_party_after_the_verb_of_accusing_is_the_accused() -> None:
    found = acts("أنكر الكرملين استخدام السلاح النووي، واتهم وارسو بالكذب.")
    assert ("accusation", "RUS", "POL") in found


def test_doctrine_belongs_to_its_owner() -> None:
    assert acts("عدلت روسيا عقيدتها النووية.") == [("doctrine", "RUS", "")]


def test_scholars_judge_and_officials_promise() -> None:
    found = read("يرى الباحث الفرنسي باسكال دوريناك أن إيران لا تريد حربا نووية.")
    assert [(s.type.value, s.role) for s in found] == [("assessment", "expert")]


def test_reasons_tell_cue_frame_speaker_and_decision() -> None:
    (signal,) = read("قالت لندن إن روسيا لن تستخدم السلاح النووي في الحرب.")
    reasons = " | ".join(signal.provenance.because)
    assert "speaker: the speaker of the statement, GBR" in reasons
    assert "reported by «قالت لندن»" in reasons
    assert "directed at RUS" in reasons


def test_word_classes_named_after_rules_belong_to_rules() -> None:
    known = {phrase.item.verb.id for phrase in phrases() if isinstance(phrase.item, SpeechCue)}
    for rule in known:
        for name in (f"carrier.{rule}", f"not_before.{rule}", f"not_before_stem.{rule}"):
            assert not has_class(name) or find_words(name)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("رفضت كندا والدنمارك، في بيان مشترك، مزاعم الهند بأن تشيلي تعد لتجربة نووية.", "CAN+DNK→IND"),
        ("رفضت كندا ادعاءات هندية بأن تشيلي تخزن رؤوسا نووية.", "CAN→IND"),
        ("رفضت كندا المزاعم بأن تشيلي تخزن رؤوسا نووية.", "CAN→"),
    ],
)
def test_a_refused_claim_is_denied_to_who_makes_it_and_is_no_act_beside(text, wanted):
    actors, _, targets = wanted.partition("→")
    assert acts(text) == [("denial", actors, targets)]


def test_what_is_refused_in_a_statement_is_no_claim():
    text = "رفضت كندا، في بيان مشترك مع الدنمارك، دعوة الهند إلى محادثات عن التجارب النووية."
    assert [kind for kind, _, _ in acts(text)] == ["rejection"]


@pytest.mark.parametrize("against", ["٣", "3", "ثلاث"])
def test_votes_against_are_no_refusal(against):
    text = (
        f"اعتبر مجلس محافظي الوكالة أن كينيا لا تمتثل لالتزاماتها النووية، بتأييد ١٩ دولة ومعارضة {against} وامتناع ١١."
    )
    assert "rejection" not in [kind for kind, _, _ in acts(text)]
