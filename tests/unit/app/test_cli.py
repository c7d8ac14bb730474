"""The command line as such: help, versions, errors, evaluate, explain, lexicon, doctor."""

import json
import os
import subprocess
import sys

import msgspec
import pytest
from rich.text import Text
from typer.main import get_command

from marsad.app import checkup, words
from marsad.app.cli import app
from marsad.app.errors import AppError, explain_error
from marsad.app.settings import choose_ledger
from marsad.ledger import Ledger
from marsad.lexicon import LexiconError
from marsad.text.match import Grammar, Phrase

from .test_reading import FIRST, STORY, make_line

READING = [
    "read",
    "reconcile",
    "code",
    "timeline",
    "show",
    "search",
    "measure",
    "levels",
    "verify",
    "edits",
    "brief",
    "export",
    "evaluate",
    "explain",
    "doctor",
    "watch",
    "disputes",
    "said",
    "talks",
    "posture",
]
DESKS = ["check", "treaty", "exercises"]
COMMANDS = [*READING, *DESKS, "serve", "mcp"]


@pytest.mark.parametrize(
    "command",
    [
        *([name] for name in COMMANDS),
        ["episodes"],
        *(["episodes", name] for name in ("show", "split", "merge", "undo")),
        *(["alerts", name] for name in ("check", "run", "dry-run")),
        *(["tokens", name] for name in ("add", "list", "revoke")),
        ["lexicon", "check"],
        *(["reference", name] for name in ("check", "list")),
        *(["users", name] for name in ("add", "list", "remove")),
        *(["reviews", name] for name in ("export", "show")),
        *(["sources", name] for name in ("check", "add", "import", "export", "status")),
    ],
)
def test_every_command_has_help_with_examples_and_exit_codes(run, command):
    shown = run(*command, "--help")
    assert shown.exit_code == 0
    assert "Examples" in shown.stdout
    assert f"marsad {' '.join(command)}" in shown.stdout
    assert "Exit codes" in shown.stdout


def iterate_helps(command):
    yield command.help or ""
    yield from (parameter.help or "" for parameter in command.params if hasattr(parameter, "help"))
    for one in getattr(command, "commands", {}).values():
        yield from iterate_helps(one)


def test_help_loses_no_words_in_brackets():
    """What stands in brackets is taken for a style, and not shown."""
    assert [text for text in iterate_helps(get_command(app)) if Text.from_markup(text).plain != text] == []


@pytest.mark.parametrize("words", [["timeline"], ["reviews", "show"]])
def test_help_tells_where_the_ledger_is_looked_for(run, words):
    assert "$MARSAD_LEDGER" in run(*words, "--help").stdout


@pytest.mark.parametrize("words", [[], ["--help"], ["-h"]])
def test_help(run, words):
    shown = run(*words)
    assert shown.exit_code == 0
    assert all(name in shown.stdout for name in COMMANDS)


DEAR = {"numpy", "scipy", "lxml", "trafilatura", "msgspec", "rich", "sqlite3", "ahocorasick", "hashlib", "pickle"}


def test_help_loads_neither_lexicons_nor_the_ledger_nor_what_takes_long():
    code = "import sys, marsad.app.cli as c\ntry: c.app(['--help'])\nfinally: print(*sys.modules, file=sys.stderr)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stderr.split()
    ours = [name for name in loaded if name.split(".")[0] == "marsad"]
    assert not [name for name in ours if name.split(".")[1:2] not in ([], ["app"], ["model"])]
    assert len(ours) < 40
    assert not DEAR & set(loaded)


def test_reading_a_page_loads_no_numbers_and_no_second_extractor(tmp_path):
    page = tmp_path / "page.html"
    page.write_text("<h1>حديث</h1>" + "<p>قال المتحدث إن اللقاء كان طويلا، ولم يزد على ذلك شيئا في المساء.</p>" * 6)
    code = "import sys, marsad.app.cli as c\ntry: c.app(sys.argv[1:])\nfinally: print(*sys.modules, file=sys.stderr)"
    command = [sys.executable, "-c", code, "code", str(page)]
    loaded = subprocess.run(command, capture_output=True, text=True, check=False).stderr.split()
    assert "marsad.pipeline" in loaded
    assert not {"numpy", "scipy", "trafilatura", "marsad.ledger"} & set(loaded)


def test_version(run):
    assert run("--version").stdout.startswith("marsad ")


@pytest.mark.parametrize(("words", "says"), [
    (["rea"], "marsad: No such command 'rea'. Did you mean 'read', 'treaty'?; see `marsad --help`\n"),
    (["read"], "marsad: Missing argument 'PATH...'; see `marsad read --help`\n"),
    (["timeline", "--type", "noise"], None),
    (["timeline", "--limit", "0"], None),
    (["export", "--format", "xml"], None),
    (["--bidi", "maybe", "doctor"], None),
    (["read", "x", "--nonsense"], None),
])  # fmt: skip
def test_wrong_usage_is_one_line(run, words, says):
    failed = run(*words)
    assert (failed.exit_code, failed.stdout) == (2, "")
    assert failed.stderr.startswith("marsad: ")
    assert failed.stderr.count("\n") == 1
    assert says in (None, failed.stderr)


def test_a_command_group_alone_shows_its_help(run):
    shown = run("lexicon")
    assert "check" in shown.output
    assert "marsad:" not in shown.stderr


def test_the_unexpected_is_one_line_unless_asked_for(run, ledger, monkeypatch):
    def fail(ledger, wanted):
        raise ZeroDivisionError("nought\nsecond line")

    monkeypatch.setattr(Ledger, "timeline", fail)
    failed = run("timeline")
    assert failed.exit_code == 2
    assert failed.stderr.startswith("marsad: unexpected ZeroDivisionError: nought; run `marsad --debug …`")
    assert failed.stderr.count("\n") == 1
    assert isinstance(run("--debug", "timeline").exception, ZeroDivisionError)


@pytest.mark.parametrize(("error", "code"), [(KeyboardInterrupt(), 130), (BrokenPipeError(), 0)])
def test_being_stopped_is_no_error_of_ours(run, ledger, monkeypatch, error, code):
    def fail(ledger, wanted):
        raise error

    stdout = sys.stdout
    monkeypatch.setattr(Ledger, "timeline", fail)
    try:
        stopped = run("timeline")
    finally:
        sys.stdout = stdout
    assert stopped.exit_code == code
    assert "Traceback" not in stopped.output


@pytest.mark.parametrize(("error", "says"), [
    (AppError("x: y; z"), "x: y; z"),
    (LexiconError("file: row 3: bad"), "file: row 3: bad"),
    (PermissionError(13, "Permission denied", "f"), "permission denied: f; check who may write there"),
    (OSError("odd"), "input/output error; check the path and the disk"),
])  # fmt: skip
def test_errors_in_words(error, says):
    assert explain_error(error, "marsad") == says


def test_completion_is_offered(run, monkeypatch):
    monkeypatch.setattr("shellingham.detect_shell", lambda: ("bash", "/bin/bash"))  # whatever started these tests
    shown = run("--show-completion")
    assert "complete" in shown.output


def test_the_ledgers_place():
    assert choose_ledger("y", {"MARSAD_LEDGER": "x"}) == "y"
    assert choose_ledger(None, {"MARSAD_LEDGER": "x"}) == "x"
    assert choose_ledger(None, {"MARSAD_LEDGER": ""}) == "marsad.ledger"


@pytest.fixture
def gold(tmp_path):
    (tmp_path / "docs.jsonl").write_text(make_line(id="n1") + "\n", encoding="utf-8")
    signal = {"type": "test", "actors": ["CHN"], "targets": [], "modality": "actual", "evidence": FIRST[:30]}
    note = {"id": "n1", "published": None, "signals": [signal], "statements": [], "figures": [], "dates": []}
    (tmp_path / "gold.jsonl").write_text(json.dumps(note, ensure_ascii=False) + "\n", encoding="utf-8")
    return tmp_path


def test_evaluate_codes_and_scores(run, gold):
    shown = run("evaluate", "docs.jsonl", "gold.jsonl")
    assert shown.exit_code == 0
    assert "signals" in shown.stdout
    assert "1 documents scored" in shown.stdout


def test_evaluate_a_file_against_itself(run, gold):
    scores = json.loads(run("evaluate", "docs.jsonl", "gold.jsonl", "--pred", "gold.jsonl", "--json").stdout)
    assert scores["layers"]["signals"] == {
        "right": 1,
        "missed": 0,
        "false": 0,
        "precision": 1.0,
        "recall": 1.0,
        "f1": 1.0,
    }


def test_evaluate_the_agreement_of_two_readers(run, gold):
    words = ["evaluate", "docs.jsonl", "gold.jsonl", "--pred", "gold.jsonl", "--agreement"]
    assert "Cohen's kappa" in run(*words).stdout
    assert json.loads(run(*words, "--json").stdout)["layers"]["signals"]["f1"] == 1.0


def test_evaluate_names_plain_texts_by_their_files(run, gold):
    (gold / "texts").mkdir()
    (gold / "texts" / "n1.txt").write_text(STORY, encoding="utf-8")
    scores = json.loads(run("evaluate", "texts", "gold.jsonl", "--json").stdout)
    assert (scores["documents"], scores["layers"]["signals"]["missed"]) == (1, 0)


@pytest.mark.parametrize("words", [
    ["docs.jsonl", "nowhere.jsonl"],
    ["nowhere.jsonl", "gold.jsonl"],
    ["docs.jsonl", "docs.txt"],
])  # fmt: skip
def test_evaluate_what_cannot_be_scored_is_told(run, gold, words):
    (gold / "docs.txt").write_text("not json\n")
    failed = run("evaluate", *words)
    assert failed.exit_code == 2
    assert all(line.startswith("marsad: ") for line in failed.stderr.splitlines())


def test_explain_tells_rules_cues_and_rejected_readings(run):
    shown = run("explain", STORY)
    assert shown.exit_code == 0
    for part in ("on topic", "test actual CHN", "rule ", "cue ", "date: 2024-09-25 (stated)", FIRST[:20]):
        assert part in shown.stdout


def test_explain_takes_a_file_and_standard_input_and_gives_json(run, tmp_path):
    (tmp_path / "page.txt").write_text(STORY, encoding="utf-8")
    ways = ({"text": "page.txt"}, {"text": "-", "stdin": STORY})
    shown = [run("explain", way.pop("text"), "--json", **way) for way in ways]
    readings = [json.loads(one.stdout) for one in shown]
    assert readings[0]["signals"] == readings[1]["signals"]
    assert readings[0]["signals"][0]["provenance"]["rule"]


def test_explain_what_cannot_be_read(run):
    failed = run("explain", "-", stdin=b"")
    assert (failed.exit_code, failed.stdout) == (1, "")
    assert failed.stderr.startswith("marsad: nothing to explain: ")


def test_the_word_lists_are_in_order(run):
    found = json.loads(run("lexicon", "check", "--json").stdout)
    assert found["problems"] == []
    assert found["patterns"] > 5000
    assert "all fine" in run("lexicon", "check").stdout


def test_rows_that_repeat_themselves_are_told():
    rows = [{"id": "a", "forms": ["x", "y", "x"]}, {"id": "a"}, {}]
    says = [(one.row, one.says) for one in words.check_rows("f", rows)]
    assert says == [("a", "forms holds 'x' 2 times"), ("a", "another row has this id"), ("?", "a row without an id")]


def test_forms_that_stand_for_several_things_are_listed_where_asked(run):
    assert " | " not in run("lexicon", "check").stdout
    lines = run("lexicon", "check", "--shared").stdout.splitlines()
    forms = [line.partition(": ")[0] for line in lines if " | " in line]
    assert forms == sorted(forms)
    assert forms


def test_a_phrase_that_the_scanner_misses_is_told(monkeypatch):
    phrase = Phrase("كلمة لا توجد", Grammar.NOUN, object())
    (problem,) = words.check_phrases([phrase])
    assert "is not found in itself" in problem.says


def test_furniture_rules_are_held_to_their_examples(monkeypatch):
    row = words.load_furniture()[0]
    spoilt = msgspec.structs.replace(row, finds=(STORY,), rejects=row.finds[:1])
    monkeypatch.setattr(words, "load_furniture", lambda: (spoilt,))
    assert [one.says.split(" '")[0] for one in words.check_furniture()] == ["does not find", "does not reject"]


def test_a_broken_word_list_is_told_and_the_others_are_checked(run, monkeypatch):
    load = words.load_raw

    def fail(package, file):
        if file == "cues.toml":
            raise LexiconError("cues.toml: line 3")
        return load(package, file)

    monkeypatch.setattr(words, "load_raw", fail)
    shown = run("lexicon", "check")
    assert shown.exit_code == 1
    assert "problem: " in shown.stdout
    assert "cues.toml: line 3" in shown.stdout


def test_doctor_finds_all_in_order(run):
    shown = run("doctor")
    assert shown.exit_code == 0, shown.stdout
    assert "all in order" in shown.stdout
    assert [one["name"] for one in json.loads(run("doctor", "--json").stdout)] == [
        "marsad", "python", "libraries", "search in sqlite", "standard output", "ledger", "limits on pages",
        "word lists", "briefs", "reading",
    ]  # fmt: skip


def test_doctor_tells_every_fault_and_goes_on(run, tmp_path, monkeypatch):
    (tmp_path / "marsad.ledger").write_text("no ledger" * 300)
    monkeypatch.setattr(checkup, "is_right", lambda reading, wanted: False)
    shown = run("doctor")
    assert shown.exit_code == 1
    assert "2 of 10 are not in order" in shown.stdout


def test_doctor_looks_into_a_ledger_that_is_there(run, ledger):
    assert "1 articles, 6 records" in run("doctor").stdout


def test_as_a_program_it_leaves_no_traceback(tmp_path):
    environment = {name: value for name, value in os.environ.items() if name != "MARSAD_LEDGER"}
    command = [sys.executable, "-m", "marsad.app.cli", "timeline"]
    failed = subprocess.run(command, check=False, capture_output=True, text=True, cwd=tmp_path, env=environment)
    assert (failed.returncode, failed.stdout) == (2, "")
    assert failed.stderr.count("\n") == 1


def test_it_is_an_app_with_all_commands():
    assert {command.callback.__name__ for command in app.registered_commands} == set(COMMANDS)
