import msgspec
import pytest

from bench.made_episodes import make_captures
from marsad.ledger import EpisodeFilter, Ledger, LedgerError, Stamp, episodes_entries, gathered
from marsad.ledger.episodes import reconcile
from marsad.ledger.episodes_filing import load_neighbours
from marsad.ledger.migrate import load_migrations
from marsad.ledger.prepared import prepare_reading
from marsad.model.episode import LinkKind
from marsad.model.kinds import Status
from marsad.model.story import Judgement, Maker, Undo, Verdict
from marsad.pipeline import read_capture
from marsad.reconcile.episodes import reconcile_tellings

from .made import AT

DERIVED = ("telling", "telling_place", "telling_link", "episode", "record_link")


@pytest.fixture(scope="module")
def readings():
    """Readings of made articles: rewordings, delays, denials, retellings."""
    return [*map(read_capture, make_captures(90, seed=3))]


def fill(path, readings, batches):
    ledger = Ledger.open(path)
    for first in range(0, len(readings), batches):
        for reading in readings[first : first + batches]:
            ledger.add(reading, run="run", at=AT)
        list(ledger.reconcile())
    return ledger


def take(fresh, readings):
    """Return as many as a store takes in a few seconds."""
    return readings if fresh.kind == "sqlite" else readings[:50]


def tell(ledger):
    """Return all that is known of episodes, without the order in which it was found."""
    return list(ledger.episodes()), ledger.links(), sorted(ledger.tellings(), key=lambda pair: pair[0].record)


def test_a_ledger_in_one_go_says_what_memory_says(fresh, readings):
    with fill(fresh / "a.ledger", readings, len(readings)) as ledger:
        known = dict(ledger.tellings())
        found = reconcile_tellings(known, {telling.article: source for telling, source in known.items()})
        assert sorted(ledger.episodes(), key=by_id) == sorted(found.episodes, key=by_id)
        assert set(ledger.links()) >= {link for link in found.links if link.kind is LinkKind.ANSWERS}
        assert any(len(episode.tellings) > 1 for episode in found.episodes)
        assert ledger.check() == ()


def by_id(episode):
    return episode.id


def test_drawn_some_at_a_time_they_are_what_they_are_all_at_once(fresh, readings, monkeypatch):
    some = take(fresh, readings)
    with fill(fresh / "a.ledger", some, 30) as ledger:
        whole, records = tell(ledger), {telling.record for telling, _ in ledger.tellings()}
        monkeypatch.setattr(gathered, "_FIRST", 2)
        monkeypatch.setattr(gathered, "_PART", 4)
        parts = [part.names for part in gathered.gather_apart(ledger._db, episodes_entries.RECORDS, records)]
        assert records == set().union(*parts)
        assert sum(map(len, parts)) == len(records)
        assert len(parts) > len(records) // 20
    with fill(fresh / "b.ledger", some, 30) as ledger:
        assert tell(ledger) == whole
        assert ledger.check() == ()


def test_what_many_tellings_name_is_in_memory_once(fresh, readings):
    with fill(fresh / "a.ledger", take(fresh, readings), 100) as ledger:
        known = sorted((telling for telling, _ in ledger.tellings()), key=lambda telling: telling.record)
        near = load_neighbours(ledger._db, known)
        assert near == known
        assert len({id(telling.actors) for telling in near}) == len({telling.actors for telling in known}) < len(known)
        assert len({id(telling.told) for telling in near}) == len({telling.told for telling in known}) < len(known)


@pytest.mark.parametrize("batch", [1, 7])
def test_batches_make_no_difference(fresh, readings, batch):
    some = take(fresh, readings)
    with fill(fresh / "a.ledger", some, len(some)) as whole, fill(fresh / "b.ledger", some, batch) as parts:
        assert tell(parts) == tell(whole)


def test_nor_does_it_who_makes_the_tellings(fresh, readings, monkeypatch):
    some = [*map(prepare_reading, readings[:30])]
    with fill(fresh / "a.ledger", some, len(some)) as made, Ledger.open(fresh / "b.ledger") as told:
        with monkeypatch.context() as patch:
            patch.setattr("marsad.ledger.episodes_filing.make_telling", None)  # none is made where all are ready
            told.add_all([(reading, Stamp("run", AT)) for reading in some])
            list(told.reconcile())
        made.rebuild_episodes()
        assert tell(told) == tell(made)


def test_tellings_of_a_reading_that_stands_no_more_are_made_again(fresh, readings):
    reading = next(one for one in readings if one.signals)
    later = msgspec.structs.replace(reading, version="later", signals=reading.signals[:-1])
    with Ledger.open(fresh / "a.ledger") as ledger, Ledger.open(fresh / "a.ledger") as other:
        ledger.add(reading, run="run", at=AT)
        other.add(later, run="run", at=AT)
        list(ledger.reconcile())
        assert {telling.record for telling, _ in ledger.tellings()} == {signal.id for signal in later.signals}
        assert ledger.check() == ()


@pytest.mark.parametrize("articles", [1, 4])
def test_nor_does_how_many_articles_one_transaction_takes(fresh, readings, articles):
    some = readings[:30]
    with fill(fresh / "a.ledger", some, len(some)) as whole, Ledger.open(fresh / "b.ledger") as parts:
        for reading in some:
            parts.add(reading, run="run", at=AT)
        waiting = parts.waiting()
        done = list(reconcile(parts._db, articles))
        assert sum(done) >= waiting > 0
        assert len(done) > 30 // articles // 2
        assert tell(parts) == tell(whole)
        assert parts.check() == ()


def test_the_order_of_reading_makes_no_difference(fresh, readings):
    some = take(fresh, readings)
    with fill(fresh / "a.ledger", some, 9) as one, fill(fresh / "b.ledger", some[::-1], 9) as other:
        assert [draw(each) for each in one.episodes()] == [draw(each) for each in other.episodes()]
        assert {tie(link) for link in one.links()} == {tie(link) for link in other.links()}


def draw(episode):
    """Return what does not hang on stories: these depend on the order where a text has very many kin."""
    return episode.id, episode.tellings, episode.since, episode.actors


def tie(link):
    return link.kind, link.source, link.target


def test_rebuilding_makes_no_difference(fresh, readings):
    with fill(fresh / "a.ledger", readings, 13) as ledger:
        before = tell(ledger)
        assert ledger.rebuild_episodes() == len(before[0])
        assert tell(ledger) == before


def test_what_is_reconciled_is_not_reconciled_again(fresh, readings):
    with fill(fresh / "a.ledger", readings[:20], 20) as ledger:
        assert ledger.waiting() == 0
        assert list(ledger.reconcile()) == []


def test_records_that_stand_no_more_leave_their_episodes(fresh, readings):
    with fill(fresh / "a.ledger", readings, len(readings)) as ledger:
        episode = max(ledger.episodes(), key=lambda each: len(each.tellings))
        gone = ledger.get(episode.tellings[0])
        reading = next(each for each in readings if each.article.id == gone.article.id)
        ledger.add(msgspec.structs.replace(reading, signals=(), version="2"), run="again", at=AT)
        assert ledger.waiting() > 0
        list(ledger.reconcile())
        assert ledger.check() == ()
        left = ledger.episode(episode.tellings[1])
        assert set(left.tellings) == {*episode.tellings} - {signal.id for signal in reading.signals}
        with pytest.raises(LedgerError, match="is in no episode"):
            ledger.episode(episode.tellings[0])


def test_a_record_that_comes_back_joins_again(fresh, readings):
    with fill(fresh / "a.ledger", readings, len(readings)) as ledger:
        before = list(ledger.episodes())
        for number, signals in enumerate(((), readings[0].signals), start=2):
            changed = msgspec.structs.replace(readings[0], signals=signals, version=str(number))
            ledger.add(changed, run=f"run{number}", at=AT)
            list(ledger.reconcile())
        assert list(ledger.episodes()) == before


def judge(verdict, left, right):
    return Judgement(
        id=f"j{verdict.value}", verdict=verdict, left=left, right=right, maker=Maker.PERSON, by="T", why=("w",)
    )


def test_persons_part_join_and_take_back(fresh, readings):
    with fill(fresh / "a.ledger", readings, len(readings)) as ledger:
        before = list(ledger.episodes())
        episode = next(each for each in before if len(each.tellings) > 1)
        first, *rest = episode.tellings
        ledger.append_episode_judgement(judge(Verdict.DIFFERENT, (first,), tuple(rest)))
        assert first not in ledger.episode(rest[0]).tellings
        assert len(ledger.episode_judgements(first)) >= 1
        ledger.append_episode_judgement(Undo(id="u1", of="jdifferent", by="T", why=("slip",)))
        assert list(ledger.episodes()) == before
        assert ledger.check() == ()


def test_what_persons_said_survives_rebuilding(fresh, readings):
    with fill(fresh / "a.ledger", readings, len(readings)) as ledger:
        one, other = [each for each in ledger.episodes() if len(each.tellings) == 1][:2]
        ledger.append_episode_judgement(judge(Verdict.SAME, one.tellings, other.tellings))
        joined = ledger.episode(one.tellings[0])
        assert set(joined.tellings) == {*one.tellings, *other.tellings}
        ledger.rebuild_episodes()
        assert ledger.episode(one.tellings[0]) == joined


def test_one_is_said_once_and_of_known_records(fresh, readings):
    with fill(fresh / "a.ledger", readings[:20], 20) as ledger:
        record = next(ledger.episodes()).tellings[0]
        with pytest.raises(LedgerError, match="no signal sx"):
            ledger.append_episode_judgement(judge(Verdict.SAME, (record,), ("sx",)))
        with pytest.raises(LedgerError, match="no judgement begins"):
            ledger.append_episode_judgement(Undo(id="u1", of="jx", by="T", why=("w",)))
        assert ledger.check() == ()


def test_filters(fresh, readings):
    with fill(fresh / "a.ledger", readings, len(readings)) as ledger:
        whole = list(ledger.episodes())
        disputed = list(ledger.episodes(EpisodeFilter(status=(Status.DISPUTED,))))
        assert disputed == [each for each in whole if each.status is Status.DISPUTED] != []
        party, day = whole[0].actors[0], whole[0].since
        mine = list(ledger.episodes(EpisodeFilter(parties=(party,))))
        assert mine == [each for each in whole if party in (*each.actors, *each.targets)]
        assert whole[0] in ledger.episodes(EpisodeFilter(since=day, until=day, types=(whole[0].type,)))


def test_a_kill_in_the_midst_of_a_batch_leaves_nothing_of_it(fresh, readings, monkeypatch):
    path = fresh / "a.ledger"
    with fill(path, readings[:15], 15) as ledger:
        before = tell(ledger)
        for reading in readings[15:30]:
            ledger.add(reading, run="run", at=AT)
        with monkeypatch.context() as patched:
            patched.setattr("marsad.ledger.episodes.draw_episodes", lambda *_: 1 / 0)
            with pytest.raises(ZeroDivisionError):
                list(ledger.reconcile())
        assert tell(ledger) == before
        assert ledger.waiting() > 0


def test_damage_is_named(fresh, readings):
    path = fresh / "a.ledger"
    fill(path, readings[:20], 20).close()
    with Ledger.open(path) as ledger:
        ledger._db.execute("UPDATE telling SET episode = NULL WHERE revision = (SELECT min(revision) FROM telling)")
        assert any("in none; rebuild the episodes" in line for line in ledger.check())
        ledger.rebuild_episodes()
        assert ledger.check() == ()


def test_what_was_noted_as_done_and_is_not_is_named(fresh, readings):
    with fill(fresh / "a.ledger", readings[:20], 20) as ledger:
        ledger.add(next(each for each in readings[20:] if each.signals), run="run", at=AT)
        ledger._db.execute("UPDATE article SET reconciled = reading")
        assert ledger.waiting() == 0
        assert any("nobody was told; rebuild the episodes" in line for line in ledger.check())
        ledger.rebuild_episodes()
        assert ledger.check() == ()


def test_a_ledger_from_before_it_was_noted_what_is_done_knows_what_waits(fresh, readings):
    with fill(fresh / "a.ledger", readings[:20], 20) as ledger:
        for reading in readings[20:30]:
            ledger.add(reading, run="run", at=AT)
        query = "SELECT id FROM article WHERE reconciled = reading ORDER BY id"
        waiting, done = ledger.waiting(), {row["id"] for row in ledger._db.execute(query)}
        ledger._db.execute("DROP INDEX article_unreconciled")
        ledger._db.execute("ALTER TABLE article DROP COLUMN reconciled")
        ledger._db.run_migration(11, load_migrations()[10])
        assert ledger.waiting() == waiting > 0
        assert done <= {row["id"] for row in ledger._db.execute(query)}


def test_whether_a_record_was_filed_is_found_by_its_id(tmp_path, readings):
    with fill(tmp_path / "a.ledger", readings[:3], 3) as ledger:
        plan = [row["detail"] for row in ledger._db.execute(f"EXPLAIN QUERY PLAN {episodes_entries._FILED}", ("s",))]
    assert not [step for step in plan if step.startswith("SCAN")], plan
