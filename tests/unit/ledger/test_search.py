from datetime import date

import pytest

from marsad.ledger import Ledger, LedgerError, SearchFilter, Stamp, migrate
from marsad.model import Basis, When

from .made import AT, BODY, TITLE, make_article, make_reading, make_signal


@pytest.fixture
def ledger(fresh):
    with Ledger.open(fresh / "ledger.db") as opened:
        opened.add(make_reading(), run="first", at=AT)
        yield opened


def find(ledger, query):
    return {hit.text for hit in ledger.search(query)}


@pytest.mark.parametrize(
    ("query", "sentences"),
    [
        ("المسؤولين", [BODY[1]]),
        ("المسئولين", []),  # another word in spelling: waw and ya are not one
        ("الْمَسْؤُولِين", [BODY[1]]),
        ("مسؤولين", [BODY[1]]),
        ("وزير", [TITLE, BODY[0]]),
        ("الوزير", [TITLE, BODY[0]]),
        ("النووي", [TITLE, BODY[0], BODY[1], BODY[2]]),
        ("بالنووية", [TITLE, BODY[0], BODY[1], BODY[2]]),
        ("بلاد", [BODY[0]]),
        ("قنابل", [BODY[2]]),
        ("قنابلهم", [BODY[2]]),
        ("هيئة", [BODY[2]]),
        ("هيئه", [BODY[2]]),
        ("يبحثون", [BODY[1]]),
        ("٤٠", [BODY[0]]),
        ("سالم المروري", [TITLE, BODY[0]]),
        ("المروري وزير", [TITLE, BODY[0]]),
        ('"المروري وزير"', []),
        ("«وزير الدفاع»", [BODY[0]]),
        ('"لن تنقل', [BODY[0]]),
        ("الطقس", []),  # furniture
        ("غواصة", []),
    ],
)
def test_spelling_clitics_and_phrases(ledger, query, sentences):
    assert find(ledger, query) == set(sentences)


COMMANDS = ["AND", "نووي OR", "NEAR(a b)", "terms:نووي*", "a-b", "'; --x", "(a", "نووي^2", "x" * 999]


@pytest.mark.parametrize("query", COMMANDS)
def test_no_query_is_a_command(ledger, query):
    assert find(ledger, query) == set()


def test_a_query_without_a_word_or_with_too_many_is_refused(ledger):
    for query, message in (
        ("", "no word"),
        ("«»", "no word"),
        ('"', "no word"),
        ("(*", "no word"),
        ("نووي " * 33, "at most 32"),
    ):
        with pytest.raises(LedgerError, match=message):
            list(ledger.search(query))


def test_a_hit_points_into_the_original_text(ledger):
    (hit,) = ledger.search("التجارب تذكر")
    text = ledger.article(hit.article.id).text
    assert text[hit.start : hit.end] == hit.text == BODY[2]
    assert [text[start:end] for start, end in hit.highlights] == ["التجارب", "تذكر"]
    (title,) = ledger.search("يحذر")
    assert [text[start:end] for start, end in title.highlights] == ["يحذّر"]


def test_a_hit_names_the_records_of_its_sentence(ledger):
    (hit,) = ledger.search("خصوصا")
    assert [ledger.get(record).record.span.quote for record in hit.records] == [BODY[2]]


def test_limit(ledger):
    assert len(list(ledger.search("نووي", limit=2))) == 2
    assert list(ledger.search("نووي", limit=0)) == []


def test_records_outside_the_sentences_are_found_too(fresh):
    article = make_article()
    across = "سيبحثون الملف النووي في 3 مارس 2026، بحسب صحيفة المرفأ.\n\nوطالبت"
    with Ledger.open(fresh / "ledger.db") as ledger:
        signals = [make_signal(article, "الطقس"), make_signal(article, across)]
        ledger.add(make_reading(article, signals=signals), run="1", at=AT)
        assert find(ledger, "الطقس") == {"الطقس"}
        assert find(ledger, '"المرفأ وطالبت"') == {across}


def test_coding_again_replaces_the_passages(fresh):
    article = make_article()
    with Ledger.open(fresh / "ledger.db") as ledger:
        ledger.add(make_reading(article, signals=[make_signal(article, "الطقس")]), run="1", at=AT)
        ledger.add(make_reading(article, version="2", signals=[]), run="2", at=AT)
        assert find(ledger, "الطقس") == set()
        assert len(find(ledger, "نووي")) == 4
        assert ledger.check() == ()


def test_what_is_written_at_once_makes_one_segment_of_the_index(tmp_path):
    articles = [make_article(url=f"https://al-sahil.example/{number}", origin=f"{number}") for number in range(3)]
    with Ledger.open(tmp_path / "ledger.db") as ledger:
        ledger.add_all([(make_reading(article), Stamp("1", AT)) for article in articles])
        assert count_segments(ledger) == 1
        assert len(list(ledger.search("نووي"))) == 4 * len(articles)
        again = [
            (make_reading(article, version=version), Stamp(version, AT)) for version in "23" for article in articles
        ]
        ledger.add_all(again)
        assert len(list(ledger.search("نووي"))) == 4 * len(articles)
        assert ledger.check() == ()


def count_segments(ledger):
    return ledger._db.execute("SELECT count(DISTINCT segid) FROM passage_index_idx").fetchone()[0]


def test_a_ledger_whose_passages_a_trigger_indexed_is_searched_and_added_to(tmp_path, monkeypatch):
    path, older = tmp_path / "ledger.db", migrate.load_migrations()[:14]
    with monkeypatch.context() as patch:
        for module in ("migrate", "connection"):
            patch.setattr(f"marsad.ledger.{module}.load_migrations", lambda: older)
        patch.setattr("marsad.ledger.stores.sqlite.SqliteDatabase.index_passages", lambda *_: None)
        with Ledger.open(path) as ledger:
            ledger.add(make_reading(), run="1", at=AT)
            assert len(find(ledger, "نووي")) == 4
    with Ledger.open(path) as ledger:
        ledger.add(make_reading(version="2"), run="2", at=AT)
        assert len(find(ledger, "نووي")) == 4
        assert ledger.check() == ()


def test_the_index_can_be_made_anew(ledger):
    before = list(ledger.search("نووي"))
    ledger._db.execute("DELETE FROM passage WHERE key > 1")
    ledger._db.execute("UPDATE meta SET analyser = 0")
    assert find(ledger, "هيئة") == set()
    assert ledger.check() == ("search index: made by another version of the analyser; rebuild it",)
    assert ledger.rebuild_index() == 4
    assert ledger.check() == ()
    assert list(ledger.search("نووي")) == before


LOSE = {
    "SqliteDatabase": "INSERT INTO passage_index (passage_index) VALUES ('delete-all')",
    "PostgresDatabase": "UPDATE passage_total SET passages = 0, words = 0",
}


def test_check_sees_an_index_that_lost_its_passages(ledger):
    ledger._db.execute(LOSE[type(ledger._db).__name__])
    assert "holds 0 of 4 passages; rebuild it" in ledger.check()[0]
    ledger.rebuild_index()
    assert ledger.check() == ()


def test_check_sees_words_that_are_not_noted(ledger):
    ledger._db.execute("DELETE FROM word")
    assert "words; rebuild it" in ledger.check()[0]
    assert find(ledger, "نووي") == set()
    ledger.rebuild_index()
    assert ledger.check() == ()
    assert len(find(ledger, "نووي")) == 4


def test_words_as_they_were_asked_for_come_first_then_short_sentences_then_the_last_read(tmp_path):
    bodies = ("قنبلتهم هنا.", "قنبلة في مكان بعيد جدا.", "قنبلة في مكان.", "قنبلة في بلاد.", "هنا كلام آخر.")
    with Ledger.open(tmp_path / "ledger.db") as ledger:
        for at, body in enumerate(bodies):
            article = make_article(body, url=f"https://a.example/{at}")
            ledger.add(make_reading(article, signals=[], statements=()), run="1", at=AT)
        assert [hit.text for hit in ledger.search("قنبلة")] == [bodies[3], bodies[2], bodies[1], bodies[0]]


@pytest.fixture
def several(tmp_path):
    with Ledger.open(tmp_path / "several.db") as opened:
        for at in range(6):
            when = When.day(date(2024 + at // 3, 3, 1), Basis.METADATA)
            article = make_article(url=f"https://a.example/{at}", outlet=f"outlet {at % 3}", published=when)
            signals = [make_signal(article, "وزير الدفاع")] if at % 2 else []
            opened.add(make_reading(article, signals=signals), run="1", at=AT)
        yield opened


def test_a_page_of_sentences_tells_what_all_of_them_stand_under(several):
    whole = several.find(SearchFilter(text="النووي", limit=100))
    assert (whole.total, len(whole.hits), whole.is_cut) == (24, 24, False)
    assert dict(whole.outlets) == {f"outlet {at}": 8 for at in range(3)}
    assert dict(whole.years) == {"2024": 12, "2025": 12}
    pages = [several.find(SearchFilter(text="النووي", limit=5, offset=at)).hits for at in range(0, 24, 5)]
    assert [hit for page in pages for hit in page] == [*whole.hits] == [*several.search("النووي", limit=100)]


NARROWED = [
    ({"outlet": "outlet 1"}, 8),
    ({"year": "2024"}, 12),
    ({"outlet": "outlet 1", "year": "2025"}, 4),
    ({"outlet": "x"}, 0),
]


@pytest.mark.parametrize(("fields", "number"), NARROWED)
def test_a_search_is_narrowed(several, fields, number):
    found = several.find(SearchFilter(text="النووي", limit=100, **fields))
    assert found.total == len(found.hits) == number
    assert all(hit.article.outlet == fields.get("outlet", hit.article.outlet) for hit in found.hits)


def test_a_search_is_narrowed_by_the_types_of_signals_in_the_sentence(several):
    ((kind, number),) = several.find(SearchFilter(text="الدفاع")).types
    narrowed = several.find(SearchFilter(text="الدفاع", type=kind))
    assert number == narrowed.total == 3
    assert all(hit.records for hit in narrowed.hits)


def test_only_the_sentences_read_last_are_looked_at(several, monkeypatch):
    monkeypatch.setattr("marsad.ledger.search.LOOKED_AT", 4)
    found = several.find(SearchFilter(text="النووي", limit=100))
    assert (found.total, found.is_cut) == (4, True)
    assert {hit.article.url for hit in found.hits} == {"https://a.example/5"}


def test_a_phrase_is_looked_for_among_more_sentences_than_are_shown(several, monkeypatch):
    monkeypatch.setattr("marsad.ledger.search.LOOKED_AT", 2)
    found = several.find(SearchFilter(text='"وزير الدفاع"'))
    assert found.total == 2
    assert all("وزير الدفاع" in hit.text for hit in found.hits)
    assert several.find(SearchFilter(text='"الدفاع وزير"')).total == 0
