from datetime import date

import pytest

from marsad.exporters.ical import IcalExporter, escape_text, fold_line
from marsad.model import Basis, Modality, SignalType, When

from .made import DAY, export, make_entry, make_signal


def make_talks(name="si1", **changes):
    facts = {"type": SignalType.TALKS, "actors": ("RUS", "USA"), "targets": (), "date": DAY}
    return make_signal(name, **(facts | changes))


def read(*entries):
    icalendar = pytest.importorskip("icalendar")
    calendar = icalendar.Calendar.from_ical(export(IcalExporter(), *entries)[1])
    events = calendar.walk("VEVENT")
    assert not calendar.errors
    assert not [each.errors for each in events if each.errors]
    return events


def test_an_event():
    (event,) = read(make_entry(make_talks(place="Vienna; =x, y"), outlet="المرفأ, مساء"))
    assert (event["DTSTART"].dt, event["DTEND"].dt) == (date(2031, 3, 2), date(2031, 3, 3))
    assert event["SUMMARY"] == "Talks: Russia, United States"
    assert event["LOCATION"] == "Vienna; =x, y"
    assert event["URL"] == "https://al-marfa.example/a1"
    assert event["DESCRIPTION"] == "actual: 1 (المرفأ, مساء)\nhttps://al-marfa.example/a1"
    assert (event["STATUS"], event["TRANSP"], event["X-MARSAD-RECORDS"]) == ("CONFIRMED", "TRANSPARENT", "si1")


@pytest.mark.parametrize(("modalities", "status"), [
    ([Modality.PLANNED], "TENTATIVE"),
    ([Modality.PLANNED, Modality.HALTED], "CANCELLED"),
    ([Modality.PLANNED, Modality.HALTED, Modality.ACTUAL], "CONFIRMED"),
    ([Modality.ACTUAL, Modality.ACTUAL], "CONFIRMED"),
])  # fmt: skip
def test_records_of_one_meeting_are_one_event(modalities, status):
    entries = [make_entry(make_talks(f"si{n}", modality=each)) for n, each in enumerate(modalities)]
    assert export(IcalExporter(), *entries)[0] == len(modalities)
    assert [event["STATUS"] for event in read(*entries)] == [status]


@pytest.mark.parametrize("changes", [
    {"date": None},
    {"date": When.year(2031, Basis.STATED)},
    {"modality": Modality.DENIED},
    {"modality": Modality.POSSIBLE},
    {"type": SignalType.AGREEMENT},
])  # fmt: skip
def test_what_stands_in_no_calendar(changes):
    assert export(IcalExporter(), make_entry(make_talks(**changes)))[0] == 0
    assert export(IcalExporter(), make_entry(make_talks(), earlier=True))[0] == 0


def test_a_month_says_that_the_day_is_not_known():
    (event,) = read(make_entry(make_talks(date=When.month(2031, 2, Basis.STATED))))
    assert (event["DTSTART"].dt, event["DTEND"].dt) == (date(2031, 2, 1), date(2031, 3, 1))
    assert "day not known" in event["SUMMARY"]


def test_other_days_and_parties_are_other_events():
    days = [make_entry(make_talks(f"si{n}", date=When.day(date(2031, 3, n), Basis.STATED))) for n in (1, 2, 3)]
    other = make_entry(make_talks("si9", actors=("RUS", "TUR")))
    events = read(*days, other)
    assert len({event["UID"] for event in events}) == len(events) == 4


def test_lines_are_folded_between_letters():
    folded = fold_line("SUMMARY:" + "محادثات " * 30)
    lines = folded.split(b"\r\n")[:-1]
    assert all(len(line) <= 75 and line.decode("utf-8") for line in lines)
    assert b"".join([lines[0], *(line[1:] for line in lines[1:])]).decode("utf-8") == "SUMMARY:" + "محادثات " * 30


def test_texts_are_escaped():
    assert escape_text("a;b,c\\d\ne\x07\r\nEND:VEVENT") == "a\\;b\\,c\\\\d\\ne\\nEND:VEVENT"


def test_an_address_cannot_begin_a_line():
    data = export(IcalExporter(), make_entry(make_talks(), url="https://x.example/\r\nEND:VCALENDAR"))[1]
    assert data.count(b"\r\nEND:VCALENDAR") == 1
