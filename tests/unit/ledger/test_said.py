"""Who said what when, read from a place on: the same as looking at all that was ever said."""

import itertools

import pytest
from tests.stores import STORES, Fresh

from marsad.app import sayings
from marsad.app.sayings import find_sayings, iterate_record
from marsad.ledger import Ledger, QuestionError, SaidFilter
from marsad.ledger.migrate import load_migrations
from marsad.ledger.stores.sql import split_statements
from marsad.model.episode import Novelty
from marsad.reconcile.sayings import find_place, trace_sayings

from .made import AT
from .test_episodes import readings

__all__ = ["readings"]


@pytest.fixture(scope="module", params=STORES)
def ledger(readings, request, tmp_path_factory):
    with Ledger.open(Fresh(request.param, tmp_path_factory.mktemp("said"), "said") / "l") as opened:
        for reading in readings[:60]:
            opened.add(reading, run="run", at=AT)
        list(opened.reconcile())
        yield opened


@pytest.fixture(scope="module")
def whole(ledger):
    """Return what parties said, each by itself, by all tellings in which it acts."""
    tellings = [telling for telling, _ in ledger.tellings()]
    episodes = {record: episode.id for episode in ledger.episodes() for record in episode.tellings}
    found = {}
    for party in sorted({code for telling in tellings for code in telling.actors}):
        mine = [telling for telling in tellings if party in telling.actors]
        if said := [one for one in trace_sayings(mine, episodes) if one.party == party]:
            found[party] = said
    return found


def test_a_record_is_that_of_all_tellings(ledger, whole):
    assert len(whole) > 2
    assert {one.novelty for said in whole.values() for one in said} >= {Novelty.NEW, Novelty.ESCALATES}
    for party, said in whole.items():
        assert [one for _, one in iterate_record(ledger, party)] == said
        assert ledger.said(SaidFilter(party=party, limit=1))


@pytest.mark.parametrize("at_once", [1, 3])
def test_a_record_from_a_place_or_day_on_is_the_rest_of_it(ledger, whole, monkeypatch, at_once):
    monkeypatch.setattr(sayings, "_AT_ONCE", at_once)
    party, said = max(whole.items(), key=lambda item: len(item[1]))
    placed = list(iterate_record(ledger, party))
    assert [one for _, one in placed] == said
    for at in (0, len(said) // 2, len(said) - 1):
        assert list(iterate_record(ledger, party, after=placed[at][0])) == placed[at + 1 :]
    day = said[len(said) // 2].day
    assert [one for _, one in iterate_record(ledger, party, since=day)] == [one for one in said if one.day >= day]
    assert [one for _, one in iterate_record(ledger, party, until=day)] == [one for one in said if one.day <= day]


def test_no_more_is_read_than_is_taken(ledger, whole, monkeypatch):
    party, said = max(whole.items(), key=lambda item: len(item[1]))
    monkeypatch.setattr(sayings, "_AT_ONCE", 2)
    asked = []
    monkeypatch.setattr(ledger, "said", lambda wanted: asked.append(wanted) or Ledger.said(ledger, wanted))
    assert [one for _, one in itertools.islice(iterate_record(ledger, party), 3)] == said[:3]
    assert sum(wanted.limit == 2 for wanted in asked) == 2


def test_episodes_are_placed_as_in_the_whole_record(ledger, whole):
    episodes = {record: episode for episode in ledger.episodes() for record in episode.tellings}
    for party, said in whole.items():
        shown = [episodes[one.record] for one in said[-5:]]
        found = find_sayings(ledger, shown, party=party)
        assert found == {episodes[one.record].id: one for one in said[-5:]}


def test_a_person_s_record_holds_that_one_s_words_alone(ledger):
    persons = [one for one in ledger.person_names() if ledger.said(SaidFilter(person=one))]
    assert persons
    for person in persons:
        told = [telling for telling, _ in ledger.tellings() if telling.person == person]
        said = ledger.said(SaidFilter(person=person))
        assert {one.telling.record for one in said} <= {telling.record for telling in told}
        assert [find_place(one.telling) for one in said] == sorted(find_place(one.telling) for one in said)
        found = find_sayings(ledger, ledger.load_episodes([one.episode for one in said]), person=person)
        assert set(found) == {one.episode for one in said}


def test_a_place_that_is_none_is_refused(ledger):
    with pytest.raises(QuestionError):
        ledger.said(SaidFilter(party="RUS", after=("2022-01-01",)))


def test_what_is_not_filed_is_told(readings, tmp_path):
    with Ledger.open(tmp_path / "l") as ledger:
        for reading in readings[:10]:
            ledger.add(reading, run="run", at=AT)
        list(ledger.reconcile())
        assert ledger.check() == ()
        ledger._db.execute("UPDATE said SET day = '1999-01-01' WHERE record = (SELECT min(record) FROM said)")
        assert any("records of those who speak" in line for line in ledger.check())
        ledger.rebuild_episodes()
        assert ledger.check() == ()


def test_older_ledgers_get_their_records(fresh, readings):
    """The migration says what is written when episodes are drawn."""
    filing = [one for one in split_statements(load_migrations()[12]) if one.lstrip().startswith("INSERT INTO said")]
    with Ledger.open(fresh / "a.ledger") as ledger:
        for reading in readings[:40]:
            ledger.add(reading, run="run", at=AT)
        list(ledger.reconcile())
        query = "SELECT kind, name, day, told, record, type, person, episode FROM said ORDER BY 1, 2, 3, 4, 5"
        before = [tuple(row) for row in ledger._db.execute(query)]
        ledger._db.execute("DELETE FROM said")
        for statement in filing:
            ledger._db.execute(statement)
        assert len(filing) == 1
        assert len({row[0] for row in before}) == 2
        assert [tuple(row) for row in ledger._db.execute(query)] == before
