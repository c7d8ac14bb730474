"""The desks' pages: what pages say in its sentence with its verdict, facts with their sources, in both languages."""

from datetime import date
from html import unescape

import msgspec
import pytest
from starlette.testclient import TestClient

import marsad
from marsad.app.web.claiming import find_tone
from marsad.app.web.pages.exercises import draw_year
from marsad.app.web.server import make_app
from marsad.app.web.site import Site
from marsad.app.web.words import Words, load_labels
from marsad.brief.language import Language
from marsad.brief.language import load_labels as load_shared
from marsad.ledger import Ledger
from marsad.model import CheckVerdict
from marsad.reconcile.exercises import find_usual, list_series
from marsad.reference.arsenals import load_arsenals, load_declared
from marsad.reference.exercises import load_exercises
from marsad.reference.treaties import load_treaties, load_treaty_events, load_treaty_terms
from marsad.reference.treaty_state import STATUSES, find_treaty_state

from .made import HARM, dress

RIGHT = "تلزم معاهدة نيو ستارت كل طرف بنشر ما لا يزيد على 1550 رأسا نوويا."
WRONG = "وتلزم معاهدة نيو ستارت كل طرف بما لا يزيد على 1500 رأس نووي."
ARSENAL = "تملك روسيا 5580 رأسا نوويا، بحسب معهد ستوكهولم."
NOON = "أعلن الناتو انطلاق مناورات ستيدفاست نون النووية في 14 أكتوبر 2024."
SUSPENDED = "أعلن بوتين في 21 فبراير 2023 تعليق مشاركة روسيا في معاهدة نيو ستارت."


@pytest.fixture(scope="module")
def checked(tmp_path_factory):
    path = tmp_path_factory.mktemp("desks") / "marsad.ledger"
    days = {f"{RIGHT} {WRONG}": "2024-02-01", ARSENAL: "2024-07-01", NOON: "2024-10-15", SUSPENDED: "2023-02-22"}
    with Ledger.open(path) as ledger:
        for at, (text, day) in enumerate(days.items()):
            reading = marsad.read(text, published=date.fromisoformat(day))
            ledger.add(dress(reading, title=HARM, outlet=HARM), run=f"r{at}", at="2031-03-01T08:00:00+00:00")
        list(ledger.reconcile())
        list(ledger.file_claims())
    return path


@pytest.fixture(scope="module")
def look(checked):
    client = TestClient(make_app(Site(ledger=checked)), base_url="http://localhost")

    def ask(address, status=200):
        answer = client.get(address)
        assert answer.status_code == status, address
        return answer.text

    return ask


@pytest.mark.parametrize("language", Language)
def test_a_treaty_tells_what_binds_and_what_pages_say_of_it(look, language):
    words = Words(language)
    text = look(f"/{language.value}/treaty/new-start?on=2024-03-01")
    assert words.treaty("new-start") in text
    assert words.label("verdict.wrong_number") in text
    assert words.label("verdict.agrees") in text
    assert "<mark>1500 رأس نووي</mark>" in text
    assert "1,550" in text
    assert f"{words.label('act.signed')}" in text
    assert words.name("RUS") in text
    assert text.count('class="claim wrong"') == 1


def test_what_is_said_of_a_treaty_leads_to_its_place_in_the_article(look):
    text = look("/en/treaty/new-start?verdict=wrong_number")
    (address,) = {part.partition('"')[0] for part in text.split('href="')[1:] if "#found" in part}
    assert '<span id="found"></span>' in look(unescape(address).partition("#")[0])


def test_a_treaty_tells_the_acts_on_it_that_the_same_pages_tell(look):
    text = look("/en/treaty/new-start")
    assert "Acts on it that these pages tell" in text
    assert "/en/episode/" in text.partition("Acts on it that these pages tell")[2]


def test_a_treaty_is_told_as_on_the_day_that_is_asked_for(look):
    assert "in force, suspended by: Russia" in unescape(look("/en/treaty/new-start?on=2024-03-01"))
    assert "in force, suspended by" not in unescape(look("/en/treaty/new-start?on=2022-03-01"))
    assert ">not signed<" in look("/en/treaty/new-start?on=2009-01-01")
    look("/en/treaty/new-start?on=yesterday", 400)
    look("/en/treaty/unheard-of", 404)


def test_claims_are_chosen_by_verdict_and_day(look):
    assert "What pages say: 3" in look("/en/treaties")
    only = look("/en/treaties?verdict=wrong_number")
    assert (only.count('class="claim wrong"'), only.count('class="claim fine"')) == (1, 0)
    assert "What pages say: 1" in look("/en/treaties?until=2023-12-31")
    look("/en/treaties?verdict=splendid", 400)


@pytest.mark.parametrize("language", Language)
def test_an_arsenal_has_every_published_figure_with_its_source(look, language):
    text = unescape(look(f"/{language.value}/arsenal/RUS"))
    rows = [row for row in load_arsenals() if row.state == "RUS"]
    assert all(f"{row.value:,}" in text for row in rows)
    assert all(Words(language).source(row.source) in text for row in rows)
    assert "<mark>5580 رأسا نوويا</mark>" in text
    look(f"/{language.value}/arsenal/ATL", 404)


def test_arsenals_name_the_newest_figure_of_each_quantity(look):
    text = look("/en/arsenals")
    rows = [row for row in load_arsenals() if (row.state, row.kind) == ("CHN", "total_inventory")]
    newest = max(rows, key=lambda row: row.year)
    assert f"<strong>{newest.value:,}</strong>" in text
    assert "/en/arsenal/WORLD" in text


@pytest.mark.parametrize("series", list_series())
def test_every_series_of_exercises_is_shown(look, series):
    for language in Language:
        text = unescape(look(f"/{language.value}/exercise/{series}"))
        assert Words(language).exercise(series) in text
        assert all(str(row.year) in text for row in find_usual(series).editions)
    look("/en/exercise/unheard-of", 404)


def test_a_told_exercise_has_the_verdict_on_its_days(look):
    assert "routine" in look("/en/exercise/steadfast-noon")
    assert 'class="claim fine"' in look("/en/exercises?verdict=routine")


class Ask:
    """A visit, as far as a drawing looks at it."""

    def __init__(self, language):
        self.words = Words(language)


def test_the_calendar_runs_with_its_language():
    usual = find_usual("steadfast-noon")
    english, arabic = (draw_year(Ask(language), usual) for language in (Language.ENGLISH, Language.ARABIC))
    both = english.width + english.left
    for one, other in zip(english.bars, arabic.bars, strict=True):
        assert one.x + one.width == pytest.approx(both - other.x, abs=0.3) or one.width == 5
    first, last = english.months[0], english.months[-1]
    assert first[1] < last[1]
    assert arabic.months[0][1] > arabic.months[-1][1]
    (shade, width), *_ = english.usual
    inside = [bar for bar in english.bars if shade - 5 <= bar.x <= shade + width]
    assert len(inside) >= usual.inside


def test_usual_days_over_the_turn_of_the_year_are_shaded_twice():
    usual = msgspec.structs.replace(find_usual("steadfast-noon"), first=(12, 20), last=(1, 10))
    (late, early) = draw_year(Ask(Language.ENGLISH), usual).usual
    assert late[0] > early[0]
    undated = tuple(msgspec.structs.replace(one, start="") for one in usual.editions)
    assert draw_year(Ask(Language.ENGLISH), msgspec.structs.replace(usual, editions=undated)) is None


@pytest.mark.parametrize("language", Language)
def test_desks_of_an_empty_ledger_still_have_the_facts(tmp_path, language):
    path = tmp_path / "marsad.ledger"
    Ledger.open(path).close()
    client = TestClient(make_app(Site(ledger=path)), base_url="http://localhost")
    for address in ("treaties", "treaty/npt", "arsenals", "arsenal/FRA", "exercises", "exercise/grom"):
        text = client.get(f"/{language.value}/{address}").text
        assert Words(language).label("claim.none") in text, address


def test_words_of_pages_are_escaped_on_desks(look):
    for address in ("treaties", "treaty/new-start", "arsenals", "exercises"):
        text = look(f"/en/{address}")
        assert "<script>alert" not in text
        assert HARM in unescape(text)


def test_all_that_the_facts_name_has_words_in_both_languages():
    wanted = {f"treaty_kind.{one.kind}" for one in load_treaties().values()}
    wanted |= {f"treaty_status.{status}" for status in STATUSES.values()}
    wanted |= {f"act.{event.kind}" for event in load_treaty_events()}
    wanted |= {f"unit.{term.unit}" for term in load_treaty_terms()}
    wanted |= {f"quantity.{row.kind}" for row in load_arsenals()}
    wanted |= {f"quantity.{row.quantity}" for row in load_declared()}
    for row in load_exercises():
        wanted |= {f"nuclear.{row.nuclear}", f"sure.{row.certainty}"}
    wanted |= {f"sure.{row.basis}" for row in (*load_arsenals(), *load_treaty_terms(), *load_exercises())}
    assert wanted - {*load_labels(), *load_shared()} == set()
    arabic = Words(Language.ARABIC)
    assert all(not arabic.treaty(name).isascii() for name in load_treaties())
    assert all(not arabic.exercise(name).isascii() for name in list_series())


def test_a_treaty_has_a_status_in_words_on_every_day_that_changes_it():
    words = Words(Language.ARABIC)
    for treaty in load_treaties().values():
        for year in range(1968, 2027, 2):
            assert words.standing(find_treaty_state(treaty, date(year, 6, 1)))


def test_verdicts_are_told_apart_by_whether_anything_is_wrong():
    assert {find_tone(verdict) for verdict in CheckVerdict if verdict.is_wrong} == {"wrong"}
    assert find_tone(CheckVerdict.AGREES) == find_tone(CheckVerdict.ROUTINE) == "fine"
    assert find_tone(CheckVerdict.LATE) == "odd"
    assert find_tone(CheckVerdict.NOT_CHECKABLE) == "open"


def test_numbers_of_terms_and_ranges_read_from_left_to_right():
    words = Words(Language.ARABIC)
    assert Words(Language.ENGLISH).amount(1550) == "1,550"
    assert words.amount(1550).strip("\u2066\u2067\u2068\u2069") == "1,550"
    assert words.amount(13, 14) == "\u206613–14\u2069"
    assert Words(Language.ENGLISH).amount(3.67) == "3.67"
    assert words.amount(None) == "–"
