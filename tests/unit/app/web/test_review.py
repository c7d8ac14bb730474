"""Review: the least sure first, one word a record and person, appended, kept over new readings, given out as gold."""

import json

import msgspec
import pytest
from starlette.testclient import TestClient
from typer.testing import CliRunner

from marsad.app.cli import app
from marsad.app.web.pages.review import read_changes
from marsad.app.web.reviewing import count_precision, find_agreement
from marsad.app.web.visits import AskError
from marsad.ledger import Ledger, LedgerError, Review, ReviewVerdict
from marsad.model import Capture, Signal

from ..made import make_reading
from .conftest import find_csrf, log_in
from .made import HARM, make_pages


def list_signals(path):
    with Ledger.open(path, readonly=True) as ledger:
        return list(ledger.entries("signal"))


def send(browser, entry, verdict="accept", **fields):
    signal = entry.record
    form = {
        "csrf": find_csrf(browser.get("/en/review", params={"record": signal.id})),
        "record": signal.id,
        "revision": entry.revision,
        "verdict": verdict,
        "type": signal.type.value,
        "modality": signal.modality.value,
        "actors": " ".join(signal.actors),
        "targets": " ".join(signal.targets),
        "date": signal.date.iso() if signal.date else "",
        "place": signal.place or "",
    }
    return browser.post("/en/review", data=form | fields, follow_redirects=False)


def test_the_queue_gets_shorter_until_nothing_is_left(browse, path):
    entries = list_signals(path)
    assert len(entries) == 6
    for entry in entries:
        assert send(browse, entry).status_code == 303
    assert "Nothing is left" in browse.get("/en/review").text
    with Ledger.open(path, readonly=True) as ledger:
        reviews = ledger.reviews()
    assert {(one.by, one.at, one.verdict.value) for one in reviews} == {
        ("local", "2031-03-05T12:00:00+00:00", "accept")
    }
    assert "1.00" in browse.get("/en/reviews").text


def test_skipping_goes_on_without_a_word(browse, path):
    first = browse.get("/en/review").text
    second = browse.get("/en/review?skip=1").text
    assert first != second
    assert "Nothing is left" in browse.get("/en/review?skip=6").text
    assert "Nothing is left" in browse.get("/en/review?disputed=1").text


def test_a_correction_keeps_what_was_changed(browse, path):
    entry = list_signals(path)[0]
    answer = send(browse, entry, "correct", type="threat", actors="nrd, nato", date="2031-03")
    assert answer.status_code == 303
    with Ledger.open(path, readonly=True) as ledger:
        (review,) = ledger.reviews_of([entry.record.id])[entry.record.id]
        assert ledger.get(entry.record.id) == entry
    assert review.changes == {"type": "threat", "actors": ["NRD", "NATO"], "date": "2031-03"}
    assert "threat" in browse.get("/en/review", params={"record": entry.record.id}).text


@pytest.mark.parametrize(
    ("fields", "status"),
    [({}, 400), ({"type": "nothing"}, 400), ({"actors": "a'b"}, 400), ({"date": "soon"}, 400),
     ({"revision": "9999"}, 409), ({"verdict": "maybe"}, 409), ({"record": "si0"}, 404)],
)  # fmt: skip
def test_senseless_corrections_are_refused(browse, path, fields, status):
    entry = list_signals(path)[0]
    assert send(browse, entry, fields.pop("verdict", "correct"), **fields).status_code == status
    with Ledger.open(path, readonly=True) as ledger:
        assert ledger.reviews() == ()


def test_only_signals_are_corrected(path):
    with Ledger.open(path, readonly=True) as ledger:
        figure = next(ledger.entries("figure")).record
    with pytest.raises(AskError):
        read_changes(figure, {})


def test_reviews_are_signed_by_who_logged_in(guarded, path):
    log_in(guarded, "reviewer")
    assert send(guarded, list_signals(path)[0], "reject").status_code == 303
    with Ledger.open(path, readonly=True) as ledger:
        assert [one.by for one in ledger.reviews()] == ["reviewer"]


def test_two_reviewers_are_compared(guarded, path):
    entries = list_signals(path)
    other = TestClient(guarded.app, base_url="https://observatory.example", follow_redirects=False)
    log_in(guarded, "reviewer")
    log_in(other, "admin")
    for at, entry in enumerate(entries):
        send(guarded, entry, "accept" if at % 2 else "reject")
        send(other, entry, "accept" if at % 2 or not at else "reject")
    with Ledger.open(path, readonly=True) as ledger:
        (pair,) = find_agreement(ledger.reviews())
    assert (pair.one, pair.other, pair.both, pair.alike) == ("admin", "reviewer", 6, 5)
    assert pair.kappa == pytest.approx(2 / 3)
    assert "0.67" in guarded.get("/en/reviews").text


def make_review(signal, verdict, at=0, by="one", **changes):
    return Review(record=signal.id, revision=1, verdict=verdict, by=by, at=str(at), changes=changes)


def test_precision_counts_the_last_word_and_what_makes_a_record_right(path):
    signals = [entry.record for entry in list_signals(path) if entry.record.type.value == "warning"]
    first, second, third = signals
    reviews = [
        make_review(first, ReviewVerdict.REJECT),
        make_review(first, ReviewVerdict.ACCEPT, 1, "two"),
        make_review(second, ReviewVerdict.CORRECT, place="x"),
        make_review(third, ReviewVerdict.CORRECT, type="threat"),
    ]
    (one,) = count_precision(reviews, {signal.id: signal for signal in signals})
    assert (one.type, one.reviewed, one.right, one.whole) == ("warning", 3, 2, 1)
    assert one.share == pytest.approx(2 / 3)


def test_reviews_are_only_ever_added(path):
    entry = list_signals(path)[0]
    review = Review(record=entry.record.id, revision=entry.revision, verdict=ReviewVerdict.ACCEPT, by="one", at="1")
    with Ledger.open(path) as ledger:
        ledger.append_review(review)
        with pytest.raises(LedgerError, match="has no revision"):
            ledger.append_review(msgspec.structs.replace(review, record="si0"))
        for change in ("UPDATE review SET by = 'x'", "DELETE FROM review"):
            with pytest.raises(Exception, match="only ever added"):
                ledger._db.execute(change)
        assert ledger.check() == ()


def test_reviews_outlive_a_new_reading(browse, path):
    first = next(page for page in make_pages() if page.article.outlet != HARM)
    entry = next(each for each in list_signals(path) if each.article.id == first.article.id)
    send(browse, entry)
    article = first.article
    again = make_reading(Capture(origin=article.origin, body=article.text.encode()), version="2")
    with Ledger.open(path) as ledger:
        added = ledger.add(again, run="later", at="2031-04-01T00:00:00+00:00")
        assert added.lost
        assert [one.record for one in ledger.reviews()] == [entry.record.id]
        assert ledger.check() == ()


def run(*words):
    return CliRunner().invoke(app, [str(word) for word in words], prog_name="marsad")


def test_reviews_become_gold_that_can_be_scored(browse, path, tmp_path):
    entries = list_signals(path)
    chosen = [entry for entry in entries if entry.article.id == entries[0].article.id]
    assert len(chosen) == 2
    gold, docs = tmp_path / "gold.jsonl", tmp_path / "docs.jsonl"
    send(browse, chosen[0], "correct", type="threat")
    assert run("reviews", "export", "--ledger", path, "--out", gold).exit_code == 0
    assert gold.read_text() == ""
    send(browse, chosen[1], "reject")
    assert run("reviews", "export", "--ledger", path, "--out", gold, "--docs", docs).exit_code == 0
    (line,) = gold.read_text(encoding="utf-8").splitlines()
    made = json.loads(line)
    assert [signal["type"] for signal in made["signals"]] == ["threat"]
    assert len(made["statements"]) == 1
    scored = run("evaluate", docs, gold, "--pred", gold, "--json")
    assert scored.exit_code == 0, scored.output
    layers = json.loads(scored.stdout)["layers"]
    assert layers["signals"]["right"] == 1
    assert {layer["false"] + layer["missed"] for layer in layers.values()} == {0}
    shown = run("reviews", "show", "--ledger", path)
    assert "2 reviews" in shown.stdout
    assert json.loads(run("reviews", "show", "--ledger", path, "--json").stdout)["reviews"] == 2
    assert json.loads(run("reviews", "export", "--ledger", path).stdout) == made
    assert isinstance(chosen[0].record, Signal)
