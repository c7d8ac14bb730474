"""Whether a deed happened, is planned, feared, denied, called off or hangs on a condition."""

import pytest

from marsad.model import Capture
from marsad.pipeline import read_capture


def find_modalities(text, kind):
    reading = read_capture(Capture(origin="modality", body=text.encode(), media="text"))
    return [signal.modality.value for signal in reading.signals if signal.type.value == kind]


@pytest.mark.parametrize(
    ("text", "kind", "modality"),
    [
        ("أجرت الهند مناورات نووية.", "exercise", "actual"),
        ("ستجري الهند مناورات نووية.", "exercise", "planned"),
        ("تعتزم الهند إجراء مناورات نووية.", "exercise", "planned"),
        ("قد تجري الهند مناورات نووية.", "exercise", "possible"),
        ("لم تجر الهند مناورات نووية.", "exercise", "denied"),
        ("لا تزال الهند تجري مناورات نووية.", "exercise", "actual"),
        ("ألغت الهند مناورات نووية.", "exercise", "halted"),
        ("تراجعت الهند عن إجراء مناورات نووية.", "exercise", "halted"),
        ("ستجري الهند مناورات نووية إذا ساء الوضع على حدودها.", "exercise", "conditional"),
        ("وافقت واشنطن على بيع تايوان صواريخ.", "arms_transfer", "planned"),
        ("أمرت باريس بوضع قواتها النووية في حالة تأهب.", "alert", "actual"),
        ("رفعت اليابان العقوبات عن إيران.", "sanction", "halted"),
        ("علقت روسيا عمليات التفتيش بموجب معاهدة ستارت.", "inspection", "halted"),
        ("طلبت جورجيا عضوية حلف الناتو.", "alignment", "planned"),
        ("نفت باكستان إجراء تجربة نووية جديدة.", "test", "denied"),
    ],
)
def test_modality(text, kind, modality):
    assert find_modalities(text, kind) == [modality]


def test_only_denied_acts_did_happen_with_not_only():
    text = "لم تجر الهند مناورات فحسب، بل أطلقت صاروخا باليستيا أيضا."
    assert find_modalities(text, "exercise") == ["actual"]
    assert find_modalities(text, "test") == ["actual"]
