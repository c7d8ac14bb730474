"""Demonstration pages measured by month: what is retold stays out of the month in which it is retold."""

from datetime import date
from functools import cache
from pathlib import Path

import pytest

from marsad.measure.levels import Track, grade_episodes
from marsad.measure.series import Cell, Step, make_series
from marsad.model import Capture
from marsad.model.kinds import Status
from marsad.pipeline import read_capture
from marsad.reconcile.episodes import make_telling, reconcile_tellings

PAGES = Path(__file__).parents[4] / "demo" / "pages"
ALERT = ("khalij/03-deterrence-alert", "nil/01-deterrence-alert-wire", "wikala/01-deterrence-alert")
OCTOBER = ("wikala/03-missile-over-japan", "maghrib/01-steadfast-noon")


@cache
def grade(names):
    readings = [read_capture(Capture(origin=name, body=(PAGES / f"{name}.html").read_bytes())) for name in names]
    tellings = [
        make_telling(signal, reading.article.published, reading.statements)
        for reading in readings
        for signal in reading.signals
    ]
    sources = {reading.article.id: reading.article.id for reading in readings}
    return grade_episodes(reconcile_tellings(tellings, sources).episodes, tellings, sources)


def find_point(names, month, track=Track.ACTS):
    (point,) = make_series(grade(names), (), Cell(track=track), Step.MONTH, month, month).points
    return point


def test_an_alert_told_by_several_pages_is_one_confirmed_act():
    point = find_point(ALERT, date(2022, 2, 1))
    assert (point.top.value, point.top.rule, point.top.status) == (6, "a.alert_raised", Status.CONFIRMED)
    assert point.top.given_by == len(ALERT)
    assert dict(point.by_level)[6] == 1


def test_a_law_of_september_that_is_retold_in_october_raises_neither():
    laws = [one for one in grade(OCTOBER) if one.level.rule == "a.doctrine_law"]
    assert [(one.level.value, one.retold, one.since.month) for one in laws] == [(4, True, 9)]
    assert find_point(OCTOBER, date(2022, 9, 1)).top is None
    assert find_point(OCTOBER, date(2022, 9, 1)).retold >= 1
    assert find_point(OCTOBER, date(2022, 10, 1)).top.value < 4


@pytest.mark.parametrize("track", list(Track))
def test_an_episode_is_on_a_track_once(track):
    found = [one.episode for one in grade(ALERT) if one.track is track]
    assert len(found) == len(set(found))
