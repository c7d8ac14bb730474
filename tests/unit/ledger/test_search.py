import pytest

from marsad.ledger import Ledger, LedgerError

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
