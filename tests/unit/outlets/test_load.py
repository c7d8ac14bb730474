"""The watch list read strictly: what is taken, and the line for each thing that is wrong."""

from pathlib import Path

import pytest

from marsad.lexicon import load_tsv
from marsad.outlets import Outlet, OutletError, Ownership, WatchList, check_watch_list, load_watch_list
from marsad.outlets.fields import Language

from .made import make_list, make_row

WHOLE = """
[watch]
contact = "desk@nord.example"
budget = "200MB"
recheck = ["30m", "1d"]

[[outlet]]
id = "nord"
name = "جريدة الشمال"
home = "https://nord.example/"
country = "LBN"
language = "ar"
ownership = "party"
feeds = ["https://nord.example/feed", "http://sued.example/?feed=rss2"]
sitemaps = ["https://nord.example/news.xml"]
pages = ["https://nord.example/front"]
every = "1h30m"
delay = "2.5s"
allow = false
budget = "1.5 GB"
"""


@pytest.fixture
def write(tmp_path):
    def store(text):
        path = tmp_path / "sources.toml"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    return store


def test_all_that_an_outlet_may_have(write):
    watch = load_watch_list(write(WHOLE))
    outlet = Outlet(
        id="nord",
        name="جريدة الشمال",
        home="https://nord.example/",
        country="LBN",
        ownership=Ownership.PARTY,
        feeds=("https://nord.example/feed", "http://sued.example/?feed=rss2"),
        sitemaps=("https://nord.example/news.xml",),
        pages=("https://nord.example/front",),
        every=5400.0,
        delay=2.5,
        budget=1_500_000_000,
    )
    assert watch == WatchList(
        outlets=(outlet,), contact="desk@nord.example", budget=200_000_000, recheck=(1800.0, 86400.0)
    )


def test_what_holds_where_nothing_is_said(write):
    watch = load_watch_list(write(make_list(make_row())))
    assert watch.recheck == (3600.0, 21600.0, 86400.0, 259200.0)
    assert watch.outlets == (Outlet(id="o1", name="Nord", feeds=("https://nord.example/feed",)),)
    assert load_watch_list(write("")) == WatchList(outlets=())


def test_an_outlet_of_ours_brings_name_and_country(write):
    (known,) = load_watch_list(write('[[outlet]]\nid = "afp"\nfeeds = ["https://nord.example/feed"]')).outlets
    assert (known.name, known.country) == ("AFP", "FRA")
    (named,) = load_watch_list(
        write('[[outlet]]\nid = "afp"\nname = "A"\ncountry = "BEL"\npages = ["https://nord.example/"]')
    ).outlets
    assert (named.name, named.country) == ("A", "BEL")


def test_files_from_other_systems(write):
    text = make_list(make_row()).replace("\n", "\r\n")
    assert len(load_watch_list(write(b"\xef\xbb\xbf" + text.encode())).outlets) == 1


@pytest.mark.parametrize(("row", "says"), [
    (make_row(fedes="[]"), "outlet 'o1': fedes: unknown key; did you mean feeds?"),
    (make_row(zzz="1"), "outlet 'o1': zzz: unknown key; known are id, name,"),
    (make_row(name="5"), "outlet 'o1': name: must be text"),
    (make_row(name='""'), "outlet 'o1': name: must be text"),
    (make_row(name='"a\\nb"'), "outlet 'o1': name: must be one line"),
    (make_row(name='"\\u202Etxt"'), "outlet 'o1': name: must be one line"),
    (make_row(country='"Egypt"'), "outlet 'o1': country: 'Egypt' is no state's code"),
    (make_row(country='["EGY"]'), "outlet 'o1': country: ['EGY'] is no state's code"),
    (make_row(language='"arabic"'), "outlet 'o1': language: 'arabic' is no language's code"),
    (make_row(language="{}"), "outlet 'o1': language: {} is no language's code"),
    (make_row(ownership='"rich"'), "outlet 'o1': ownership: 'rich' is not one of state, private, party"),
    (make_row(ownership="[]"), "outlet 'o1': ownership: [] is not one of"),
    (make_row(every="15"), "outlet 'o1': every: must be a time in quotation marks"),
    (make_row(every='"15 minutes"'), "outlet 'o1': every: '15 minutes' is no time such as"),
    (make_row(every='"59s"'), "outlet 'o1': every: more often than once a minute"),
    (make_row(every='"0.5s"', allow="true"), "outlet 'o1': every: more often than once a second"),
    (make_row(delay='"0s"'), "outlet 'o1': delay: less than half a second"),
    (make_row(allow='"yes"'), "outlet 'o1': allow: must be true or false"),
    (make_row(home='"nord.example"'), "outlet 'o1': home: 'nord.example': only http and https are fetched"),
    (make_row(feeds='"https://nord.example/feed"'), "outlet 'o1': feeds: must be a list of addresses"),
    (make_row(feeds="[5]"), "outlet 'o1': feeds: must be an address"),
    (make_row(feeds='["ftp://nord.example/"]'), "outlet 'o1': feeds: 'ftp://nord.example/': only http and https"),
    (make_row(feeds='["http://a@nord.example/"]'), "outlet 'o1': feeds: 'http://a@nord.example/': a user name"),
    (make_row(feeds='["http://a.example/f", "https://a.example:443/f/"]'), "outlet 'o1': feeds: 'https://a.example:443"),
    ('name = "Nord"', "outlet 'o1': feeds: nothing to watch; give at least one of feeds, sitemaps, pages"),
    ('feeds = ["https://nord.example/feed"]', "outlet 'o1': name: missing"),
])  # fmt: skip
def test_one_clear_line_for_what_is_wrong(write, row, says):
    path = write(make_list(row))
    with pytest.raises(OutletError) as problem:
        load_watch_list(path)
    assert str(problem.value).startswith(f"{path}: {says}")
    assert "\n" not in str(problem.value)


@pytest.mark.parametrize(("text", "says"), [
    ("[[outlet]]\nname = 'x'\nfeeds = ['http://x.example/']", "outlet number 1: id: missing"),
    ("[[outlet]]\nid = 'X y'\nname = 'x'\nfeeds = ['http://x.example/']", "outlet 'X y': id: must be of small letters"),
    ("[[outlet]]\nid = 5\nname = 'x'\nfeeds = ['http://x.example/']", "outlet number 1: id: must be of small letters"),
    ("outlet = 5", "outlet: must be a list of tables"),
    ("outlet = [5]", "outlet: must be a list of tables"),
    ("watch = 5", "watch: must be a table"),
    ("[watsch]", "watsch: unknown; known are [watch] and [[outlet]]"),
    ("[watch]\nspeed = 5", "watch: speed: unknown key"),
    ("[watch]\nbudget = 5", "watch: budget: must be a size in quotation marks"),
    ("[watch]\nbudget = '5'", "watch: budget: '5' is no size such as 500kB"),
    ("[watch]\nbudget = '5kB'", "watch: budget: '5kB' is too little for a day"),
    ("[watch]\nrecheck = '1h'", "watch: recheck: must be a list of times"),
    ("[watch]\nrecheck = ['1h', '1h']", "watch: recheck: must be times that grow"),
    ("[watch]\nrecheck = ['0s']", "watch: recheck: must be times that grow, the first above 0"),
    ("[watch]\ncontact = ['a']", "watch: contact: must be text"),
    ("[[outlet]", "not TOML: "),
    ("a = " + "[" * 5000, "not TOML that can be read"),
    ("a = 1" + "0" * 5000, "not TOML that can be read"),
    (b"\xff\xfe", "not in UTF-8; save it so"),
])  # fmt: skip
def test_one_clear_line_for_a_file_that_is_wrong(write, text, says):
    path = write(text)
    with pytest.raises(OutletError) as problem:
        load_watch_list(path)
    assert str(problem.value).startswith(f"{path}: {says}")
    assert "\n" not in str(problem.value)


def test_outlets_do_not_share_ids_or_places(write):
    text = make_list(make_row(), make_row(feeds='["http://nord.example:80/feed/"]')) + make_list(
        make_row("['http://b.example/']")
    )
    _, problems = check_watch_list(write(text))
    assert [problem.partition(": ")[2] for problem in problems] == [
        "outlet 'o2': feeds: 'http://nord.example:80/feed/' is 'o1''s too; take it out of one of the two",
        "outlet 'o1': id: stands there twice; give one of the two another",
    ]


def test_only_ones_own_hosts_are_asked_often(write):
    (outlet,) = load_watch_list(write(make_list(make_row(every='"1s"', delay='"0s"', allow="true")))).outlets
    assert (outlet.every, outlet.delay, outlet.allow) == (1.0, 0.0, True)


def test_a_check_tells_all_and_a_load_the_first(write):
    path = write(make_list(make_row(name="5", every="5"), make_row(country="5")))
    watch, problems = check_watch_list(path)
    assert len(watch.outlets) == 2
    assert len(problems) == 4
    with pytest.raises(OutletError, match=r"name: must be text.*\(and 3 more; `marsad sources check` lists them\)$"):
        load_watch_list(path)


def test_files_that_cannot_be_read(tmp_path):
    with pytest.raises(OutletError, match="no such file; begin one with `marsad sources add URL --to "):
        load_watch_list(tmp_path / "none.toml")
    with pytest.raises(OutletError, match=r": is a directory; check the path$"):
        load_watch_list(tmp_path)


def test_the_example_is_fine():
    watch, problems = check_watch_list(Path(__file__).parents[3] / "docs" / "sources.example.toml")
    assert problems == ()
    assert [outlet.id for outlet in watch.outlets] == ["north-times", "south-agency", "inner-mirror"]


def test_languages_are_sorted_and_have_no_doubles():
    codes = [row.id for row in load_tsv("marsad.outlets", "languages.tsv", Language)]
    assert codes == sorted(set(codes))
    assert {"ar", "ckb", "fa", "ur", "en", "he", "tr"} <= set(codes)
