"""Days that stand out on the first page: counted in the ledger, judged by what was usual, told with their threshold."""

from datetime import date, timedelta
from html import unescape

import pytest
from starlette.testclient import TestClient

from marsad.app.days import fill_days
from marsad.app.web.server import make_app
from marsad.app.web.site import Site
from marsad.app.web.unusual import judge_newest
from marsad.app.web.words import Words
from marsad.brief.language import Language
from marsad.ledger import DayCount, Ledger, find_place
from marsad.measure.baseline.days import FEWEST_DAYS

from .test_gathering_desks import demo

__all__ = ["demo"]

pytest.importorskip("scipy")

LAST = date(2031, 3, 5)
_DAYS = 250


def make_counts(extra):
    """A quiet half year with two words and an act a day, and more words on its last day."""
    days = [LAST - timedelta(back) for back in range(_DAYS, -1, -1)]
    return tuple(DayCount(day=day, words=2 + extra * (day == LAST), acts=1, volume=20) for day in days)


def show(path, monkeypatch, counts, language):
    monkeypatch.setattr(Ledger, "count_days", lambda *_: counts)
    client = TestClient(make_app(Site(ledger=path)), base_url="http://localhost")
    return client.get(f"/{language.value}/?day={LAST}").text


@pytest.mark.parametrize("language", Language)
def test_a_day_with_far_more_words_stands_out_on_its_track_alone(path, monkeypatch, language):
    text = show(path, monkeypatch, make_counts(18), language)
    words = Words(language)
    section = text.partition('id="unusual"')[2].partition("</section>")[0]
    assert section.count('<li class="line words"') == 1
    assert '<li class="line acts"' not in section
    assert f"in={LAST}&amp;track=words" in section
    assert words.day(LAST) in section
    assert "20" in section


@pytest.mark.parametrize("language", Language)
def test_a_day_that_stands_out_is_marked_in_the_drawing_and_told(path, monkeypatch, language):
    words = Words(language)
    figure = show(path, monkeypatch, make_counts(18), language).partition("<figure")[2].partition("</figure>")[0]
    assert figure.count('class="odd" d=') == 1
    said = words.label("chart.stands_out", tracks=words.list([words.label("track.words")]))
    assert f"{words.day(LAST)} · " in figure
    assert unescape(figure).count(said) == 3  # the link's name, its title, the table
    assert words.label("chart.odd") in figure
    quiet = show(path, monkeypatch, make_counts(0), language).partition("<figure")[2].partition("</figure>")[0]
    assert 'class="odd"' not in quiet


def test_the_last_days_are_judged_before_anybody_asks(demo, monkeypatch):
    place = find_place(demo)
    judge_newest(place)
    with Ledger.open(demo, readonly=True) as ledger:
        newest = ledger.count_days()[-1].day
    monkeypatch.setattr("marsad.app.web.unusual.judge_counts", lambda *_: pytest.fail("not known yet"))
    client = TestClient(make_app(Site(ledger=place)), base_url="http://localhost")
    assert 'id="unusual"' in client.get(f"/en/?day={newest}").text


@pytest.mark.parametrize("language", Language)
def test_a_quiet_week_says_so_and_how_many_days_were_judged(path, monkeypatch, language):
    text = show(path, monkeypatch, make_counts(0), language)
    words = Words(language)
    assert words.label("today.no_unusual") in text
    assert words.count("days", 7) in text


def test_with_too_little_history_nothing_is_judged(path, monkeypatch):
    text = show(path, monkeypatch, make_counts(18)[-FEWEST_DAYS // 2 :], Language.ENGLISH)
    assert "No day of this week stands out" in text
    assert "Not judged, with too little before it" in text


def test_days_are_without_gaps_up_to_the_one_asked_for():
    counts = [DayCount(day=date(2031, 1, at), words=1, acts=0, volume=1) for at in (1, 4, 9)]
    days = list(fill_days(counts, date(2031, 1, 8)))
    assert [(one.day.day, one.volume) for one in days] == [(1, 1), (2, 0), (3, 0), (4, 1)]
    assert list(fill_days((), date(2031, 1, 8))) == []


def test_the_ledger_counts_what_was_first_told_on_each_day(demo):
    """The counts are those of the command, but for what it knows of novelty and retelling."""
    from marsad.app.measure_ground import load_whole
    from marsad.measure.baseline import count_days
    from marsad.measure.series import Cell
    from marsad.model.measure import Track

    with Ledger.open(demo, readonly=True) as ledger:
        ours = {one.day: one for one in ledger.count_days()}
        whole = load_whole(ledger)
    for track in Track:
        theirs = {one.day: one for one in count_days(whole.graded, whole.pages, Cell(track=track)) if one.volume}
        assert {day: one.volume for day, one in ours.items()} == {day: one.volume for day, one in theirs.items()}
        told = [(getattr(ours[day], track.value), one.count) for day, one in theirs.items()]
        assert sum(count for _, count in told) > 30
        assert sum(abs(mine - count) for mine, count in told) <= 0.1 * sum(count for _, count in told)
