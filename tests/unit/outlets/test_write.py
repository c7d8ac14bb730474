"""Outlets added to a list: not a byte of what stands there changes, and what is written reads as it was."""

import tomllib

import pytest

from marsad.outlets import Outlet, OutletError, Ownership
from marsad.outlets.load import read_watch_list
from marsad.outlets.naming import make_id
from marsad.outlets.write import add_outlets, write_outlet

from .made import make_list, make_row

NEW = Outlet(
    id="sued",
    name='Süd "quoted" \\ جنوب',
    home="https://sued.example/",
    country="TUN",
    language="fr",
    ownership=Ownership.PRIVATE,
    feeds=("https://sued.example/a", "https://sued.example/b"),
    every=5400.0,
    delay=0.75,
    allow=True,
)
OLD = f"# ours, in our order\n{make_list(make_row())}\n[watch]   # who\ncontact = 'desk'\n# the end"


@pytest.mark.parametrize("old", [OLD, OLD + "\n", OLD.replace("\n", "\r\n"), "\ufeff" + OLD], ids=range(4))
def test_what_stands_there_stays_and_what_is_new_reads_as_it_was(old):
    body = old.encode()
    whole = add_outlets(body, (NEW,), "x.toml")
    assert whole.startswith(body)
    assert whole.count(b"\r\n") in (0, whole.count(b"\n"))
    assert read_watch_list(whole, "x.toml").outlets[1:] == (NEW,)


def test_a_list_begins_with_a_line_for_its_reader():
    whole = add_outlets(b"", (NEW,), "x.toml")
    assert whole.startswith(b"# The outlets that are watched")
    assert read_watch_list(whole, "x.toml").outlets == (NEW,)


def test_how_an_outlet_is_written():
    plain = Outlet(id="nord", name="الشمال", feeds=("https://nord.example/feed",))
    assert write_outlet(plain) == (
        '[[outlet]]\nid = "nord"\nname = "الشمال"\nlanguage = "ar"\nfeeds = ["https://nord.example/feed"]\n'
    )
    (table,) = tomllib.loads(write_outlet(NEW))["outlet"]
    assert (table["every"], table["delay"], table["allow"]) == ("1h30m", "0.75s", True)


def test_a_list_in_another_form_is_left_alone():
    with pytest.raises(OutletError, match=r"write its outlets under \[\[outlet\]\]"):
        add_outlets(b'outlet = [{id = "a", name = "A", pages = ["https://a.example/"]}]', (NEW,), "x.toml")


def test_an_outlet_that_would_break_the_list_is_not_added():
    with pytest.raises(OutletError, match="is 'sued''s too"):
        add_outlets(add_outlets(b"", (NEW,), "x.toml"), (Outlet(id="b", name="B", pages=NEW.feeds),), "x.toml")


@pytest.mark.parametrize(("url", "taken", "made"), [
    ("https://www.nord.example/ar/", (), "nord-example"),
    ("https://nord.example:8080/", ("nord-example",), "nord-example-2"),
    ("https://nord.example/", ("nord-example", "nord-example-2"), "nord-example-3"),
    ("http://الشمال.example/", (), "xn--mgbad0dzayb-example"),
    ("http://[::1]/", (), "1"),
    ("http://_/", (), "outlet"),
    (f"http://{'a' * 60}.{'b' * 60}.example/", (), "a" * 56),
])  # fmt: skip
def test_ids_are_made_of_hosts(url, taken, made):
    found = make_id(url, taken)
    assert found.startswith("xn-") if "xn-" in made else found == made
    (read,) = read_watch_list(write_outlet(Outlet(id=found, name="x", pages=(url,))).encode(), "x").outlets
    assert read.id == found
