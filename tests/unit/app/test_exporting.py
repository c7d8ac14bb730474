"""`marsad export`: filters, folders, what stands beside a file, and what is refused."""

import csv
import json
import os
import re

import pytest

from marsad.app import exporting
from marsad.app.citing import write_citation
from marsad.app.settings import Format
from marsad.exporters import load_exporters
from marsad.ledger import Ledger, Making, Run
from marsad.measure.levels import find_level


def test_every_form_is_offered():
    assert [form.value for form in Format] == [exporter.name for exporter in load_exporters()]


@pytest.mark.parametrize(("options", "count"), [
    ([], 6),
    (["--type", "warning"], 1),
    (["--actor", "nrd"], 2),
    (["--target", "SUD"], 1),
    (["--modality", "actual"], 1),
    (["--since", "2031-03-03"], 1),
    (["--until", "2031-03-03"], 1),
    (["--since", "2032"], 0),
    (["--no-copies", "--no-earlier"], 6),
    (["--layer", "signal", "--type", "warning"], 1),
    (["--party", "sud"], 1),
    (["--outlet", "صحيفة المرسى"], 2),
    (["--outlet", "أخرى"], 0),
    (["--layer", "figure", "--no-copies"], 1),
])  # fmt: skip
def test_filters(run, ledger, options, count):
    shown = run("export", *options)
    assert shown.exit_code == 0
    assert len(shown.stdout.splitlines()) == count


def test_levels_and_statuses(run, ledger):
    with Ledger.open(ledger) as opened:
        list(opened.reconcile())
        levels = {row["record"]["id"]: find_level(opened.tellings_of([row["record"]["id"]])[row["record"]["id"]][0])
                  for row in export_rows(run, "--layer", "signal")}  # fmt: skip
    assert [level.value for level in levels.values()] == [3, 3]
    for least in range(10):
        reached = {name for name, level in levels.items() if level.value >= least}
        assert {row["record"]["id"] for row in export_rows(run, "--level", str(least))} == reached
    assert export_rows(run, "--level=-1") == []
    assert len(export_rows(run, "--status", "claimed", "--level", "3")) == 2
    assert export_rows(run, "--status", "cancelled") == []
    assert run("export", "--level", "10").exit_code == 2


def export_rows(run, *options):
    shown = run("export", *options)
    assert shown.exit_code == 0, shown.output
    return [json.loads(line) for line in shown.stdout.splitlines()]


def test_filters_choose_signals_only(run, ledger):
    failed = run("export", "--layer", "figure", "--type", "threat")
    assert failed.exit_code == 2
    assert failed.stderr == ("marsad: --since, --type and the like choose signals; leave them out, or --layer figure\n")


def test_a_folder_is_made_and_takes_files_of_many_forms(run, ledger, tmp_path):
    for form in ("jsonl", "csv", "plover", "cameo", "webannotation", "ftm", "ical", "graphml"):
        assert run("export", "--format", form, "--out", "new/data/").exit_code == 0
    names = {path.name for path in (tmp_path / "new" / "data").iterdir()}
    assert {"signals.csv", "signals.dictionary.csv", "signals.citation.cff"} <= names
    assert {"records.jsonl", "calendar.ics", "network.graphml", "plover.jsonl", "cameo.tsv"} <= names
    assert len(names) == 3 * 8


def test_bare_writes_the_file_alone(run, ledger, tmp_path):
    run("export", "--format", "csv", "--out", "signals.csv", "--bare")
    assert [path.name for path in tmp_path.iterdir() if "signals" in path.name] == ["signals.csv"]


def test_what_is_passed_over_is_told(run, ledger):
    shown = run("export", "--format", "ical", "--out", "calendar.ics")
    assert shown.stderr == (
        "marsad: 0 records written to calendar.ics\nmarsad: 2 records passed over, for which ical has no place\n"
    )


def test_the_dictionary_tells_of_every_column(run, ledger, tmp_path):
    run("export", "--format", "csv", "--out", "signals.csv")
    rows = list(csv.DictReader((tmp_path / "signals.dictionary.csv").read_text("utf-8-sig").splitlines()))
    heads = next(csv.reader((tmp_path / "signals.csv").read_text("utf-8-sig").splitlines()))
    assert [row["name"] for row in rows] == heads


KEYS = {
    "cff-version", "message", "type", "title", "version", "abstract", "date-released", "keywords", "authors",
    "references",
}  # fmt: skip


def test_the_citation_says_how_the_file_came_about(run, ledger, tmp_path):
    run("export", "--format", "csv", "--out", "signals.csv", "--type", "warning", "--no-copies", "--party", "NRD")
    text = (tmp_path / "signals.citation.cff").read_text("utf-8")
    assert set(re.findall(r"^([a-z-]+):", text, re.MULTILINE)) == KEYS
    abstract = json.loads(re.search(r"^abstract: (.*)$", text, re.MULTILINE)[1])
    assert abstract.startswith("1 record of a ledger of 1 article with ")
    for words in (
        "type warning",
        "party NRD",
        "no copies",
        "Coders: made 1",
        "Codebook: 2",
        "r1 (2031-03-05",
        "third parties'",
    ):
        assert words in abstract


TEXT = {"type": "string", "minLength": 1}
ENTITY = {"type": "object", "required": ["name"], "properties": {"name": TEXT}}
# What version 1.2.0 of the format wants of what we write, in our words.
CITATION = {
    "type": "object",
    "required": ["authors", "cff-version", "message", "title"],
    "additionalProperties": False,
    "properties": {
        "cff-version": {"const": "1.2.0"},
        "type": {"enum": ["dataset", "software"]},
        "authors": {"type": "array", "minItems": 1, "items": ENTITY},
        "keywords": {"type": "array", "minItems": 1, "items": TEXT},
        "date-released": {"type": "string", "pattern": r"^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$"},
        "references": {
            "type": "array",
            "minItems": 1,
            "items": {
                "type": "object",
                "required": ["authors", "title", "type"],
                "properties": {"type": {"const": "software"}, "license": {"const": "Apache-2.0"}},
            },
        },
    }
    | dict.fromkeys(("message", "title", "version", "abstract"), TEXT),
}


@pytest.mark.parametrize("form", [form.value for form in Format if form is not Format.PARQUET])
def test_the_citation_is_as_its_format_wants_it(run, ledger, tmp_path, form):
    yaml, jsonschema = pytest.importorskip("yaml"), pytest.importorskip("jsonschema")
    run("export", "--format", form, "--out", "data/")
    (citation,) = (tmp_path / "data").glob("*.cff")
    told = yaml.load(citation.read_text("utf-8"), yaml.BaseLoader)  # which leaves days as they are written
    jsonschema.validate(told, CITATION)


def test_many_runs_are_named_by_the_first_and_the_last(ledger):
    with Ledger.open(ledger) as opened:
        counts = opened.counts()
    runs = tuple(Run(name=f"r{n:02}", at=f"2031-03-05T00:00:{n:02}") for n in range(30))
    text = write_citation("x", 1, Making(runs=runs, coders=(), codebooks=()), counts, []).decode()
    assert "30, from r00 (2031-03-05T00:00:00) to r29 (2031-03-05T00:00:29)" in text
    assert 'date-released: "2031-03-05"' in text


def test_the_same_export_twice_is_the_same_files(run, ledger, tmp_path):
    def write(folder):
        run("export", "--format", "graphml", "--out", f"{folder}/")
        return {path.name: path.read_bytes() for path in (tmp_path / folder).iterdir()}

    assert write("one") == write("two")


def test_a_device_or_pipe_is_written_to_and_never_replaced(run, ledger, tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reading = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        assert run("export", "--layer", "figure", "--out", pipe).exit_code == 0
        assert json.loads(os.read(reading, 65_536))["layer"] == "figure"
    finally:
        os.close(reading)
    assert pipe.is_fifo()
    assert [path.name for path in tmp_path.iterdir() if "marsad" not in path.name] == ["pipe"]


def test_a_failure_in_the_midst_leaves_everything_as_it_was(run, ledger, tmp_path, monkeypatch):
    for name in ("signals.csv", "signals.dictionary.csv", "signals.citation.cff"):
        (tmp_path / name).write_text("old")

    def fail(*words):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(exporting, "write_citation", fail)
    assert run("export", "--format", "csv", "--out", "signals.csv").exit_code == 2
    kept = {path.name: path.read_text() for path in tmp_path.iterdir() if "signals" in path.name}
    assert kept == dict.fromkeys(("signals.csv", "signals.dictionary.csv", "signals.citation.cff"), "old")
