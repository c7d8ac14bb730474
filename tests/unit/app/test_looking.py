"""timeline, show, search and export on a ledger made by hand."""

import csv
import json
import os
from pathlib import Path

import pytest
from bidi.algorithm import get_display

from marsad.app import exporting
from marsad.app.timeline import parse_day
from marsad.ledger import Ledger

from .made import BODY, TEXT, make_reading


@pytest.fixture
def warning():
    return make_reading().signals[0]


def test_timeline_sets_words_beside_acts_under_their_day(run, ledger):
    shown = run("timeline")
    assert shown.exit_code == 0
    lines = shown.stdout.splitlines()
    assert next(line for line in lines if line.startswith("2031-03-02"))
    assert next(line for line in lines if line.startswith("2031-03-04"))
    assert "warning NRD → SUD conditional" in shown.stdout
    assert "dated by its page" in shown.stdout
    assert [line.split() for line in lines if line.startswith(" 2031-03")] == [
        ["2031-03", "1", "█" * 24, "█" * 24, "1"]
    ]


def test_timeline_of_every_record_gives_its_id(run, ledger):
    shown = run("timeline").stdout
    assert all(signal.id in shown for signal in make_reading().signals)


@pytest.mark.parametrize(("options", "count"), [
    ([], 2),
    (["--type", "warning"], 1),
    (["--type", "warning", "--type", "deployment"], 2),
    (["--actor", "nrd"], 2),
    (["--actor", "SUD"], 0),
    (["--target", "SUD"], 1),
    (["--modality", "actual"], 1),
    (["--since", "2031-03-03"], 1),
    (["--until", "2031-03-03"], 1),
    (["--since", "2031", "--until", "2031-03"], 2),
    (["--limit", "1"], 1),
])  # fmt: skip
def test_timeline_choices(run, ledger, options, count):
    shown = run("timeline", "--json", *options)
    assert shown.exit_code == 0
    rows = [json.loads(line) for line in shown.stdout.splitlines()]
    assert len(rows) == count
    assert all(row["signal"]["span"]["quote"] in TEXT for row in rows)


def test_timeline_tells_what_it_leaves_out(run, ledger):
    assert "… and 1 more signals" in run("timeline", "--limit", "1").stdout
    assert "no signals" in run("timeline", "--since", "2040").stdout


@pytest.mark.parametrize("day", ["soon", "2031-13", "2031-02-30", "2031-1-1-1", "0"])
def test_a_date_that_is_none_is_one_line_of_error(run, ledger, day):
    failed = run("timeline", "--since", day)
    assert failed.exit_code == 2
    assert failed.stderr == f"marsad: --since {day}: not a date; write 2022, 2022-10 or 2022-10-13\n"


def test_months_and_years_are_taken_whole():
    assert (parse_day("2031-02", "x").start.day, parse_day("2031-02", "x").end.day) == (1, 28)


def test_show_gives_the_sentence_in_context_the_chain_and_the_rule(run, ledger, warning):
    shown = run("show", warning.id)
    assert shown.exit_code == 0
    before, sentence, after = shown.stdout.splitlines()[1:4]
    assert before.strip() == "عقدت الحكومة اجتماعا طارئا."
    assert sentence.strip() == warning.span.quote + "."
    assert after.strip().startswith("ونشرت نوردستان")
    assert "Salem al-Wardani (NRD) → Marsa TV → Sahel → صحيفة المرسى" in shown.stdout
    for words in (
        "warning.rule (coder made 1, codebook 2)",
        "cue: a verb",
        "2031-03-02 (relative)",
        "2031-03-04 (metadata)",
    ):
        assert words in shown.stdout


def test_show_takes_the_beginning_of_an_id(run, ledger, warning):
    shown = json.loads(run("show", warning.id[:8], "--json").stdout)
    assert shown["entry"]["record"]["id"] == warning.id
    assert shown["context"]["words"] == warning.span.quote
    assert shown["chain"][0] == "Salem al-Wardani (NRD)"


def test_show_every_kind_of_record(run, ledger):
    reading = make_reading()
    for record in (*reading.signals, *reading.statements, *reading.figures, *reading.dates, *reading.sources):
        shown = run("show", record.id)
        assert shown.exit_code == 0
        assert record.span.quote in shown.stdout


def test_show_who_asserts_an_act_told_without_a_statement(run, ledger):
    deployment = make_reading().signals[1]
    assert "SUD → صحيفة المرسى" in run("show", deployment.id).stdout


def test_show_tells_of_revisions(run, ledger):
    with Ledger.open(ledger) as opened:
        opened.add(make_reading(version="2"), run="r2", at="2031-03-06T00:00:00+00:00")
    lost = make_reading().signals[1]
    assert "superseded in run r2" in run("show", lost.id).stdout


def test_on_a_terminal_without_reordering_the_sentence_is_highlighted_whole(run, ledger, warning):
    shown = run("--bidi", "on", "show", warning.id).stdout
    assert get_display(f"{warning.span.quote}.", base_dir="R") in shown
    assert get_display("هجوم", base_dir="R") in run("--bidi", "on", "search", "هجوم").stdout


def test_on_a_terminal_that_reorders_the_words_themselves_are_highlighted(run, ledger, warning):
    shown = run("--color", "--bidi", "off", "show", warning.id).stdout
    assert f"\x1b[1;4;33m{warning.span.quote}\x1b[0m" in shown


def test_show_an_unknown_id_is_one_line_of_error(run, ledger):
    failed = run("show", "si00")
    assert (failed.exit_code, failed.stdout) == (2, "")
    assert failed.stderr.startswith("marsad: ")
    assert failed.stderr.count("\n") == 1


def test_search_finds_other_spellings_and_names_the_records(run, ledger, warning):
    shown = run("search", "الإجتماع")
    assert "وانتهى الاجتماع مساء" in shown.stdout
    assert warning.id in run("search", "بلادَه").stdout


def test_search_as_json_and_without_a_hit(run, ledger):
    (hit,) = (json.loads(line) for line in run("search", "هجوم", "--json").stdout.splitlines())
    assert TEXT[hit["start"] : hit["end"]] == hit["text"]
    assert run("search", "قرنبيط").stdout == "nothing found\n"
    assert run("search", "قرنبيط", "--json").stdout == ""
    assert run("search", "،").exit_code == 2


def test_export_lines_of_json_to_standard_output(run, ledger):
    shown = run("export")
    rows = [json.loads(line) for line in shown.stdout.splitlines()]
    assert len(rows) == 6
    assert len(run("export", "--layer", "signal").stdout.splitlines()) == 2


def test_export_a_table_replaces_the_file_whole(run, ledger, tmp_path):
    out = tmp_path / "signals.csv"
    out.write_text("old")
    shown = run("export", "--format", "csv", "--out", out)
    assert (shown.exit_code, shown.stdout) == (0, "")
    assert shown.stderr == f"marsad: 2 records written to {out}\n"
    rows = list(csv.DictReader(out.read_text(encoding="utf-8-sig").splitlines()))
    assert {row["type"] for row in rows} == {"warning", "deployment"}
    assert sorted(path.name for path in tmp_path.iterdir() if "signals" in path.name) == [
        "signals.citation.cff",
        "signals.csv",
        "signals.dictionary.csv",
    ]


def test_export_makes_a_new_file_that_others_may_read(run, ledger, tmp_path):
    run("export", "--out", "new.jsonl")
    assert (tmp_path / "new.jsonl").stat().st_mode & 0o777 == 0o666 & ~_umask()
    assert len((tmp_path / "new.jsonl").read_text(encoding="utf-8").splitlines()) == 6


def _umask():
    mask = os.umask(0)
    os.umask(mask)
    return mask


def test_export_that_fails_leaves_the_old_file(run, ledger, tmp_path, monkeypatch):
    out = tmp_path / "signals.jsonl"
    out.write_text("old")

    def fail(descriptor):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(exporting.os, "fsync", fail)
    failed = run("export", "--out", out)
    assert failed.exit_code == 2
    assert failed.stderr.startswith("marsad: no space left on device; free some space")
    assert out.read_text() == "old"
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(".signals")]


def test_export_refuses_what_a_form_cannot_hold(run, ledger):
    failed = run("export", "--format", "csv", "--layer", "date")
    assert failed.exit_code == 2
    assert "csv holds no date records" in failed.stderr


def test_export_into_a_folder_that_is_not_there(run, ledger):
    failed = run("export", "--out", "no/such/file.jsonl")
    assert failed.exit_code == 2
    assert failed.stderr.count("\n") == 1


@pytest.mark.parametrize("words", [["timeline"], ["show", "si1"], ["search", "هجوم"], ["export"]])
def test_without_a_ledger_there_is_one_line_of_error(run, words):
    failed = run(*words)
    assert failed.exit_code == 2
    assert failed.stderr == "marsad: marsad.ledger: no such ledger; read pages first, or name one with --ledger\n"
    assert not Path("marsad.ledger").exists()


def test_a_ledger_of_a_newer_version_is_one_line_of_error(run, ledger):
    import sqlite3

    with sqlite3.connect(ledger) as db:
        db.execute("PRAGMA user_version = 999")
    db.close()
    failed = run("timeline")
    assert failed.exit_code == 2
    assert "newer marsad" in failed.stderr
    assert failed.stderr.count("\n") == 1


def test_a_file_that_is_no_ledger(run, tmp_path):
    (tmp_path / "marsad.ledger").write_text(BODY * 50)
    failed = run("timeline")
    assert failed.exit_code == 2
    assert "not a ledger" in failed.stderr


def test_the_environment_names_the_ledger_and_the_option_goes_first(run, ledger, tmp_path, monkeypatch):
    monkeypatch.setenv("MARSAD_LEDGER", str(tmp_path / "other.ledger"))
    assert "other.ledger" in run("timeline").stderr
    assert run("timeline", "--ledger", ledger).exit_code == 0
