"""Candidates into records: ids, dates of speech acts, evidence and provenance."""

from datetime import date

from marsad.model import Basis, Capture, Signal, When
from marsad.pipeline import read_capture


def read(text: str, day: date | None = None) -> list[Signal]:
    published = When.day(day, Basis.GIVEN) if day else None
    body = text.encode()
    return list(read_capture(Capture(origin="case", body=body, media="text", published=published)).signals)


def test_a_speech_act_without_its_own_date_has_none() -> None:
    (signal,) = read("هددت موسكو كييف بضربة نووية.", date(2023, 5, 2))
    assert signal.date is None


def test_a_date_in_the_reporting_words_dates_the_act() -> None:
    (signal,) = read("وكانت موسكو قد حذرت في مارس/آذار 2022 حلف الناتو من حرب نووية.")
    assert signal.date is not None
    assert signal.date.iso() == "2022-03"


def test_a_date_in_the_reporting_words_dates_a_judgement() -> None:
    (signal,) = read("وكانت واشنطن قد توقعت في فبراير/شباط 2022 أن تستخدم روسيا السلاح النووي.")
    assert signal.date is not None
    assert signal.date.iso() == "2022-02"


def test_evidence_holds_the_words_and_the_cue() -> None:
    text = "هددت موسكو كييف بضربة نووية."
    (signal,) = read(text)
    assert signal.span.quote in text
    assert signal.provenance.cue is not None
    assert signal.provenance.cue.quote == "هددت"


def test_ids_are_stable_and_distinct() -> None:
    text = "هددت موسكو كييف بضربة نووية. وطالبت موسكو كييف بالحياد."
    first, second = read(text), read(text)
    assert [signal.id for signal in first] == [signal.id for signal in second]
    assert len({signal.id for signal in first}) == len(first)
