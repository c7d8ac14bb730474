"""What every coder of the family keeps."""

import pytest

from marsad.coders import load_coders
from marsad.extract.capture import make_capture
from marsad.model import SignalType
from marsad.pipeline import read_capture

PAGES = [
    "حذر وزير الدفاع الروسي حلف شمال الأطلسي من نشر صواريخ نووية في بولندا.\n"
    "وقالت واشنطن إنها لا ترى أي مؤشرات على ذلك.",
    "أجرت كوريا الشمالية تجربة نووية، وأعلنت اليابان حالة التأهب في قواتها.",
    "رفضت طهران استئناف المفاوضات النووية ما لم ترفع العقوبات، ولم تعلق لندن على ذلك.",
    "فاز المنتخب بثلاثة أهداف في المباراة النهائية أمام عشرة آلاف متفرج.",
]
CODERS = load_coders()


def codes_of(signal):
    return (*signal.actors, *signal.targets, *((signal.attributed_to,) if signal.attributed_to else ()))


@pytest.mark.parametrize("coder", CODERS, ids=lambda coder: coder.name)
def test_has_a_name_a_version_and_phrases(coder):
    assert coder.name
    assert coder.version.count(".") == 2
    assert len(coder.phrases()) > 100


@pytest.mark.parametrize("page", PAGES)
def test_records_are_whole(page):
    reading = read_capture(make_capture(page))
    text = reading.article.text
    for signal in reading.signals:
        assert text[signal.span.start : signal.span.end] == signal.span.quote != ""
        assert signal.type in SignalType
        assert len(signal.actors) <= 5
        assert all(code.isupper() or "+" in code for code in codes_of(signal))
        assert set(signal.actors).isdisjoint(signal.targets)
        assert signal.provenance.rule
        assert signal.provenance.because
        assert signal.provenance.coder in {coder.name for coder in CODERS}


@pytest.mark.parametrize("page", PAGES)
def test_every_no_has_a_reason(page):
    reading = read_capture(make_capture(page))
    assert all(each.reason and each.rule and each.span.quote for each in reading.abstentions)


@pytest.mark.parametrize("page", PAGES)
def test_reading_twice_is_reading_once(page):
    assert read_capture(make_capture(page)) == read_capture(make_capture(page))


def test_off_topic_pages_have_no_signals():
    reading = read_capture(make_capture(PAGES[3]))
    assert not reading.on_topic
    assert reading.signals == ()
    assert reading.topic


def test_on_topic_pages_have_some():
    assert all(read_capture(make_capture(page)).signals for page in PAGES[:3])
