"""Review: the least sure first, one word a record and person, appended, kept over new readings, given out as gold."""

import json
import re

import msgspec
import pytest
from starlette.testclient import TestClient
from typer.testing import CliRunner

from marsad.app.cli import app
from marsad.app.review_truth import judge_signals, load_told, make_told
from marsad.app.web.pages.review import read_changes
from marsad.app.web.reviewing import count_all, count_precision, find_agreement
from marsad.app.web.visits import AskError
from marsad.ledger import Ledger, LedgerError, Review, ReviewVerdict
from marsad.model import Capture, Signal, SignalType, make_record_id

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
        (pair,) = find_agreement(load_told(ledger, ledger.reviews()))
    assert (pair.one, pair.other, pair.both, pair.alike) == ("admin", "reviewer", 6, 5)
    assert pair.kappa == pytest.approx(2 / 3)
    assert "0.67" in guarded.get("/en/reviews").text


def tell(signal, verdict, number=0, by="one", **changes):
    review = Review(record=signal.id, revision=1, verdict=verdict, by=by, at="2031", changes=changes, number=number)
    return make_told(review, signal)


def test_precision_counts_the_last_word_and_what_makes_a_record_right(path):
    signals = [entry.record for entry in list_signals(path) if entry.record.type.value == "warning"]
    first, second, third = signals
    told = [
        tell(first, ReviewVerdict.REJECT),
        tell(first, ReviewVerdict.ACCEPT, 1, "two"),
        tell(second, ReviewVerdict.CORRECT, 2, place="x"),
        tell(third, ReviewVerdict.CORRECT, 3, type="threat"),
    ]
    outcomes = judge_signals(signals, told)
    (one,) = count_precision({signal.id: (signal, outcomes[signal.id]) for signal in signals})
    assert (one.type, one.reviewed, one.right, one.whole) == ("warning", 3, 2, 1)
    assert one.share == pytest.approx(2 / 3)
    assert (one.low, one.high) == (pytest.approx(0.2077, abs=1e-4), pytest.approx(0.9385, abs=1e-4))
    assert count_all([one, one]).reviewed == 6
    assert count_all([]) is None


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


def list_log(path):
    with Ledger.open(path, readonly=True) as ledger:
        return ledger.review_log()


def undo(browser, number):
    csrf = find_csrf(browser.get("/en/review"))
    return browser.post("/en/review", data={"csrf": csrf, "undo": number}, follow_redirects=False)


def test_a_review_is_taken_back_and_stays_in_the_log(browse, path):
    entry = list_signals(path)[0]
    gone = send(browse, entry, "reject").headers["location"]
    assert gone == "/en/review?done=1"
    assert 'data-key="u"' in browse.get(gone).text
    answer = undo(browse, 1)
    assert answer.headers["location"] == f"/en/review?record={entry.record.id}"
    assert 'data-key="u"' not in browse.get(gone).text
    (logged,) = list_log(path)
    assert (logged.review.verdict, logged.undone_by, logged.undone_at) == (
        ReviewVerdict.REJECT, "local", "2031-03-05T12:00:00+00:00",
    )  # fmt: skip
    with Ledger.open(path, readonly=True) as ledger:
        assert ledger.reviews() == ()
        assert ledger.reviews_of([entry.record.id]) == {}
        assert entry.record.id in {one.record.id for one in ledger.review_queue("local")}
        assert ledger.check() == ()
    assert undo(browse, 1).status_code == 409
    assert send(browse, entry).headers["location"] == "/en/review?done=2"


@pytest.mark.parametrize("number", ["", "0", "-1", "x", "1 OR 1=1", "9" * 40, "٣", "99"])
def test_what_cannot_be_taken_back(browse, path, number):
    send(browse, list_signals(path)[0])
    assert undo(browse, number).status_code == 409
    assert len(list_log(path)) == 1


def test_only_one_s_own_reviews_are_taken_back(guarded, path):
    other = TestClient(guarded.app, base_url="https://observatory.example", follow_redirects=False)
    log_in(guarded, "reviewer")
    log_in(other, "admin")
    send(guarded, list_signals(path)[0], "reject")
    assert undo(other, 1).status_code == 409
    assert 'name="undo"' not in other.get("/en/reviews").text
    assert 'name="undo" value="1"' in guarded.get("/en/reviews").text
    assert undo(guarded, 1).status_code == 303


def test_what_was_taken_back_is_not_changed(path):
    entry = list_signals(path)[0]
    review = Review(record=entry.record.id, revision=entry.revision, verdict=ReviewVerdict.ACCEPT, by="one", at="1")
    with Ledger.open(path) as ledger:
        number = ledger.append_review(review)
        assert ledger.undo_review(number, "two", "2") is None
        assert ledger.undo_review(number, "one", "2").record == review.record
        assert ledger.undo_review(number, "one", "3") is None
        for change in ("UPDATE review_undone SET by = 'x'", "DELETE FROM review_undone"):
            with pytest.raises(Exception, match="only ever added"):
                ledger._db.execute(change)


def test_enter_in_a_field_corrects_and_never_accepts(browse):
    form = browse.get("/en/review").text
    form = form[form.index('class="review"') :]
    assert re.search(r'<button name="verdict" value="(\w+)"', form)[1] == "correct"


def change_signals(reading, change):
    """Return a reading as a newer coder gives it: of some words other records."""
    return msgspec.structs.replace(reading, version="9", signals=tuple(map(change, reading.signals)))


def retype(kind):
    def change(signal):
        id_ = make_record_id("signal", signal.article, kind.value, signal.span.quote, 0)
        return msgspec.structs.replace(signal, id=id_, type=kind)

    return change


def read_again(path, page, change):
    with Ledger.open(path) as ledger:
        ledger.add(change_signals(page, change), run="later", at="2031-04-01T00:00:00+00:00")


def get_precision(path):
    shown = json.loads(run("reviews", "show", "--ledger", path, "--json").stdout)
    return {one["type"]: (one["reviewed"], one["right"], one["whole"]) for one in shown["precision"]}


def get_gold(path):
    lines = run("reviews", "export", "--ledger", path).stdout.splitlines()
    kept = ("type", "actors", "targets", "modality", "date", "place", "text", "start", "end")
    return [[{name: signal[name] for name in kept} for signal in json.loads(line)["signals"]] for line in lines]


@pytest.fixture
def reviewed(browse, path):
    """Review the two signals of the first page: the warning is a threat, the deployment is right."""
    page = make_pages()[0]
    for entry in list_signals(path):
        if entry.article.id == page.article.id:
            fields = {"type": "threat"} if entry.record.type is SignalType.WARNING else {}
            assert send(browse, entry, "correct" if fields else "accept", **fields).is_redirect
    return page


def test_a_correction_holds_for_a_newer_coder_that_reads_it_so(browse, path, reviewed):
    gold = get_gold(path)
    assert [signal["type"] for signal in gold[0]] == ["threat", "deployment"]
    assert get_precision(path) == {"deployment": (1, 1, 1), "warning": (1, 0, 0)}
    as_corrected = {SignalType.WARNING: retype(SignalType.THREAT)}
    read_again(path, reviewed, lambda signal: as_corrected.get(signal.type, lambda one: one)(signal))
    assert get_precision(path) == {"deployment": (1, 1, 1), "threat": (1, 1, 1)}
    assert get_gold(path) == gold
    assert len({one for one in list_queue(browse) if one in reviewed.article.id}) == 0


def list_queue(browser):
    return re.findall(r'name="record" value="([^"]+)"', browser.get("/en/review").text)


def test_what_a_newer_coder_reads_anew_is_reviewed_anew(browse, path, reviewed):
    read_again(path, reviewed, retype(SignalType.WITHDRAWAL))
    assert get_precision(path) == {}
    assert get_gold(path) == []  # until the new records are reviewed, too
    fresh = [entry for entry in list_signals(path) if entry.article.id == reviewed.article.id]
    assert {entry.record.type for entry in fresh} == {SignalType.WITHDRAWAL}
    for entry in fresh:
        send(browse, entry, "reject")
    assert [signal["type"] for signal in get_gold(path)[0]] == ["threat", "deployment"]
    assert get_precision(path) == {"withdrawal": (2, 0, 0)}


def test_gold_keeps_what_a_newer_coder_misses(path, reviewed):
    gold = get_gold(path)
    with Ledger.open(path) as ledger:
        bare = msgspec.structs.replace(reviewed, version="9", signals=())
        ledger.add(bare, run="later", at="2031-04-01T00:00:00+00:00")
    assert get_gold(path) == gold
    assert get_precision(path) == {}


def test_other_actors_on_the_same_words_are_held_against_the_correction(browse, path):
    page = make_pages()[0]
    entry = next(one for one in list_signals(path) if one.record.type is SignalType.WARNING)
    page = next(each for each in make_pages() if each.article.id == entry.article.id)
    send(browse, entry, "correct", actors="usa")
    assert get_precision(path) == {"warning": (1, 0, 0)}
    read_again(path, page, lambda signal: msgspec.structs.replace(signal, actors=("USA",)))
    assert get_precision(path) == {"warning": (1, 1, 1)}


def test_a_rejected_record_that_comes_back_cut_otherwise_is_wrong_still(path):
    with Ledger.open(path, readonly=True) as ledger:
        signal = next(ledger.entries("signal")).record
    rejected = tell(signal, ReviewVerdict.REJECT, 1)
    span = signal.span
    shorter = msgspec.structs.replace(span, end=span.end - 1, quote=span.quote[:-1])
    again = msgspec.structs.replace(signal, id="si1", span=shorter)
    assert judge_signals([again], [rejected])["si1"].right is False
    elsewhere = msgspec.structs.replace(span, start=span.end, end=span.end + 5, quote="x" * 5)
    assert judge_signals([msgspec.structs.replace(again, span=elsewhere)], [rejected]) == {}
    other = msgspec.structs.replace(again, type=SignalType.WITHDRAWAL)
    assert judge_signals([other], [rejected]) == {}


def test_the_log_is_for_admins(guarded, path):
    log_in(guarded, "reviewer")
    send(guarded, list_signals(path)[0], "correct", type="threat", actors="usa")
    assert guarded.get("/en/audit").status_code == 403
    assert "/en/audit" not in guarded.get("/en/review").text
    log_in(guarded, "admin")
    send(guarded, list_signals(path)[1], "reject")
    undo(guarded, 2)
    shown = guarded.get("/en/audit").text
    assert "/en/audit" in guarded.get("/en/review").text
    rows = re.findall(r"<tr><th scope=\"row\">(\d+)</th>.*?</tr>", shown, re.DOTALL)
    assert rows == ["2", "1"]
    assert "warning" in shown
    assert "threat" in shown
    assert "2031-03-05 12:00" in shown
    only = guarded.get("/en/audit?by=reviewer").text
    assert re.findall(r"<tr><th scope=\"row\">(\d+)</th>", only) == ["1"]
    assert guarded.get("/ar/audit?by=nobody").status_code == 200
    assert guarded.get("/ar/audit?page=2").status_code == 200
