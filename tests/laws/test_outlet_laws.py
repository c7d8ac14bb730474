"""What holds for any time and any outlet: what is written reads as it was."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from marsad.outlets import Outlet, Ownership, read_duration, write_duration
from marsad.outlets.load import read_watch_list
from marsad.outlets.opml import make_opml, read_opml
from marsad.outlets.write import add_outlets
from marsad.reference.states import load_states

YEAR = 366 * 86_400
BIDI = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufffe\uffff"  # no name may hold them
NAMES = st.text(
    st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp"), exclude_characters=BIDI), min_size=1, max_size=40
)
CODES = st.none() | st.sampled_from(sorted(load_states()))


def attempt(read):
    """Return what `read` gives, and what its error says."""
    try:
        return read(), ""
    except ValueError as error:
        return None, str(error)


@given(st.integers(0, YEAR * 1000))
def test_a_time_reads_as_it_was_written(thousandths):
    assert read_duration(write_duration(thousandths / 1000)) == pytest.approx(thousandths / 1000, abs=1e-6)


@given(st.integers(0, YEAR))
def test_whole_seconds_are_exact_and_written_in_one_way(seconds):
    text = write_duration(seconds)
    assert read_duration(text) == seconds
    assert write_duration(read_duration(text)) == text


@given(st.text(max_size=12) | st.from_regex(r"[0-9dhms. ]{0,12}", fullmatch=True))
def test_a_time_is_read_or_refused(text):
    seconds, says = attempt(lambda: read_duration(text))
    assert says in ("", "no time such as 2s, 15m, 1h30m or 3d", "longer than a year")
    assert says or 0 <= seconds <= YEAR


@st.composite
def outlets(draw):
    """Outlets as a list may hold them, each with hosts of its own."""
    return [
        Outlet(
            id=f"o-{at}",
            name=name.strip() or "x",
            home=draw(st.none() | st.just(f"https://o{at}.example/")),
            country=draw(CODES),
            language=draw(st.sampled_from(("ar", "fa", "en"))),
            ownership=draw(st.sampled_from(list(Ownership))),
            feeds=tuple(f"https://o{at}.example/feed?a={n}&b='\"<>" for n in range(draw(st.integers(1, 3)))),
            sitemaps=draw(st.sampled_from(((), (f"https://o{at}.example/news.xml",)))),
            every=float(draw(st.integers(60, YEAR))),
            budget=draw(st.none() | st.integers(1, 9_999).map(lambda megabytes: megabytes * 10**6)),
            delay=draw(st.none() | st.integers(1, 3600).map(float)),
            allow=draw(st.booleans()),
        )
        for at, name in enumerate(draw(st.lists(NAMES, max_size=4)))
    ]


@settings(max_examples=60)
@given(outlets(), st.sampled_from((b"", b"# ours", b"# ours\r\n[watch]\r\ncontact = 'desk'\r\n")))
def test_an_outlet_reads_as_it_was_written(some, before):
    whole = add_outlets(before, some, "x")
    assert whole.startswith(before)
    assert read_watch_list(whole, "x").outlets == tuple(some)


@settings(max_examples=60)
@given(outlets())
def test_opml_keeps_what_it_can_hold(some):
    kept = ("id", "home", "country", "language", "ownership", "feeds")
    listing = read_opml(make_opml(some, "ours"), "x")
    assert listing.problems == ()
    assert [[getattr(each, key) for key in kept] for each in listing.outlets] == [
        [getattr(each, key) for key in kept] for each in some
    ]
    assert [" ".join(each.name.split()) for each in listing.outlets] == [" ".join(each.name.split()) for each in some]


@settings(max_examples=100)
@given(st.binary(max_size=300) | st.text(max_size=200).map(str.encode))
def test_any_bytes_are_a_list_or_one_line(body):
    for read in (lambda: read_watch_list(body, "x"), lambda: read_opml(body, "x"), lambda: add_outlets(body, (), "x")):
        _, says = attempt(read)
        assert says == "" or says.startswith(("x: ", "cannot add"))
        assert "\n" not in says
