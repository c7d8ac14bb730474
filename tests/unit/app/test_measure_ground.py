"""Series of what a ledger has noted are those of all that it holds, whatever came, went or was said of it."""

import itertools
import random
from datetime import UTC, date, datetime, timedelta

import msgspec
import pytest
from tests.stores import fresh
from tests.unit.app.test_measuring import GROM
from tests.unit.app.web.test_gathering_desks import demo
from tests.unit.ledger.made import make_article, make_reading, make_signal
from tests.unit.ledger.test_episodes import fill, judge, readings

from bench.made_episodes import make_captures
from marsad.app.measure_ground import Noted, Whole, find_ground, load_whole
from marsad.app.measuring import Wish, measure_track
from marsad.ledger import Ledger
from marsad.ledger.migrate import load_migrations
from marsad.measure.levels import find_level
from marsad.measure.series import Step
from marsad.model import Basis, Capture, SignalType, When
from marsad.model.episode import Novelty
from marsad.model.kinds import Status
from marsad.model.measure import Track
from marsad.model.story import Undo, Verdict
from marsad.pipeline import read_capture
from marsad.reconcile.sayings import list_spoken

__all__ = ["demo", "fresh", "readings"]

AT = "2026-03-01T08:00:00Z"


def list_wishes(whole):
    """Return what may be asked of a ledger: everything by each step, each party and type, and many pairs, by one."""
    parties = sorted({code for one in whole.graded for code in (*one.actors, *one.targets)})
    pairs = {(actor, target) for one in whole.graded for actor in one.actors for target in one.targets or one.actors}
    cells = [{}, {}, {}, *({"party": code} for code in parties), *({"type": kind} for kind in SignalType)]
    cells += [{"pair": pair} for pair in sorted(pairs)[:: 1 + len(pairs) // 20]] + [
        {"party": "RUS", "type": SignalType.TALKS}
    ]
    steps = itertools.cycle(Step)
    return [Wish(step=step, tracks=tuple(Track), rate=0.05, **cell) for cell, step in zip(cells, steps, strict=False)]


def compare(ledger):
    """Prove that the notes say what the whole ledger says; return the graded episodes."""
    assert ledger.is_settled()
    whole, noted, lean = load_whole(ledger), find_ground(ledger), Noted(ledger, spread=False)
    assert isinstance(noted, Noted)
    newest = whole.find_newest()
    assert noted.find_newest() == newest
    oldest = min(page.day for page in whole.pages)
    for wish, track in itertools.product(list_wishes(whole), Track):
        since = max(oldest, newest - timedelta(40)) if wish.step is Step.DAY else oldest
        bare = measure_track(lean, wish, track, since, newest, spread=False)
        found = measure_track(whole, wish, track, since, newest, spread=False)
        assert (bare.days, bare.series.points) == (found.days, found.series.points)
        assert measure_track(noted, wish, track, since, newest, spread=False) == found
        if wish.party is wish.pair is wish.type is None:
            assert measure_track(noted, wish, track, since, newest) == measure_track(whole, wish, track, since, newest)
    return whole.graded


def dump(ledger):
    """Return the notes, by episode."""
    graded = "SELECT e.id, g.track, g.type, g.since, g.until, g.novelty, g.json FROM graded g"
    carried = "SELECT e.id, c.track, a.id, c.day, c.type, c.source, c.is_first FROM carried c"
    joined = " JOIN episode e ON e.key = {}.episode"
    asked = (
        f"{graded}{joined.format('g')} ORDER BY 1, 2",
        f"{carried}{joined.format('c')} JOIN article a ON a.key = c.article ORDER BY 1, 2, 3",
    )
    return [[tuple(row) for row in ledger._db.execute(query)] for query in asked]


def test_a_ledger_says_the_same_by_its_notes(fresh, readings):
    some = readings if fresh.kind == "sqlite" else readings[:60]
    with fill(fresh / "a.ledger", some, len(some)) as ledger:
        graded = compare(ledger)
        assert {one.track for one in graded} == set(Track)
        assert {one.novelty for one in graded} >= {None, *Novelty} - {Novelty.REPEAT}
        assert ledger.check() == ()


def test_so_does_the_demonstration(demo):
    with Ledger.open(demo, readonly=True) as ledger:
        assert len(compare(ledger)) > 100


def test_an_empty_ledger_has_no_series(fresh):
    with Ledger.open(fresh / "a.ledger") as ledger:
        assert not ledger.is_noted()
        list(ledger.reconcile())
        assert ledger.is_noted()
        assert Noted(ledger).find_newest() is None
        assert Noted(ledger).count_days(None, None, None) == ()


@pytest.mark.parametrize("seed", [1, 2])
def test_whatever_changes_the_notes_follow(fresh, readings, seed, monkeypatch):
    """Pages in any order, read again, without their signals, of another day, edited; parted, joined and undone."""
    for room in ("marsad.ledger.novelty", "marsad.reconcile.sayings.novelty"):
        monkeypatch.setattr(f"{room}.MOST_BACK", 3)  # so that records are longer than what is looked back at
    dice = random.Random(seed)
    some = dice.sample(readings, 50 if fresh.kind == "sqlite" else 24)
    with fill(fresh / "a.ledger", some, 7) as ledger:
        before = dump(ledger)
        told = [reading for reading in some if reading.signals]
        for number, reading in enumerate(dice.sample(told, 6), start=2):
            ledger.add(change(reading, number, dice), run=f"run{number}", at=AT)
            list(ledger.reconcile())
            assert ledger.check() == ()
        assert dump(ledger) != before
        compare(ledger)
        kept = dump(ledger)
        one, other = list(ledger.episodes())[:2]
        ledger.append_episode_judgement(judge(Verdict.SAME, one.tellings, other.tellings))
        assert dump(ledger) != kept
        compare(ledger)
        ledger.append_episode_judgement(Undo(id="u1", of="jsame", by="T", why=("slip",)))
        assert dump(ledger) == kept
        compare(ledger)
        ledger.rebuild_episodes()
        assert dump(ledger) == kept
        assert ledger.check() == ()


def change(reading, number, dice):
    """Return a later reading of a page, or the reading of a later version of it."""
    article = reading.article
    match number % 3:
        case 0:
            return msgspec.structs.replace(reading, signals=(), version=str(number))
        case 1:
            day = When.day(date(2024, 1, dice.randint(1, 28)), Basis.METADATA)
            article = msgspec.structs.replace(article, published=day)
        case 2:
            article = msgspec.structs.replace(article, published=When.day(article.published.end, Basis.STAMP))
    return msgspec.structs.replace(reading, article=article, version=str(number))


WORDS = ("تدمير المنشآت بصواريخ ثقيلة", "تدمير القواعد بصواريخ ثقيلة", "إغلاق الممرات بألغام بحرية", "إغلاق القواعد")


def tell(number, dice):
    """Return what a page made by hand says: one of few things, by one or both of two parties, on one of few days."""
    words, day = dice.choice(WORDS), When.day(date(2026, dice.randint(1, 12), 1), Basis.METADATA)
    quote = f"لوّح المسؤولون بـ{words}."
    article = make_article(f"خبر {number}.\n\n{quote}", url=f"https://al-marfa.example/{number}", published=day)
    kind = dice.choice((*list_spoken(), SignalType.WARNING, SignalType.THREAT))
    about = {"person": dice.choice((None, "Salem al-Marwari")), "targets": dice.choice(((), ("ZZZ",)))}
    signal = make_signal(article, quote, kind, actors=dice.choice((("XXX",), ("YYY",), ("XXX", "YYY"))), **about)
    return make_reading(article, signals=(signal,))


def find_some_level(telling, **facts):
    """Return the level by a scale that does not speak of threats: these stand in records, and in no series."""
    return None if telling.type is SignalType.THREAT else find_level(telling, **facts)


@pytest.mark.parametrize("back", [1, 2, 5])
@pytest.mark.parametrize("at_once", [2, 8, 40])
def test_whether_words_are_new_follows_what_comes_before_and_goes(fresh, monkeypatch, back, at_once):
    for room in ("marsad.ledger.novelty", "marsad.reconcile.sayings.novelty"):
        monkeypatch.setattr(f"{room}.MOST_BACK", back)
    monkeypatch.setattr("marsad.measure.levels.grade.find_level", find_some_level)
    dice = random.Random(back)
    pages = [tell(number, dice) for number in range(40)]
    later = [
        msgspec.structs.replace(page, version="2", signals=page.signals[: dice.randint(0, 1)] if at % 2 else ())
        for at, page in enumerate(dice.sample(pages, 10))
    ]
    with Ledger.open(fresh / "a.ledger") as ledger:
        for number, reading in enumerate((*pages, *later), start=1):
            ledger.add(reading, run="run", at=AT)
            if number % at_once == 0:
                list(ledger.reconcile())
                assert ledger.check() == ()
        list(ledger.reconcile())
        assert {one.novelty for one in compare(ledger)} > {Novelty.NEW, Novelty.REPEAT}
        kept = dump(ledger)
        ledger.rebuild_tallies()
        assert dump(ledger) == kept


def test_what_its_source_took_back_carries_nothing(fresh, readings):
    with fill(fresh / "a.ledger", readings[:30], 30) as ledger:
        told, taken = '"status":"claimed"', '"status":"corrected"'
        query = "SELECT min(c.episode) FROM carried c JOIN episode e ON e.key = c.episode WHERE e.status = 'claimed'"
        (key,) = ledger._db.execute(query).fetchone()
        for table, column in (("episode", "key"), ("graded", "episode")):
            ledger._db.execute(f"UPDATE {table} SET json = replace(json, ?, ?) WHERE {column} = ?", (told, taken, key))
        ledger._db.execute("UPDATE episode SET status = 'corrected' WHERE key = ?", (key,))
        assert Status.CORRECTED in {one.status for one in compare(ledger)}


def test_what_an_edited_page_said_before_is_no_part_of_series(fresh):
    before, *_ = (each for each in make_captures(20, seed=3) if read_capture(each).signals)
    with Ledger.open(fresh / "a.ledger") as ledger:
        for day, words in enumerate(("", " وأضاف البيان أن الخبر قيد التحقق."), start=1):
            reading = read_capture(msgspec.structs.replace(before, body=before.body + words.encode()))
            ledger.add(reading, run=f"run{day}", at=AT, captured=datetime(2026, 3, day, tzinfo=UTC))
            list(ledger.reconcile())
            assert {carrying.article for one in compare(ledger) for carrying in one.told} == {reading.article.id}
        assert len(list(ledger.edits())) == 1


def test_an_exercise_is_graded_by_what_is_known_of_it(fresh):
    with Ledger.open(fresh / "a.ledger") as ledger:
        ledger._db.execute("UPDATE meta SET facts = 'of before'")  # so that nothing is held against facts at first
        for month in (3, 10):
            published = When.day(date(2022, month, 26), Basis.GIVEN)
            body = f"{GROM} {month}".encode()
            reading = read_capture(Capture(origin=f"{month}.txt", body=body, media="text", published=published))
            ledger.add(reading, run="r", at=AT)
        list(ledger.reconcile())
        assert not ledger.is_settled()
        assert {row[6].count("exercise_unscheduled") for row in dump(ledger)[0]} == {0}
        list(ledger.file_claims())
        rules = {one.since.month: one.level.rule for one in compare(ledger) if one.track is Track.ACTS}
        assert rules == {3: "a.exercise_unscheduled", 10: "a.exercise"}
        assert ledger.check() == ()


def test_what_waits_is_looked_for_in_memory(fresh, readings):
    told = [each for each in readings if each.signals]
    with fill(fresh / "a.ledger", told[:5], 5) as ledger:
        assert isinstance(find_ground(ledger), Noted)
        ledger.add(told[5], run="run", at=AT)
        assert not ledger.is_settled()
        ground = find_ground(ledger)
        assert isinstance(ground, Whole)
        assert told[5].article.id in {page.article for page in ground.pages}
        list(ledger.reconcile())
        compare(ledger)


def test_a_mark_outlives_a_kill(fresh, readings, monkeypatch):
    with fill(fresh / "a.ledger", readings[:10], 10) as ledger:
        for reading in readings[10:40]:
            ledger.add(reading, run="run", at=AT)
        with monkeypatch.context() as patched:
            patched.setattr("marsad.ledger.episodes.settle_words", lambda _: 1 / 0)
            with pytest.raises(ZeroDivisionError):
                list(ledger.reconcile())
        assert not ledger.is_settled()
        assert ledger.check() == ()  # what waits is no problem
        list(ledger.reconcile())
        compare(ledger)


@pytest.mark.parametrize(
    ("damage", "says"),
    [
        ("UPDATE carried SET is_first = 0", "its part in series is not that of its tellings"),
        ("DELETE FROM graded WHERE track = 'acts'", "its part in series is not that of its tellings"),
        ("UPDATE graded SET novelty = 'softens' WHERE novelty = 'new'", "are not noted as they are in its record"),
        ("UPDATE graded SET novelty = NULL", "are not noted as they are in its record"),
    ],
)
def test_notes_that_are_not_true_are_named(fresh, readings, damage, says):
    with fill(fresh / "a.ledger", readings[:30], 30) as ledger:
        before = dump(ledger)
        ledger._db.execute(damage)
        assert any(says in line for line in ledger.check())
        ledger.rebuild_episodes()
        assert ledger.check() == ()
        assert dump(ledger) == before


def test_a_ledger_from_before_gets_its_notes(fresh, readings):
    with fill(fresh / "a.ledger", readings[:30], 30) as ledger:
        db, before = ledger._db, dump(ledger)
        days = ledger.count_days()
        for table in ("graded", "carried", "said_mark"):
            db.execute(f"DROP TABLE {table}")
        db.execute("DROP INDEX episode_taken_back")
        for table, column in (("said", "opens"), ("telling", "published"), ("day_count", "on_topic")):
            db.execute(f"ALTER TABLE {table} DROP COLUMN {column}")
        db.run_migration(14, load_migrations()[13])
        assert not ledger.is_noted()
        ledger.regrade()
        assert dump(ledger) == before
        assert ledger.count_days() == days
        assert ledger.check() == ()
        list(ledger.reconcile())
        compare(ledger)
