"""What a ledger answers for pages: episodes by what they are, counts, outlets, speakers, tellings."""

from collections import Counter
from datetime import date, timedelta

import pytest
from tests.stores import STORES, Fresh

from marsad.app.web.grading import find_track
from marsad.ledger import EpisodeFilter, Ledger
from marsad.measure.levels import Track
from marsad.model import Modality, SignalType
from marsad.model.kinds import Status

from .test_episodes import readings

__all__ = ["readings"]


@pytest.fixture(scope="module", params=STORES)
def ledger(readings, request, tmp_path_factory):
    with Ledger.open(Fresh(request.param, tmp_path_factory.mktemp("views"), "views") / "l") as opened:
        for at, reading in enumerate(readings):
            opened.add(reading, run=f"run {at % 3}", at=f"2031-01-0{1 + at % 3}T00:00:00+00:00")
        list(opened.reconcile())
        yield opened


@pytest.fixture
def every(ledger):
    return list(ledger.episodes())


def test_episodes_told_on_some_days_are_those_that_articles_of_these_days_tell(ledger, every):
    tellings = {record: telling for one in every for record, (telling, _) in ledger.tellings_of(one.tellings).items()}
    days = sorted({telling.told for telling in tellings.values() if telling.told})
    first, last = days[len(days) // 3], days[len(days) // 2]
    told = [
        one for one in every if any(first <= (tellings[record].told or date.max) <= last for record in one.tellings)
    ]
    assert 0 < len(told) < len(every)
    assert list(ledger.episodes_told(first, last)) == told


def test_heads_and_words_are_had_for_many_at_once(ledger, every):
    entries = ledger.entries_of([record for one in every for record in one.tellings])
    articles = {entry.article.id: entry.article for entry in entries.values()}
    assert ledger.heads_of([*articles, "a0"]) == articles
    assert ledger.quotes_of([*entries, "si0"]) == {name: one.record.span.quote for name, one in entries.items()}


def test_filters_of_episodes_agree_with_looking_at_each(ledger, every):
    code = every[0].actors[0]
    entries = ledger.entries_of([record for one in every for record in one.tellings])
    outlet = next(entry.article.outlet for entry in entries.values() if entry.article.outlet)
    told = {entry.record.id for entry in entries.values() if entry.article.outlet == outlet}
    day = sorted(one.since for one in every if one.since)[len(every) // 2]
    checks = (
        ({"types": (SignalType.WARNING, SignalType.TALKS)}, lambda one: one.type in ("warning", "talks")),
        ({"status": (Status.DISPUTED,)}, lambda one: one.status is Status.DISPUTED),
        ({"modality": (Modality.PLANNED,)}, lambda one: one.modality is Modality.PLANNED),
        ({"parties": (code,)}, lambda one: code in {*one.actors, *one.targets}),
        ({"actors": (code,)}, lambda one: code in one.actors),
        ({"targets": (code,)}, lambda one: code in one.targets),
        ({"outlets": (outlet,)}, lambda one: not told.isdisjoint(one.tellings)),
        ({"since": day}, lambda one: one.until is not None and one.until >= day),
        ({"until": day, "background": False}, lambda one: one.since and one.since <= day and not one.background),
    )
    for fields, fits in checks:
        assert list(ledger.episodes(EpisodeFilter(**fields))) == [one for one in every if fits(one)], fields


def test_pages_of_episodes_make_up_the_whole_the_newest_first(ledger, every):
    pages = [list(ledger.episodes(EpisodeFilter(newest=True, limit=7, offset=at))) for at in range(0, len(every), 7)]
    whole = [one for page in pages for one in page]
    assert sorted(one.id for one in whole) == sorted(one.id for one in every)
    days = [one.since for one in whole if one.since]
    assert days == sorted(days, reverse=True)


@pytest.mark.parametrize("letters", [4, 7, 10])
def test_periods_count_every_dated_episode_once(ledger, every, letters):
    counts = ledger.count_periods(EpisodeFilter(), letters)
    assert sum(one.count for one in counts) == sum(one.since is not None for one in every)
    assert {len(one.period) for one in counts} == {letters}
    first = counts[0]
    fits = [one for one in every if one.since and str(one.since).startswith(first.period) and one.type is first.type]
    assert len(fits) == first.count


def test_a_track_holds_the_episodes_that_are_shown_on_it(ledger, every):
    levels = ledger.levels_of([one.id for one in every])
    tracks = {one.id: find_track(one.type, levels[one.id]) for one in every}
    for track in Track:
        mine = [one for one in every if tracks[one.id] is track]
        assert list(ledger.episodes(EpisodeFilter(track=track))) == mine
        assert ledger.count_episodes(EpisodeFilter(track=track)) == len(mine)
    counts = ledger.count_periods(EpisodeFilter(), 4)
    dated = [tracks[one.id] for one in every if one.since]
    assert {track: sum(one.count for one in counts if one.track is track) for track in Track} == Counter(dated)


def test_pairs_count_who_turns_to_whom(ledger, every):
    pairs = ledger.count_pairs(EpisodeFilter())
    assert sum(pair.count for pair in pairs) == sum(len(one.actors) * len(one.targets) for one in every)
    assert [pair.count for pair in pairs] == sorted((pair.count for pair in pairs), reverse=True)


def test_records_lead_to_their_episodes_tellings_and_entries(ledger, every):
    one = max(every, key=lambda each: len(each.tellings))
    assert set(ledger.episodes_of(one.tellings).values()) == {one}
    assert set(ledger.tellings_of(one.tellings)) == set(ledger.entries_of(one.tellings)) == set(one.tellings)
    assert ledger.tellings_of(()) == ledger.entries_of(["none"]) == {}


def test_speakers_are_counted_with_what_they_said(ledger):
    for voice in ledger.parties():
        assert len(list(ledger.episodes(EpisodeFilter(actors=(voice.name,))))) == voice.count
        assert len(ledger.tellings_by(party=voice.name)) >= voice.count > 0
    for voice in ledger.persons():
        assert len(ledger.tellings_by(person=voice.name)) == voice.count
    assert ledger.tellings_by(person="nobody") == ()


def test_persons_are_found_by_a_part_of_the_name_whatever_its_case(ledger):
    names = ledger.person_names()
    assert {one.name for one in ledger.persons()} == {*names}
    word = max(names[0].split(), key=len)
    for part in (word, word.upper(), word.lower()):
        assert ledger.person_names(part) == tuple(one for one in names if word.lower() in one.lower())
    assert ledger.person_names("%") == ledger.person_names("_") == ledger.person_names("#") == ()
    assert ledger.person_names("é") == names


def test_outlets_add_up_to_the_ledger(ledger):
    outlets, counts = ledger.outlets(), ledger.counts()
    assert sum(one.articles for one in outlets) == counts.articles
    assert sum(one.on_topic for one in outlets) == counts.on_topic
    assert sum(one.signals for one in outlets) == counts.records["signal"]
    assert all(one.first <= one.last for one in outlets if one.first)
    assert set(ledger.outlet_names()) == {one.outlet for one in outlets if one.outlet}


def test_the_newest_day_is_that_of_the_last_article_published(ledger):
    days = sorted({head.published.end for head in ledger.articles() if head.published})
    assert ledger.newest_day(days[-1]) == days[-1]
    assert ledger.newest_day(days[-1] - timedelta(1)) == days[-2]
    assert ledger.newest_day(days[0] - timedelta(1)) is None


def test_sizes_are_those_that_are_counted_at_length(ledger, every):
    sizes, counts = ledger.sizes(), ledger.counts()
    assert (sizes.articles, sizes.stories) == (counts.articles, counts.stories)
    assert (sizes.signals, sizes.episodes) == (counts.records["signal"], len(every))
    assert sizes.set_aside == counts.set_aside


def test_arrivals_come_last_first_and_from_a_time_on(ledger):
    every = ledger.arrivals(limit=1_000)
    assert len(every) == ledger.counts().articles
    assert [one.at[:10] for one in every[:3]] == ["2031-01-03", "2031-01-02", "2031-01-01"]
    late = ledger.arrivals("2031-01-03", limit=1_000)
    assert 0 < len(late) < len(every)
    assert {one.at[:10] for one in late} == {"2031-01-03"}
    assert ledger.arrivals(limit=2, offset=3) == every[3:5]
    name = every[0].article.outlet
    assert {one.article.outlet for one in ledger.arrivals(outlet=name)} == {name}
    assert isinstance(every[0].article.published.start, date)
