"""What pages say, held against facts and filed: by subject, copies once, anew where facts or readings change."""

from datetime import date

import msgspec
import pytest

import marsad
from marsad.ledger import ClaimFilter, EpisodeFilter, Ledger, migrate
from marsad.model import CheckVerdict

from .made import AT

LIMIT = "تلزم معاهدة نيو ستارت كل طرف بنشر ما لا يزيد على 1550 رأسا نوويا."
WRONG = "تلزم معاهدة نيو ستارت كل طرف بما لا يزيد على 1500 رأس نووي."
ARSENAL = "وتملك روسيا 5580 رأسا نوويا، بحسب معهد ستوكهولم."
ACT = "نشرت روسيا صواريخ نووية في بيلاروسيا في 3 مارس 2024، وفق وزارة الدفاع الروسية."


def read(text, day="2024-05-01"):
    return marsad.read(text, published=date.fromisoformat(day))


@pytest.fixture
def ledger(fresh):
    with Ledger.open(fresh / "l") as opened:
        for at, text in enumerate((LIMIT, f"{WRONG} {ARSENAL}", ACT)):
            opened.add(read(text, f"2024-05-0{1 + at}"), run="run", at=AT)
        yield opened


def list_claims(ledger, **wanted):
    return [(one.check.subject, one.check.verdict.value) for one in ledger.claims(ClaimFilter(**wanted))]


def test_claims_are_filed_by_what_they_are_about(ledger):
    assert list_claims(ledger, desk="treaty") == [("new-start", "wrong_number"), ("new-start", "agrees")]
    assert list_claims(ledger, desk="arsenal") == [("RUS", "agrees")]
    assert list_claims(ledger, subjects=("RUS", "USA")) == [("RUS", "agrees")]
    assert list_claims(ledger, verdicts=(CheckVerdict.WRONG_NUMBER,)) == [("new-start", "wrong_number")]
    assert list_claims(ledger, until=date(2024, 5, 1)) == [("new-start", "agrees")]
    assert list_claims(ledger, since=date(2024, 5, 2), desk="treaty") == [("new-start", "wrong_number")]
    assert list_claims(ledger, limit=1, offset=1, desk="treaty") == [("new-start", "agrees")]
    (claim,) = ledger.claims(ClaimFilter(desk="arsenal"))
    assert ledger.article(claim.article.id).text[claim.check.span.start :].startswith(claim.check.span.quote)


def test_what_is_filed_of_articles_stands_in_the_order_of_the_page(ledger):
    heads = list(ledger.articles())
    checks = ledger.checks_of([head.id for head in heads])
    assert [[one.subject for one in checks[head.id]] for head in heads] == [["new-start"], ["new-start", "RUS"], []]
    assert ledger.checks_of([]) == {}


def test_nothing_is_filed_of_what_was_held_against_other_facts(ledger):
    names = [head.id for head in ledger.articles()]
    with ledger._db.transaction():
        ledger._db.execute("UPDATE article SET claimed = NULL WHERE id = ?", (names[0],))
    assert ledger.checks_of(names).keys() == {*names[1:]}
    with ledger._db.transaction():
        ledger._db.execute("UPDATE meta SET facts = 'others'")
    assert ledger.checks_of(names) == {}


def test_claims_are_counted_by_subject_and_verdict(ledger):
    counts = [(one.desk, one.subject, one.verdict.value, one.count) for one in ledger.count_claims(ClaimFilter())]
    assert counts == [
        ("arsenal", "RUS", "agrees", 1),
        ("treaty", "new-start", "agrees", 1),
        ("treaty", "new-start", "wrong_number", 1),
    ]


def test_what_is_filed_is_not_looked_at_again_until_facts_change(ledger, monkeypatch):
    filed = list_claims(ledger)
    assert list(ledger.file_claims()) == []
    monkeypatch.setattr("marsad.ledger.claims.find_version", lambda: "other")
    assert sum(ledger.file_claims()) == 3
    assert list(ledger.file_claims()) == []
    assert list_claims(ledger) == filed != []


def test_what_whoever_read_held_against_other_facts_waits_to_be_held_anew(ledger, monkeypatch):
    monkeypatch.setattr("marsad.ledger.prepared.find_version", lambda: "other")
    ledger.add(read("وتملك روسيا 5580 رأسا نوويا، وفق ما قاله خبراء أمس.", "2024-05-09"), run="later", at=AT)
    assert len(list_claims(ledger)) == 3
    assert sum(ledger.file_claims()) == 1
    assert len(list_claims(ledger)) == 4


def test_another_reading_takes_the_place_of_the_claims_of_the_one_before(ledger):
    held = read(LIMIT)
    ledger.add(msgspec.structs.replace(held, version="later", figures=()), run="later", at=AT)
    assert list_claims(ledger, desk="treaty") == [("new-start", "wrong_number")]
    ledger.add(msgspec.structs.replace(held, version="latest", on_topic=False), run="latest", at=AT)
    assert list_claims(ledger, desk="treaty") == [("new-start", "wrong_number")]


def test_copies_count_once(ledger):
    rest = " ".join(f"وقالت وزارة الخارجية الروسية إن البند رقم {at} قائم منذ توقيعها." for at in range(9))
    long = f"وقال الوزير إن معاهدة نيو ستارت تلزم كل طرف بنشر ما لا يزيد على 1550 رأسا نوويا. {rest}"
    for at in range(2):
        ledger.add(read(f"{long}\n{'هذا كل شيء.' * at}", "2024-06-01"), run=f"copies {at}", at=AT)
    assert len(ledger.claims(ClaimFilter(since=date(2024, 6, 1), desk="treaty"))) == 1
    (count,) = ledger.count_claims(ClaimFilter(since=date(2024, 6, 1), desk="treaty"))
    assert count.count == 1


def test_a_reader_can_ask_where_nothing_is_filed(fresh):
    Ledger.open(fresh / "l").close()
    with Ledger.open(fresh / "l", readonly=True) as reader:
        assert reader.claims(ClaimFilter()) == ()
        assert reader.count_claims(ClaimFilter()) == ()


def test_places_are_counted_by_what_is_asked_for(ledger):
    list(ledger.reconcile())
    (place,) = ledger.count_places(EpisodeFilter())
    assert (place.place, place.count) == ("Belarus", 1)
    assert (place.last, place.until) == (date(2024, 3, 3), date(2024, 3, 3))
    assert ledger.count_places(EpisodeFilter(since=date(2024, 3, 4))) == ()
    assert len(tuple(ledger.episodes(EpisodeFilter(places=("Belarus",))))) == 1
    assert tuple(ledger.episodes(EpisodeFilter(places=("Minsk",)))) == ()


def test_the_last_episode_of_a_place_has_its_days_as_closely_as_they_are_known(fresh):
    rows = [("e1", "Natanz", "2023-05-01", "2023-05-01"), ("e2", "Natanz", "2024-01-01", "2024-12-31"),
            ("e3", "Minsk", "2024-01-01", "2024-12-31"), ("e4", "Minsk", "2024-01-01", "2024-01-01"),
            ("e5", "Paris", None, None)]  # fmt: skip
    with Ledger.open(fresh / "placed") as ledger:
        for row in rows:
            ledger._db.execute(
                "INSERT INTO episode (id, type, status, background, tellings, sources, json, place, since, until)"
                " VALUES (?, 'test', 'claimed', 0, 0, 0, '{}', ?, ?, ?)",
                row,
            )
        found = {one.place: (one.last, one.until) for one in ledger.count_places(EpisodeFilter())}
        (early,) = ledger.count_places(EpisodeFilter(places=("Natanz",), until=date(2023, 12, 31)))
    year = date(2024, 1, 1), date(2024, 12, 31)
    assert found == {"Natanz": year, "Minsk": (year[0], year[0]), "Paris": (None, None)}
    assert (early.count, early.until) == (1, date(2023, 5, 1))


def test_episodes_of_an_older_ledger_get_their_places(fresh, monkeypatch):
    path, older = fresh.bare("older"), migrate.load_migrations()[:5]
    with monkeypatch.context() as patch:
        for module in ("migrate", "connection"):
            patch.setattr(f"marsad.ledger.{module}.load_migrations", lambda: older)
        with Ledger.open(path) as ledger:
            ledger._db.execute(
                "INSERT INTO episode (id, type, status, background, tellings, sources, json)"
                " VALUES ('e1', 'test', 'claimed', 0, 0, 0, '{\"place\":\"Natanz\"}'),"
                " ('e2', 'test', 'claimed', 0, 0, 0, '{}')"
            )
    with Ledger.open(path) as ledger:
        assert [one.place for one in ledger.count_places(EpisodeFilter())] == ["Natanz"]


def test_articles_and_statements_are_given_many_at_once(ledger):
    heads = list(ledger.articles())
    articles = ledger.articles_of([head.id for head in heads] + ["a0"])
    assert articles == {head.id: ledger.article(head.id) for head in heads}
    said = ledger.statements_of([head.id for head in heads])
    assert list(said) == [entry.record for entry in ledger.entries("statement")]
