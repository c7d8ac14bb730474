import pickle
from datetime import date, timedelta

import msgspec
import pytest
from tests.unit.reconcile.made import DAY, LEAD, OTHER, RENDERED, WIRE

from marsad.ledger import Ledger, LedgerError, SignalFilter, Stamp, StoryFilter, migrate, stories_members, write
from marsad.ledger.stories_entries import write_links
from marsad.model import Basis, BlockKind, Judgement, Maker, Verdict, When
from marsad.reconcile.stories import EditError, make_story_id, merge_stories, split_story, trace_reading, undo
from marsad.reconcile.stories import traced as traced_module

from .made import AT, make_article, make_reading, make_signal

TEXTS = (WIRE, LEAD + WIRE, RENDERED, OTHER)
SIDES = ("trace", "trace_key", "link", "story", "member", "judgement", "judged")


LINK = Judgement(id="", verdict=Verdict.SAME, left=(), right=(), maker=Maker.RULE, by="stories-1", why=(), score=0.1)


def make(number, text=WIRE, *, day=DAY, version="1", on_topic=True, **changes):
    outlet = changes.pop("outlet", f"outlet {number}")
    published = When.day(day, Basis.METADATA) if day else None
    article = make_article(text, url=f"https://al-marfa.example/{number}", outlet=outlet, published=published)
    signals = [make_signal(article, text[:40], version=version)] if on_topic else []
    reading = make_reading(article, version=version, signals=signals, **changes)
    return msgspec.structs.replace(reading, on_topic=on_topic)


def add(ledger, *readings):
    return [ledger.add(reading, run="run", at=AT).article for reading in readings]


@pytest.fixture
def ledger(fresh):
    with Ledger.open(fresh / "ledger.db") as ledger:
        yield ledger


@pytest.fixture
def told(ledger):
    """A ledger of one story in three articles, each a day after the other, and of another one in one."""
    days = (DAY, DAY + timedelta(days=1), DAY + timedelta(days=2), DAY)
    articles = add(ledger, *(make(at, text, day=day) for at, (text, day) in enumerate(zip(TEXTS, days, strict=True))))
    return ledger, articles


def dump(ledger, *tables):
    """What the ledger holds on stories, but for keys."""
    db = ledger._db
    rows = {table: sorted(map(tuple, db.execute(f"SELECT * FROM {table}")), key=repr) for table in tables or SIDES[:3]}
    rows["stories"] = [(head, ledger.story(head.id)) for head in ledger.stories()]
    return rows


def test_traces_that_readings_bring_make_the_same_stories_and_are_not_made_again(fresh, monkeypatch):
    readings = [make(at, text) for at, text in enumerate(TEXTS)] + [make(9, OTHER, on_topic=False)]
    traced = [pickle.loads(pickle.dumps(trace_reading(reading))) for reading in readings]
    dumps = []
    for name, given in (("a", readings), ("b", traced)):
        with Ledger.open(fresh / name) as ledger:
            add(ledger, *given)
            ledger.settle()
            dumps.append(dump(ledger, *SIDES))
        monkeypatch.setattr(traced_module, "make_trace", None)
    assert dumps[0] == dumps[1]
    assert len(dumps[0]["stories"]) == 1
    assert [reading.trace is None for reading in traced] == [False] * 4 + [True]


def test_copies_and_renderings_are_one_story_told_by_several_outlets(told):
    ledger, articles = told
    (head,) = ledger.stories()
    assert head.id == make_story_id(articles[0])
    assert (head.size, head.outlets, head.outlet, head.counted) == (3, 3, "outlet 0", articles[0])
    assert (head.since, head.until) == (DAY, DAY + timedelta(days=2))
    story = ledger.story_of(articles[1])
    assert story.members == tuple(articles[:3])
    assert [copy.kind for copy in story.copies] == ["extended", "reworded"]
    heads = {each.id: (each.story, each.outlets, each.counted) for each in ledger.articles()}
    assert heads[articles[0]] == (head.id, 3, True)
    assert heads[articles[2]] == (head.id, 3, False)
    assert heads[articles[3]] == (make_story_id(articles[3]), 1, True)
    assert ledger.check() == ()


def test_every_story_counts_once(told):
    ledger, articles = told
    assert {signal.article for signal in ledger.signals(SignalFilter(copies=False))} == {articles[0], articles[3]}
    assert {signal.article for signal in ledger.signals()} == set(articles)
    assert (ledger.counts().stories, ledger.counts().copies) == (1, 2)


def test_the_upstreams_own_article_counts_although_it_is_not_the_earliest(ledger):
    paper = make(1, "(أ ف ب) - " + WIRE)
    own = make(2, WIRE, outlet="وكالة فرانس برس", day=DAY + timedelta(days=1))
    articles = add(ledger, paper, own)
    (row,) = ledger.timeline(SignalFilter(copies=False))
    assert row.article.id == articles[1]
    (head,) = ledger.stories()
    assert (head.upstream.name, head.outlet, head.counted) == ("AFP", "outlet 1", articles[1])


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ({}, [2, 0]),
        ({"since": date(2024, 4, 1)}, [2]),
        ({"until": date(2024, 4, 1)}, [0]),
        ({"since": DAY + timedelta(days=1), "until": date(2024, 4, 1)}, [0]),
        ({"outlets": 3}, []),
        ({"limit": 1}, [2]),
    ],
)
def test_stories_are_chosen_by_days_and_outlets_the_newest_first(ledger, wanted, found):
    later = date(2024, 5, 2)
    readings = (make(0), make(1, day=DAY + timedelta(days=1)), make(2, OTHER, day=later), make(3, OTHER, day=later))
    articles = add(ledger, *readings)
    heads = [ledger.story(head.id).members for head in ledger.stories(StoryFilter(**wanted))]
    assert [articles.index(min(members, key=articles.index)) for members in heads] == found


def test_what_is_off_topic_is_in_no_story_until_it_is_on_topic(ledger):
    one, two = make(1), make(2, on_topic=False)
    first, second = add(ledger, one, two)
    assert list(ledger.stories()) == []
    assert ledger.story_of(second) is None
    with pytest.raises(LedgerError, match="off topic"):
        ledger.story(second)
    add(ledger, make(2, version="2"))
    assert set(ledger.story_of(second).members) == {first, second}
    add(ledger, make(2, version="3", on_topic=False))
    assert ledger.story_of(first).members == (first,)
    assert ledger.check() == ()


def test_a_recoded_article_keeps_its_trace(told):
    ledger, _ = told
    before = dump(ledger)
    add(ledger, make(0, day=DAY, version="2"))
    assert dump(ledger) == before
    assert ledger.check() == ()


def test_an_edition_with_another_body_is_filed_anew(told):
    ledger, articles = told
    before = {row["place"] for row in ledger._db.execute("SELECT place FROM trace")}
    old = make(1, LEAD + WIRE, day=DAY + timedelta(days=1))
    blocks = tuple(msgspec.structs.replace(block, kind=BlockKind.CAPTION) for block in old.article.blocks)
    cut = msgspec.structs.replace(old.article, blocks=blocks)
    add(ledger, msgspec.structs.replace(old, article=cut, version="2", signals=()))
    assert ledger.story_of(articles[1]).members == (articles[1],)
    assert set(ledger.story_of(articles[0]).members) == {articles[0], articles[2]}
    assert before < {row["place"] for row in ledger._db.execute("SELECT place FROM trace")}
    assert ledger.check() == ()


def test_an_addition_that_fails_leaves_nothing_of_stories(told, monkeypatch):
    ledger, _ = told
    before = dump(ledger, *SIDES)
    monkeypatch.setattr(write, "_outcome", lambda *rest: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        add(ledger, make(9))
    assert dump(ledger, *SIDES) == before
    monkeypatch.undo()
    add(ledger, make(9))
    assert dump(ledger, *SIDES) != before
    assert ledger.check() == ()


def test_a_persons_split_holds_through_recoding_and_rebuilding(told):
    ledger, articles = told
    split = split_story(ledger.story_of(articles[0]), articles[2:3], by="A. Reader", why="another visit", at=AT)
    ledger.append_judgement(split)
    assert ledger.story_of(articles[0]).members == tuple(articles[:2])
    assert ledger.story_of(articles[2]).members == (articles[2],)
    assert split in list(ledger.judgements(articles[2]))
    add(ledger, make(2, RENDERED, day=DAY + timedelta(days=2), version="2"))
    ledger.rebuild_stories()
    assert ledger.story_of(articles[2]).members == (articles[2],)
    late = add(ledger, make(8))[0]
    assert set(ledger.story_of(late).members) == {late, *articles[:2]}
    assert ledger.check() == ()


def test_a_split_is_undone_and_the_undoing_too(told):
    ledger, articles = told
    split = split_story(ledger.story_of(articles[0]), articles[:1], by="A. Reader", why="first", at="1")
    ledger.append_judgement(split)
    back = undo((split,), ledger.judgement(split.id[:9]).id, by="B. Reader", why="no", at="2")
    ledger.append_judgement(back)
    assert set(ledger.story_of(articles[0]).members) == set(articles[:3])
    ledger.append_judgement(undo((back,), back.id, by="A. Reader", why="yes", at="3"))
    assert ledger.story_of(articles[0]).members == (articles[0],)
    assert ledger.judged(back) == (*split.left, *split.right)
    assert ledger.check() == ()


def test_two_stories_are_merged(told):
    ledger, articles = told
    one, other = ledger.story_of(articles[0]), ledger.story_of(articles[3])
    merge = merge_stories(one, other, by="A. Reader", why="one event", at=AT)
    ledger.append_judgement(merge)
    assert set(ledger.story(articles[3]).members) == set(articles)
    with pytest.raises(LedgerError, match="in the ledger already"):
        ledger.append_judgement(merge)
    with pytest.raises(EditError, match="itself"):
        merge_stories(ledger.story(articles[0]), ledger.story(articles[3]), by="x", why="y", at=AT)
    assert ledger.check() == ()


def test_a_link_of_the_rule_is_undone(told):
    ledger, articles = told
    links = [each for each in ledger.judgements(articles[2]) if articles[2] in (*each.left, *each.right)]
    assert {each.verdict for each in links} == {Verdict.SAME}
    for link in links:
        entry = ledger.judgement(link.id)
        assert entry == link
        ledger.append_judgement(undo((entry,), entry.id, by="A. Reader", why="other facts", at=AT))
    assert ledger.story_of(articles[2]).members == (articles[2],)
    assert ledger.check() == ()


def test_a_judgement_of_articles_that_are_not_there_changes_nothing(told):
    ledger, articles = told
    strange = msgspec.structs.replace(ledger.story_of(articles[3]), members=("a-none",))
    before = dump(ledger, *SIDES)
    with pytest.raises(LedgerError, match="no article a-none"):
        ledger.append_judgement(merge_stories(ledger.story(articles[0]), strange, by="x", why="y", at=AT))
    assert dump(ledger, *SIDES) == before


def test_stories_are_found_by_their_ids_and_by_their_articles(told):
    ledger, articles = told
    story = ledger.story_of(articles[0])
    assert ledger.story(story.id[:8]) == ledger.story(articles[2][:10]) == story
    alone = make_story_id(articles[3])
    assert ledger.story(alone[:8]).members == (articles[3],)
    for prefix in ("t-none", "", "j"):
        with pytest.raises(LedgerError, match="no story"):
            ledger.story(prefix)
    with pytest.raises(LedgerError, match="no judgement"):
        ledger.judgement("")


def test_everything_is_made_anew_from_the_articles(told):
    ledger, _ = told
    before = dump(ledger)
    for table in ("trace_key", "member", "story"):
        ledger._db.execute(f"DELETE FROM {table}")
    assert ledger.check() != ()
    assert ledger.rebuild_stories() == 1
    assert dump(ledger) == before
    ledger._db.execute("UPDATE article SET trace = NULL")
    for table in ("link", "trace", "trace_key", "member", "story"):
        ledger._db.execute(f"DELETE FROM {table}")
    assert sum("without a trace" in line for line in ledger.check()) == 4
    assert ledger.rebuild_stories() == 1
    assert dump(ledger) == before
    assert ledger.check() == ()


BREAKS = {
    "DELETE FROM trace_key WHERE key = (SELECT min(key) FROM trace_key)": "keys",
    "INSERT INTO trace_key VALUES (1, 1)": "keys",
    "DELETE FROM member WHERE nth = 1": "not what the judgements say",
    "DELETE FROM story": "where the judgements give 1",
    "UPDATE story SET outlets = 9": "not what the judgements say",
    "UPDATE article SET trace = NULL WHERE outlet = 'outlet 3'": "without a trace",
    "UPDATE article SET on_topic = 0 WHERE outlet = 'outlet 3'": "off topic with a trace",
    "UPDATE trace SET shingles = words": "another text",
    "DELETE FROM judged": "is not filed under",
    "UPDATE judgement SET json = replace(json, '\"split\"', '\"x\"'), id = 'jx'": "is not filed under",
}


@pytest.mark.parametrize("spoil", BREAKS)
def test_what_does_not_agree_is_named(told, spoil):
    ledger, articles = told
    ledger.append_judgement(split_story(ledger.story(articles[0]), articles[2:3], by="x", why="split", at=AT))
    assert ledger.check() == ()
    ledger._db.execute(spoil)
    assert any(BREAKS[spoil] in line for line in ledger.check())


def test_a_ledger_from_before_there_were_stories_gets_them(fresh, monkeypatch):
    path = fresh.bare("ledger.db")
    older = migrate.load_migrations()[:2]
    with monkeypatch.context() as patch:
        for module in ("migrate", "connection"):
            patch.setattr(f"marsad.ledger.{module}.load_migrations", lambda: older)
        for later in ("file_reading", "add_change", "mark_left", "write_checks"):
            patch.setattr(write, later, lambda *_: None)
        for later in ("index.add_words", "store.settle_days", "stores.sqlite.SqliteDatabase.index_passages"):
            patch.setattr(f"marsad.ledger.{later}", lambda *_: None)
        with Ledger.open(path) as ledger:
            for reading in (make(0), make(1)):
                ledger.add(reading, run="run", at=AT)
    with Ledger.open(path) as ledger:
        assert sum("rebuild the stories" in line for line in ledger.check()) == 2
        assert len(list(ledger.signals(SignalFilter(copies=False)))) == 1  # the very same body is known as before
        assert ledger.rebuild_stories() == 1
        assert ledger.check() == ()


@pytest.fixture
def large(monkeypatch):
    monkeypatch.setattr("marsad.ledger.stories_waiting._LARGE", 4)


def count_waiting(ledger):
    return ledger._db.execute("SELECT count(*) FROM waiting").fetchone()[0]


def test_what_joins_a_large_story_waits_and_is_told_at_once(fresh, large):
    path = fresh / "ledger.db"
    with Ledger.open(path) as ledger:
        waited = []
        for number in range(12):
            (article,) = add(ledger, make(number))
            assert len(ledger.story_of(article).members) == number + 1
            assert ledger.check() == ()
            waited.append(count_waiting(ledger))
        assert waited == [0, 0, 0, 0, *range(1, 9)]
        add(ledger, make(20, OTHER), make(21, OTHER))
        assert len(list(ledger.stories())) == 2
    with Ledger.open(path, readonly=True) as ledger:
        assert count_waiting(ledger) == 0
        first, second = ledger.stories()
        assert {(first.size, first.outlets), (second.size, second.outlets)} == {(12, 12), (2, 2)}
        assert ledger.check() == ()


@pytest.mark.parametrize("at_once", [3, 5, 16])
def test_what_comes_at_once_makes_the_stories_that_one_by_one_makes(fresh, large, at_once):
    readings = [*(make(number) for number in range(12)), *(make(number, OTHER) for number in range(20, 26))]
    mixed = readings[::2] + readings[1::2]
    with Ledger.open(fresh / "a.ledger") as alone, Ledger.open(fresh / "b.ledger") as many:
        add(alone, *mixed)
        for first in range(0, len(mixed), at_once):
            some = mixed[first : first + at_once]
            many.add_all([(one, Stamp("run", AT)) for one in some])
            assert all(one.article.id in many.story_of(one.article.id).members for one in some)
            assert many.check() == ()
        alone.settle()
        many.settle()
        assert [(one.id, one.size) for one in many.stories()] == [(one.id, one.size) for one in alone.stories()]


def test_what_another_of_those_at_once_has_drawn_joins_nothing_twice(ledger, large):
    """The new article is drawn when one that is read otherwise now leaves the story, before it is placed itself."""
    add(ledger, *(make(number) for number in range(6)))
    ledger.settle()
    readings = make(9), make(0, version="2", on_topic=False)
    ledger.add_all([(one, Stamp("run", AT)) for one in readings])
    assert [head.size for head in ledger.stories()] == [6]
    assert ledger.check() == ()


def test_what_waits_and_is_then_off_topic_waits_no_more(ledger, large):
    articles = add(ledger, *(make(number) for number in range(5)))
    assert count_waiting(ledger) == 1
    add(ledger, make(4, version="2", on_topic=False))
    assert count_waiting(ledger) == 0
    assert ledger.story_of(articles[4]) is None
    assert ledger.check() == ()


def test_a_persons_word_and_a_rebuilding_leave_nothing_waiting(ledger, large):
    articles = add(ledger, *(make(number) for number in range(5)))
    assert count_waiting(ledger) == 1
    story = ledger.story_of(articles[0])
    ledger.append_judgement(split_story(story, articles[4:], by="A. Reader", why="another", at=AT))
    assert count_waiting(ledger) == 0
    assert ledger.story_of(articles[4]).members == (articles[4],)
    add(ledger, make(7))
    assert ledger.rebuild_stories() == 1
    assert count_waiting(ledger) == 0
    assert ledger.check() == ()


def test_what_a_killed_writer_left_waiting_the_next_one_draws(fresh, large):
    path = fresh / "ledger.db"
    ledger = Ledger.open(path)
    add(ledger, *(make(number) for number in range(5)))
    ledger._db.close()  # as a kill would
    with Ledger.open(path, readonly=True) as ledger:
        assert count_waiting(ledger) == 1
        assert [head.size for head in ledger.stories()] == [5]
        assert ledger.check() == ()
    Ledger.open(path).close()
    with Ledger.open(path, readonly=True) as ledger:
        assert count_waiting(ledger) == 0
        assert [(head.size, head.outlets) for head in ledger.stories()] == [(5, 5)]


@pytest.fixture
def drawings(monkeypatch):
    """How many links are read whenever stories are drawn."""
    read = []
    real = stories_members.group_linked
    monkeypatch.setattr(
        stories_members, "group_linked", lambda links, said: read.append(len(links)) or real(links, said)
    )
    return read


def test_copies_are_drawn_when_stories_are_settled_and_no_longer_with_each(ledger, drawings):
    for start in range(0, 128, 4):
        ledger.add_all([(make(number), Stamp("run", AT)) for number in range(start, start + 4)])
        assert [head.size for head in ledger.stories()] == [start + 4]
    few = len(drawings)
    assert few == 4
    ledger.settle()
    assert len(drawings) == few + 1
    assert [head.size for head in ledger.stories()] == [128]
    assert ledger.check() == ()


def test_small_stories_of_which_many_articles_hang_together_are_not_drawn_with_each_addition(ledger, drawings):
    """One link more does not make two stories of nine one, but who draws one of them has to look at both."""
    first, *_, last = add(ledger, *(make(number, WIRE if number < 9 else OTHER) for number in range(18)))
    with ledger._db.transaction():
        write_links(ledger._db, [msgspec.structs.replace(LINK, left=(first,), right=(last,))])
    few = len(drawings)
    add(ledger, *(make(number, OTHER) for number in range(20, 30)))
    assert len(drawings) == few
    ledger.settle()
    assert len(drawings) == few + 1
    assert sorted(head.size for head in ledger.stories()) == [9, 19]
