"""The map: the projection, outlines that stay on it, places that lead to their episodes, what has no place told."""

import re
from datetime import date
from html import unescape
from math import isclose
from xml.etree import ElementTree

import pytest

from marsad.app.web.atlas import WIDTH, draw_outlines, list_views, project
from marsad.app.web.pages.map import Spot, _label
from marsad.app.web.words import Words, load_labels
from marsad.brief.language import Language
from marsad.languages.ar.actors import phrases
from marsad.languages.ar.actors.items import PlaceName
from marsad.ledger import EpisodeFilter, Ledger, PlaceCount
from marsad.lexicon import load_tsv
from marsad.reference.places import Location, load_locations
from marsad.reference.states import load_states

from .made import HARM
from .test_gathering_desks import demo, look

__all__ = ["demo", "look"]


def test_the_projection_keeps_areas_and_its_frame():
    assert project(0, 11)[0] == WIDTH / 2
    assert project(0, -168.9999)[0] == pytest.approx(0, abs=0.2)
    assert project(60, 11)[1] < project(30, 11)[1] < project(-30, 11)[1]

    def measure(latitude):
        (left, top), (right, bottom) = project(latitude + 1, 10), project(latitude, 12)
        wide = (right - left + project(latitude + 1, 12)[0] - project(latitude, 10)[0]) / 2
        return wide * (bottom - top)

    import math

    for latitude in (20, 50, 70):
        lower, upper = math.radians(latitude), math.radians(latitude + 1)
        share = (math.sin(upper) - math.sin(lower)) / math.sin(math.radians(1))
        assert isclose(measure(latitude) / measure(0), share, rel_tol=0.1)


def test_outlines_are_one_drawing_without_a_line_across_the_map():
    root = ElementTree.fromstring(draw_outlines())
    (land,) = root.findall("{http://www.w3.org/2000/svg}path")
    assert land.get("id") == "land"
    rings = land.get("d").split("M")[1:]
    assert len(rings) > 250
    for ring in rings:
        start, _, steps = ring.partition("l")
        x, y = map(float, start.split())
        numbers = [float(each) for each in steps.rstrip("z").split()]
        for dx, dy in zip(numbers[::2], numbers[1::2], strict=True):
            assert abs(dx) < 200
            x, y = x + dx, y + dy
            assert -1 <= x <= WIDTH + 1
            assert -8 <= y <= list_views()["world"].height + 60


def test_nearly_all_places_that_are_read_for_have_a_location():
    names = {phrase.item.name for phrase in phrases() if isinstance(phrase.item, PlaceName)}
    names |= {state.name for state in load_states().values()}
    names |= {state.capital for state in load_states().values() if state.capital}
    missing = names - set(load_locations())
    assert len(names) > 1500
    assert len(missing) < 85


@pytest.mark.parametrize(
    ("name", "latitude", "longitude"),
    [("Natanz", 33.7, 51.7), ("Moscow", 55.8, 37.6), ("Vienna", 48.2, 16.4), ("Cairo", 30.0, 31.2),
     ("Kleine Brogel", 51.2, 5.5), ("Black Sea", 43.3, 34.5), ("Washington", 38.9, -77.0)],
)  # fmt: skip
def test_places_are_where_they_are(name, latitude, longitude):
    found = load_locations()[name]
    assert (found.latitude, found.longitude) == pytest.approx((latitude, longitude), abs=0.3)


@pytest.mark.parametrize("language", Language)
def test_places_are_drawn_and_stand_in_a_table(look, demo, language):
    words = Words(language)
    text = look(f"/{language.value}/map")
    with Ledger.open(demo, readonly=True) as ledger:
        located = [one for one in ledger.count_places(EpisodeFilter()) if one.place in load_locations()]
    assert text.count('<circle class="spot') == len(located) > 15
    assert words.place("Natanz") in text
    assert "33.72, 51.73" in text
    assert f'href="/{language.value}/timeline?place=Natanz"' in text
    assert all(f'aria-label="{words.place(one.place)}{words.label("colon")} {one.count}"' in text for one in located)


def test_a_place_leads_to_its_episodes(look):
    text = look("/en/timeline?place=Natanz")
    assert text.count('class="line ') == 1
    assert 'value="Natanz"' in text


def test_the_map_is_of_what_is_asked_for(look):
    november = look("/en/map?since=2022-11&until=2022-11")
    assert "place=Ankara" in november
    assert "place=Natanz" not in november
    assert look("/en/map?track=words").count('<circle class="spot') < look("/en/map").count('<circle class="spot')
    assert 'aria-label="Hiroshima: 1"' in look("/en/map?view=east-asia")
    assert 'aria-label="Vienna: 1"' not in look("/en/map?view=east-asia")
    assert 'name="view" value="east-asia"' in look("/en/map?view=east-asia")
    assert "/en/timeline?since=2022&place=Ankara" in look("/en/map?since=2022&view=europe")
    look("/en/map?view=atlantis", 400)
    look("/en/map?since=never", 400)


def test_a_year_in_which_something_was_last_is_told_as_one(look, demo):
    with Ledger.open(demo, readonly=True) as ledger:
        spans = [(one.last, one.until) for one in ledger.count_places(EpisodeFilter())]
    years = {f"{last.year}" for last, until in spans if last and until == date(last.year, 12, 31) != last}
    days = re.findall(r'<td class="when">([^<]*)</td>', look("/ar/map"))
    assert years
    assert years <= set(days)


@pytest.mark.parametrize("view", list_views())
def test_every_view_has_a_name_in_both_languages(look, view):
    assert f"view.{view}" in load_labels()
    for language in Language:
        assert Words(language).label(f"view.{view}") in look(f"/{language.value}/map?view={view}")


def test_what_has_no_location_stands_in_the_table_alone(browse):
    text = browse.get("/en/map").text
    assert "<script>alert" not in text
    assert HARM in unescape(text)
    assert "not on the map" in text


def test_a_ledger_without_places_says_so(tmp_path):
    from starlette.testclient import TestClient

    from marsad.app.web.server import make_app
    from marsad.app.web.site import Site

    Ledger.open(tmp_path / "marsad.ledger").close()
    client = TestClient(make_app(Site(ledger=tmp_path / "marsad.ledger")), base_url="http://localhost")
    assert Words(Language.ARABIC).label("map.none") in client.get("/ar/map").text
    outlines = client.get("/outlines.svg")
    assert outlines.headers["content-type"] == "image/svg+xml"
    assert outlines.content == draw_outlines()


def test_names_that_would_lie_on_one_another_are_left_out():
    view = list_views()["world"]
    at = Location(id="x", state="XXX", kind="city", latitude=0, longitude=0, precision="point", basis="memory")
    spots = [
        Spot(count=PlaceCount(place=name, count=1), name=name, href="", location=at, x=x, y=200.0, radius=4.0)
        for name, x in (("first", 400.0), ("second", 402.0), ("third", 600.0), ("at the edge", 1.0))
    ]
    assert [spot.label for spot in _label(spots, view)] == ["first", "", "third", ""]


def test_outlines_name_states_by_code():
    from marsad.app.web.atlas import _Outline

    rows = load_tsv("marsad.app.web", "outlines.tsv", _Outline)
    assert {"RUS", "USA", "IRN", "SAU"} <= {row.state for row in rows}
    assert len({row.id for row in rows}) == len(rows)
