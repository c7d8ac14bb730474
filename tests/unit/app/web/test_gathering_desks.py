"""Talks and posture as pages show them: the same as the commands tell, from the newest episodes alone."""

import io
from datetime import date
from html import unescape
from pathlib import Path

import pytest
from msgspec.structs import replace
from rich.console import Console
from starlette.testclient import TestClient

from marsad.app.gathering import load_gathered, make_material
from marsad.app.newest import POSTURE, TALKS, add_statements, load_newest
from marsad.app.reporting import add_reports
from marsad.app.terminal import Screen
from marsad.app.web.server import make_app
from marsad.app.web.site import Site
from marsad.app.web.words import Words
from marsad.brief.language import Language
from marsad.ledger import EpisodeFilter, Ledger
from marsad.measure.levels import Track
from marsad.model import Capture
from marsad.pipeline import read_capture
from marsad.reconcile.episodes.family import is_spoken
from marsad.reconcile.posture import reconcile_posture
from marsad.reconcile.talks import SessionState, Standing, reconcile_talks

from .made import HARM

PAGES = Path(__file__).parents[4] / "demo" / "pages"


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    path = tmp_path_factory.mktemp("demo") / "marsad.ledger"
    with Ledger.open(path) as ledger:
        for page in sorted(PAGES.rglob("*.html")):
            capture = Capture(origin=page.name, body=page.read_bytes())
            ledger.add(read_capture(capture), run="demo", at="2031-03-01T08:00:00+00:00")
        list(ledger.reconcile())
        list(ledger.file_claims())
    return path


@pytest.fixture(scope="module")
def look(demo):
    client = TestClient(make_app(Site(ledger=demo)), base_url="http://localhost")

    def ask(address, status=200):
        answer = client.get(address)
        assert answer.status_code == status, address
        return unescape(answer.text)

    return ask


@pytest.fixture(scope="module")
def whole(demo):
    """What the commands work on: all that the ledger holds."""
    screen = Screen(out=Console(file=io.StringIO()), err=Console(file=io.StringIO()), reorder=False)
    with Ledger.open(demo, readonly=True) as ledger:
        return add_reports(ledger, make_material(ledger, load_gathered(screen, ledger), TALKS.read | POSTURE.read))


def test_the_newest_episodes_give_the_same_talks_as_all(demo, whole):
    with Ledger.open(demo, readonly=True) as ledger:
        found = load_newest(ledger, TALKS, None)
        material = add_statements(ledger, found.material, [*found.sources])
    ours, theirs = reconcile_talks(material), reconcile_talks(whole)
    assert len(ours.sessions) > 8
    assert ours == theirs
    assert found.first is None


def test_the_newest_episodes_give_the_same_posture_as_all(demo, whole):
    with Ledger.open(demo, readonly=True) as ledger:
        ours = reconcile_posture(load_newest(ledger, POSTURE, None).material)
    theirs = reconcile_posture(whole)
    assert len(ours.changes) > 15
    assert (ours.changes, ours.standings, ours.calm) == (theirs.changes, theirs.standings, theirs.calm)


@pytest.mark.parametrize("asked", [TALKS, POSTURE])
def test_only_so_many_are_looked_at_and_the_first_day_is_told(demo, asked):
    with Ledger.open(demo, readonly=True) as ledger:
        some = load_newest(ledger, replace(asked, most=3, told=1), None)
        every = load_newest(ledger, asked, None)
        early = load_newest(ledger, asked, date(2022, 12, 31))
    assert len(some.material.found.episodes) <= 3 * len(asked.groups)
    assert some.first is not None
    assert all(len(one.tellings) == 1 for one in some.material.found.episodes)
    assert max(one.since for one in early.material.found.episodes if one.since) <= date(2022, 12, 31)
    assert len(early.material.found.episodes) < len(every.material.found.episodes)


def test_what_comes_after_a_day_takes_no_room_from_what_was_before_it(demo):
    until, then = date(2022, 11, 30), date(2025, 12, 31)
    asked = replace(TALKS, most=6)

    def split(found):
        days = [one.since for one in found.material.found.episodes]
        return [day for day in days if day <= until], [day for day in days if day > until]

    with Ledger.open(demo, readonly=True) as ledger:
        alone, _ = split(load_newest(ledger, asked, until))
        before, after = split(load_newest(ledger, asked, until, then))
        every = split(load_newest(ledger, TALKS, then))[1]
    assert before == alone
    assert 0 < len(after) <= 3 * len(TALKS.groups)
    assert after[0] == every[0]
    assert max(after) < max(every)


@pytest.mark.parametrize("language", Language)
def test_a_meeting_stands_with_what_each_side_wants_and_tells(look, language):
    words = Words(language)
    text = look(f"/{language.value}/talks?until=2022-12-31&state=postponed")
    assert text.count('class="claim') == 1
    assert words.format("bcc") in text
    assert words.label("session.postponed") in text
    for party in ("RUS", "USA"):
        assert words.label("talks.tells", party=words.name(party)) in text
    assert words.label("stance.offer") in text
    assert f'href="/{language.value}/record/' in text


def test_conditions_stand_with_what_became_of_them(look):
    text = look("/en/talks?party=UKR&standing=open")
    assert "<mark>ما دام بوتين رئيساً</mark>" in text
    assert "nothing less will do" in text
    look("/en/talks?standing=forgotten", 400)
    look("/en/talks?state=forgotten", 400)


@pytest.mark.parametrize("state", SessionState)
def test_every_state_of_a_session_can_be_asked_for(look, state):
    assert "Meetings: " in look(f"/en/talks?state={state.value}")


def test_states_and_standings_have_words_in_both_languages():
    for language in Language:
        words = Words(language)
        assert all(words.label(f"session.{state.value}") for state in SessionState)
        assert all(words.label(f"standing.{standing.value}") for standing in Standing)


@pytest.mark.parametrize("language", Language)
def test_what_stands_and_who_sees_no_change(look, language):
    words = Words(language)
    text = look(f"/{language.value}/posture?party=rus")
    assert words.system("iskander") in text
    assert words.label("posture.nuclear") in text
    assert words.label("calm.posture", about=words.names(["RUS"])) in text
    assert f">{words.label('type.alert')}</a>" in text
    only = look(f"/{language.value}/posture?party=RUS&nuclear=yes")
    assert only.count('class="line acts"') < text.count('class="line acts"')


def test_places_are_told_in_the_language_of_the_page():
    arabic = Words(Language.ARABIC)
    assert (arabic.place("Japan"), arabic.place("Muscat"), arabic.place("Natanz")) == ("اليابان", "مسقط", "نطنز")
    assert arabic.place("Nowhere at all") == "Nowhere at all"
    assert Words(Language.ENGLISH).place("Japan") == "Japan"


@pytest.mark.parametrize("language", Language)
def test_desks_of_an_empty_ledger_say_so(tmp_path, language):
    path = tmp_path / "marsad.ledger"
    Ledger.open(path).close()
    client = TestClient(make_app(Site(ledger=path)), base_url="http://localhost")
    words = Words(language)
    assert words.label("talks.none") in client.get(f"/{language.value}/talks").text
    assert words.label("posture.none") in client.get(f"/{language.value}/posture").text


def test_words_of_pages_are_escaped_on_desks(browse):
    for address in ("talks", "posture"):
        text = browse.get(f"/en/{address}").text
        assert "<script>alert" not in text
    assert HARM in unescape(browse.get("/en/posture").text + browse.get("/en/talks").text + browse.get("/en/").text)


def test_a_planned_act_is_shown_and_found_among_words(look, demo):
    """It has a level there alone: filter, card and drawing go by the same notion of a track."""
    with Ledger.open(demo, readonly=True) as ledger:
        found = list(ledger.episodes(EpisodeFilter(track=Track.WORDS)))
        every = len(list(ledger.episodes()))
        planned = [one for one in found if not is_spoken(one.type)]
    assert planned
    assert 0 < len(found) < every
    one = planned[0]
    day = f"in={one.since}&type={one.type.value}"
    assert f"/en/episode/{one.id}" in look(f"/en/timeline?{day}&track=words")
    assert f"/en/episode/{one.id}" not in look(f"/en/timeline?{day}&track=acts")
    for track, other in (("words", "acts"), ("acts", "words")):
        text = look(f"/en/timeline?track={track}")
        assert f'class="line {track}"' in text
        assert f'class="line {other}"' not in text


def test_talks_and_exercises_are_offered_as_a_calendar(look):
    assert "/en/calendar.ics?type=talks" in look("/en/talks")
    assert "/ar/calendar.ics?type=exercise" in look("/ar/exercises")
