"""The parts of pages: addresses, drawings, pieces of text, outward links."""

from datetime import date

import msgspec
import pytest
from starlette.datastructures import QueryParams

from marsad.app.web.charts import Slot, draw_tracks
from marsad.app.web.named import find_place
from marsad.app.web.pages.article import cut_parts
from marsad.app.web.rendering import _load_templates, find_outward, load_all
from marsad.app.web.wishes import make_query, read_period, read_wish
from marsad.app.web.words import Words
from marsad.brief.language import Language, load_phrases
from marsad.ledger import Ledger
from marsad.measure.levels import Track


def test_an_address_is_read_as_a_filter():
    wish = read_wish(QueryParams("in=2031-03&since=2031-03-05&party=rus&party=NATO&track=acts&level=-1&page=3&outlet="))
    assert (wish.filter.since, wish.filter.until) == (date(2031, 3, 5), date(2031, 3, 31))
    assert wish.filter.parties == ("RUS", "NATO")
    assert wish.filter.outlets == ()
    assert (wish.track, wish.filter.level, wish.page) == (Track.ACTS, -1, 3)
    assert (wish.filter.track, wish.filter.types) == (Track.ACTS, ())


@pytest.mark.parametrize(
    ("period", "first", "last"),
    [("2032", (2032, 1, 1), (2032, 12, 31)), ("2032-02", (2032, 2, 1), (2032, 2, 29)),
     ("2032-02-03", (2032, 2, 3), (2032, 2, 3))],
)  # fmt: skip
def test_periods_are_read_as_days(period, first, last):
    assert read_period(period) == (date(*first), date(*last))


def test_an_address_is_changed_in_one_place():
    params = QueryParams("in=2031&type=threat&type=warning&page=4")
    assert make_query(params, **{"in": "2031-03"}) == "?type=threat&type=warning&in=2031-03"
    assert make_query(params, type=None) == "?in=2031"
    assert make_query(params, page=5) == "?in=2031&type=threat&type=warning&page=5"
    assert make_query(QueryParams("q=a%26b%3Cc"), page=None) == "?q=a%26b%3Cc"


@pytest.mark.parametrize(
    ("url", "leads"),
    [("https://news.example/1", True), ("http://x.example", True), ("javascript:alert(1)", False), ("JaVaScRiPt:x", 0),
     ("data:text/html,x", False), ("//x.example", False), ("https:", False), ("http://[bad", False), ("", False),
     (None, False),     (" javascript:x", False)],
)  # fmt: skip
def test_only_addresses_of_the_web_become_links(url, leads):
    assert find_outward(url) == (url if leads else None)


def make_slots(*counts):
    names = ("words", "acts", "grave_words", "grave_acts")
    return [Slot(label=str(at), full=str(at), **dict(zip(names, each, strict=False))) for at, each in enumerate(counts)]


def test_where_a_day_stands_out_a_sign_points_beyond_its_bar():
    first, second = make_slots((4, 2), (2, 4))
    chart = draw_tracks([msgspec.structs.replace(first, odd=tuple(Track)), second], mirrored=False)
    bar, plain = chart.bars
    assert chart.has_odd
    assert plain.signs == ()
    (tip_above, foot_above), (tip_below, foot_below) = bar.signs
    assert 0 < foot_above < tip_above < min(y for _, y, _ in bar.parts)
    assert max(y + height for _, y, height in bar.parts) < tip_below < foot_below < chart.height
    assert not draw_tracks(make_slots((1, 1)), mirrored=False).has_odd


def test_words_rise_and_acts_hang_to_one_scale():
    chart = draw_tracks(make_slots((4, 2, 1), (0, 1, 0, 1)), mirrored=False)
    first, second = chart.bars
    assert [kind for kind, _, _ in first.parts] == ["words grave", "words", "acts"]
    heights = [height for _, _, height in first.parts]
    assert heights[1] == pytest.approx(3 * heights[0], abs=0.2)
    assert sum(heights[:2]) == pytest.approx(2 * heights[2], abs=0.2)
    assert first.parts[0][1] + heights[0] == pytest.approx(chart.upper, abs=0.2)
    assert first.parts[1][1] + heights[1] == pytest.approx(first.parts[0][1], abs=0.2)
    assert second.parts == (("acts grave", chart.lower, pytest.approx(heights[2] / 2, abs=0.2)),)
    assert first.x < second.x


def test_time_runs_from_the_right_in_arabic():
    first, second = draw_tracks(make_slots((1, 0), (1, 0)), mirrored=True).bars
    assert first.x > second.x


def test_a_drawing_has_no_more_labels_than_fit():
    bars = draw_tracks(make_slots(*[(1, 1)] * 60), mirrored=False).bars
    assert 0 < sum(bool(bar.label) for bar in bars) <= 12


def test_a_text_is_cut_where_records_begin_and_end(path):
    with Ledger.open(path, readonly=True) as ledger:
        head = ledger.arrivals()[0].article
        article, entries = ledger.article(head.id), tuple(ledger.entries(article=head.id))
    parts = cut_parts(article, entries, (40, 45))
    text = "".join(article.text[block.start : block.end] for block in article.blocks)
    assert "".join(piece.text for part in parts for piece in part.pieces) == text
    pieces = [piece for part in parts for piece in part.pieces]
    assert {name for piece in pieces for name in piece.begins} == {entry.record.id for entry in entries}
    assert [piece.text for piece in pieces if piece.found] == [article.text[40:45]] or any(
        piece.found for piece in pieces
    )
    figure = next(entry for entry in entries if entry.layer == "figure")
    shown = next(piece for piece in pieces if figure.record.id in piece.begins)
    assert (shown.record, shown.layers) == (figure.record.id, ("figure", "signal"))


def test_templates_and_words_can_be_loaded_before_anybody_asks():
    _load_templates.cache_clear()
    load_phrases.cache_clear()
    load_all()
    assert load_phrases.cache_info().currsize == 1
    made = _load_templates()
    assert len(made.cache) == len(made.list_templates()) > 30


@pytest.mark.parametrize(
    ("typed", "code"), [("Russia", "RUS"), ("روسيا", "RUS"), (" rus ", "RUS"), ("NATO", "NATO"), ("الناتو", "NATO")]
)
def test_a_party_may_be_called_by_its_name(typed, code):
    assert read_wish(QueryParams({"party": typed, "actor": typed})).filter.parties == (code,)


@pytest.mark.parametrize("typed", ["Natanz", "نطنز", " نطنز "])
def test_a_place_may_be_called_by_its_arabic_name(typed):
    assert read_wish(QueryParams({"place": typed})).filter.places == ("Natanz",)


def test_states_and_capitals_are_places_by_their_arabic_names():
    arabic = Words(Language.ARABIC)
    assert [find_place(arabic.place(name)) for name in ("Japan", "Muscat")] == ["Japan", "Muscat"]
    assert find_place("Nowhere at all") == "Nowhere at all"


@pytest.mark.parametrize("mirrored", [False, True])
def test_the_first_label_of_a_drawing_has_room(mirrored):
    slots = [Slot(label=f"{at} Jan", full="", words=1, acts=0) for at in range(60)]
    chart = draw_tracks(slots, mirrored=mirrored)
    middles = [bar.x + bar.width / 2 for bar in chart.bars if bar.label]
    assert min(middles) >= 18
    assert max(middles) <= chart.width - 2


def test_what_began_in_some_month_is_not_told_as_a_day():
    words = Words(Language.ENGLISH)
    assert words.beginning(date(1997, 1, 1), date(1997, 12, 31)) == "1997"
    assert words.beginning(date(1997, 2, 1), date(1997, 2, 28)) == "February 1997"
    assert words.beginning(date(1997, 2, 3), date(1997, 2, 9)) == "3 February 1997"
    assert (words.brief_day(date(1997, 2, 3)), Words(Language.ARABIC).brief_day(date(1997, 2, 3))) == ("3 Feb", "3/2")
