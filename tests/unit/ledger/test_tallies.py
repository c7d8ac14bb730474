"""What is kept beside records and episodes for pages: always what would be counted now."""

from datetime import date

import msgspec
import pytest
from tests.stores import STORES, Fresh

from marsad.ledger import EpisodeFilter, Ledger
from marsad.ledger.episodes_levels import find_scale
from marsad.measure.levels import Track, choose_levels
from marsad.model import Basis, When

from .made import AT, make_article, make_reading, make_signal
from .test_episodes import readings

__all__ = ["readings"]

NAMES = ("Salem al-Marwari", "Nadir al-Ghusni")


def make(number, *, persons=NAMES[:1], version="1", outlet="المرفأ", day=1):
    article = make_article(
        url=f"https://al-marfa.example/{number}",
        outlet=outlet,
        published=When.day(date(2026, 3, day), Basis.METADATA),
    )
    words = ("التجارب", "النووي في 3 مارس")
    signals = [
        msgspec.structs.replace(make_signal(article, quote), person=person)
        for quote, person in zip(words, persons, strict=False)
    ]
    return make_reading(article, version=version, signals=signals)


@pytest.fixture
def ledger(fresh):
    with Ledger.open(fresh / "l") as opened:
        for number in range(3):
            opened.add(make(number, day=1 + number), run=f"run {number}", at=f"2026-03-0{number + 1}T08:00:00Z")
        yield opened


def find_outlets(ledger):
    return {one.outlet: (one.articles, one.signals, one.first, one.last, one.arrived) for one in ledger.outlets()}


def test_additions_are_counted_at_once(ledger):
    assert find_outlets(ledger) == {"المرفأ": (3, 3, date(2026, 3, 1), date(2026, 3, 3), "2026-03-03T08:00:00Z")}
    ledger.add(make(9, outlet=None, day=9), run="late", at=AT)
    assert find_outlets(ledger)[None][:2] == (1, 1)
    assert [(one.name, one.count, one.last) for one in ledger.persons()] == [(NAMES[0], 4, date(2026, 3, 9))]
    assert ledger.outlet_names() == ("المرفأ",)
    assert (ledger.sizes().articles, ledger.sizes().signals) == (4, 4)
    assert ledger.check() == ()


@pytest.mark.parametrize("number", [0, 1, 2])
@pytest.mark.parametrize("outlet", ["المرفأ", "الساحل", None])
@pytest.mark.parametrize("persons", [(), NAMES[1:], NAMES])
@pytest.mark.parametrize("day", [1, 3, 20])
def test_a_new_reading_takes_what_it_changes_from_all_counts(ledger, number, outlet, persons, day):
    ledger.add(make(number, persons=persons, version="2", outlet=outlet, day=day), run="again", at=AT)
    assert ledger.check() == ()
    assert sum(one.count for one in ledger.persons()) == 2 + len(persons)
    assert sum(one.articles for one in ledger.outlets()) == 3


def test_check_sees_a_count_that_is_wrong_and_rebuilding_puts_it_right(ledger):
    ledger._db.execute("UPDATE tally SET records = records + 1 WHERE kind = 'person'")
    (line,) = ledger.check()
    assert line == f"tally of the person '{NAMES[0]}': is not what is counted; rebuild the tallies"
    ledger.rebuild_tallies()
    assert ledger.check() == ()


@pytest.fixture(scope="module", params=STORES)
def reconciled(readings, request, tmp_path_factory):
    with Ledger.open(Fresh(request.param, tmp_path_factory.mktemp("levels"), "levels") / "l") as opened:
        for reading in readings:
            opened.add(reading, run="run", at=AT)
        list(opened.reconcile())
        yield opened


def test_levels_of_episodes_are_those_of_their_tellings(reconciled):
    episodes = list(reconciled.episodes())
    kept = reconciled.levels_of([one.id for one in episodes])
    for one in episodes:
        tellings = reconciled.tellings_of(one.tellings)
        levels = choose_levels([tellings[record][0] for record in one.tellings])
        assert kept[one.id] == {track: level.value for track, level in levels.items()}
    assert {track for levels in kept.values() for track in levels} == set(Track)


@pytest.mark.parametrize("least", [-1, 0, 2, 4])
def test_episodes_are_chosen_by_level_and_counted(reconciled, least):
    every = list(reconciled.episodes(EpisodeFilter(newest=True)))
    kept = reconciled.levels_of([one.id for one in every])
    fits = [one for one in every if any(v >= least if least >= 0 else v <= least for v in kept[one.id].values())]
    wanted = EpisodeFilter(level=least, newest=True)
    assert list(reconciled.episodes(wanted)) == fits
    assert reconciled.count_episodes(wanted) == len(fits)
    assert list(reconciled.episodes(msgspec.structs.replace(wanted, limit=3, offset=1))) == fits[1:4]


def test_heads_of_episodes_are_those_of_the_days_that_begin_as_news(reconciled):
    every = [one for one in reconciled.episodes() if one.since and not one.background]
    first, last = every[1].since, every[-2].since
    heads = reconciled.episode_heads(first, last)
    assert {one.id for one in heads} == {one.id for one in every if first <= one.since <= last}
    whole = reconciled.load_episodes([one.id for one in heads])
    assert [(one.id, one.type, one.since, one.until, len(one.sources)) for one in whole] == [
        (one.id, one.type, one.since, one.until, one.sources) for one in heads
    ]


def test_episodes_of_a_party_come_in_the_order_of_all(reconciled):
    code = reconciled.parties()[0].name
    every = list(reconciled.episodes(EpisodeFilter(newest=True)))
    for field, sides in (("actors", ("actors",)), ("targets", ("targets",)), ("parties", ("actors", "targets"))):
        fits = [one for one in every if any(code in getattr(one, side) for side in sides)]
        wanted = EpisodeFilter(**{field: (code,)}, newest=True, limit=1_000)
        assert list(reconciled.episodes(wanted)) == fits
        both = msgspec.structs.replace(wanted, background=False)
        assert list(reconciled.episodes(both)) == [one for one in fits if not one.background]


def test_levels_are_found_anew_by_another_scale(reconciled):
    one = next(iter(reconciled.levels_of([each.id for each in reconciled.episodes()]).items()))
    reconciled._db.execute("UPDATE episode SET words = NULL, acts = 9 WHERE id = ?", (one[0],))
    assert "its levels are not those of its tellings" in reconciled.check()[0]
    reconciled._db.execute("UPDATE meta SET scale = 'of before'")
    assert list(reconciled.reconcile()) == []
    assert reconciled.levels_of([one[0]]) == dict([one])
    assert reconciled._db.execute("SELECT scale FROM meta").fetchone()[0] == find_scale()
    assert reconciled.check() == ()


def test_a_day_s_counts_follow_what_its_articles_tell(ledger):
    assert ledger.count_days() == ()  # not before they are reconciled
    list(ledger.reconcile())
    assert [one.day.day for one in ledger.count_days()] == [1, 2, 3]
    ledger.add(make(1, version="2", day=9), run="again", at=AT)
    list(ledger.reconcile())
    assert [one.day.day for one in ledger.count_days()] == [1, 3, 9]
    assert ledger.check() == ()


def test_check_sees_a_day_that_is_counted_wrongly_and_rebuilding_puts_it_right(reconciled):
    days = reconciled.count_days()
    assert sum(one.words + one.acts for one in days) > 0
    reconciled._db.execute("UPDATE day_count SET volume = volume + 1 WHERE day = ?", (str(days[0].day),))
    assert reconciled.check() == (f"day {days[0].day}: is not counted as it stands; rebuild the tallies",)
    reconciled.rebuild_tallies()
    assert reconciled.check() == ()
    assert reconciled.count_days() == days
