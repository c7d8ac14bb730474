"""The commands of the desks: treaties, exercises, checks of pages, the facts themselves."""

import json
import os
import subprocess
import sys

import pytest

from marsad.model import CheckVerdict

RIGHT = "تمتلك روسيا 5580 رأسا نوويا، وتلزم معاهدة نيو ستارت كل طرف بما لا يزيد على 1550 رأسا نوويا منشورا."
WRONG = "تلزم معاهدة نيو ستارت كل طرف بنشر ما لا يزيد على 700 صاروخ باليستي عابر للقارات."
SILENT = "عقدت حكومة نوردستان اجتماعا طارئا مساء الأحد لمناقشة الميزانية."


@pytest.fixture
def write(tmp_path):
    def save(name: str, text: str) -> str:
        (tmp_path / name).write_text(text, encoding="utf-8")
        return name

    return save


def test_treaties_are_listed(run) -> None:
    done = run("treaty", "--on", "2023-03-01")
    assert done.exit_code == 0
    (line,) = [line for line in done.stdout.splitlines() if line.startswith("new-start")]
    assert "New START" in line
    assert "suspended by" in done.stdout


def test_a_treaty_on_a_day(run) -> None:
    done = run("treaty", "new-start", "--on", "2023-03-01")
    assert done.exit_code == 0
    for words in ("suspended by Russia", "1,550 a side", "18 a side and year", "not usable", "state.gov", "2023-02-21"):
        assert words in done.stdout
    assert "2023-03-15" not in done.stdout
    assert "August 2026" not in done.stdout


def test_a_treaty_by_its_name_for_programs(run) -> None:
    done = run("treaty", "New START", "--on", "2026-12-01", "--json")
    state = json.loads(done.stdout)
    assert (state["status"], state["on"]) == ("expired", "2026-12-01")
    assert "August 2026" in state["note"]
    assert {event["basis"] for event in state["events"]} == {"verified", "memory"}


@pytest.mark.parametrize("words", [("treaty", "no-such"), ("exercises", "no-such"), ("reference", "list", "no-such")])
def test_what_there_is_not(run, words) -> None:
    done = run(*words)
    assert done.exit_code == 2
    assert "no-such" in done.stderr
    assert "there are" in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_a_day_that_is_none(run) -> None:
    done = run("treaty", "inf", "--on", "yesterday")
    assert done.exit_code == 2
    assert "--on yesterday" in done.stderr


def test_exercises_are_listed(run) -> None:
    done = run("exercises")
    assert done.exit_code == 0
    assert "10-11 to 10-29" in done.stdout
    assert "too few to tell" in done.stdout


def test_an_exercise_series(run) -> None:
    done = run("exercises", "steadfast noon")
    assert "13 October to 30 October" in done.stdout
    assert "aircraft: 60 to 71" in done.stdout
    found = json.loads(run("exercises", "grom", "--json").stdout)
    assert found["weeks"] == [41, 44]
    assert found["first"] == [10, 11]


def test_a_right_page(run, write) -> None:
    done = run("check", write("right.txt", RIGHT))
    assert done.exit_code == 0
    assert "5,580 warheads of Russia" in done.stdout
    assert "2 checks: 2 agrees" in done.stdout


def test_a_wrong_page(run, write) -> None:
    done = run("check", write("wrong.txt", WRONG))
    assert done.exit_code == 1
    told = " ".join(done.stdout.split())
    assert "narrowed New START: 700 launchers" in told
    assert "intercontinental missiles only" in told
    assert "verified: state.gov" in told


def test_a_page_with_nothing_to_check(run, write) -> None:
    done = run("check", write("silent.txt", SILENT))
    assert done.exit_code == 0
    assert "nothing to check" in done.stdout


def test_checks_for_programs(run, write) -> None:
    done = run("check", write("a.txt", RIGHT), write("b.txt", WRONG), write("c.txt", SILENT), "--json")
    pages = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.exit_code == 1
    assert [page["wrong"] for page in pages] == [0, 1, 0]
    (check,) = pages[1]["checks"]
    assert (check["verdict"], check["desk"]) == ("narrowed", "treaty")
    assert WRONG[check["span"]["start"] : check["span"]["end"]] == check["span"]["quote"]
    assert check["facts"][0]["id"] == "new-start:delivery"


def test_a_page_that_cannot_be_read(run, write) -> None:
    done = run("check", "nowhere.txt", write("right.txt", RIGHT))
    assert done.exit_code == 1
    assert "nowhere.txt" in done.stderr
    assert "2 agrees" in done.stdout


def test_facts_are_listed(run) -> None:
    assert "treaty-terms" in run("reference", "list").stdout
    rows = [json.loads(line) for line in run("reference", "list", "arsenals", "--json").stdout.splitlines()]
    assert {"2024:rus:total_inventory:sipri"} <= {row["id"] for row in rows}
    assert "state.gov" in run("reference", "list", "treaty-terms").stdout


def test_facts_are_checked(run) -> None:
    done = run("reference", "check")
    assert done.exit_code == 0
    assert "no problems" in done.stdout


def test_only_what_is_at_odds_with_the_facts_is_wrong() -> None:
    fine = {CheckVerdict.AGREES, CheckVerdict.NOT_CHECKABLE, CheckVerdict.ROUTINE, CheckVerdict.DECLARED_RESPONSE}
    assert not any(verdict.is_wrong for verdict in fine)
    assert CheckVerdict.STALE.is_wrong


def run_alone(folder, *words: str) -> subprocess.CompletedProcess[str]:
    """Run a command in a process of its own: what reference data is in use is settled once a process."""
    environment = {name: value for name, value in os.environ.items() if name != "MARSAD_REFERENCE"}
    command = [sys.executable, "-m", "marsad", *words]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False, cwd=folder)


def test_facts_of_ones_own(tmp_path, write) -> None:
    own = tmp_path / "marsad.reference"
    (own / "ar").mkdir(parents=True)
    (own / "arsenals.tsv").write_text(
        "id\tyear\tstate\tkind\tvalue\tseries\tbasis\tsource\n"
        "2024:rus:total_inventory:sipri\t2024\tRUS\ttotal_inventory\t5581\tSIPRI\tverified\town notes\n",
        encoding="utf-8",
    )
    (own / "officeholders.tsv").write_text(
        "id\tperson\tcode\tname\toffice\tstart\tcertainty\tbasis\tsource\n"
        "rus:salim-wardani:1\tsalim-wardani\tRUS\tSalim Wardani\tEnvoy\t2024-01-01\thigh\tverified\town notes\n",
        encoding="utf-8",
    )
    (own / "ar" / "persons.toml").write_text(
        '[[entry]]\nid = "salim-wardani"\nfull = ["سالم الورداني"]\n', encoding="utf-8"
    )
    page = write("page.txt", "تمتلك روسيا 5581 رأسا نوويا. وقال سالم الورداني إن بلاده سترد على أي هجوم نووي.")
    done = run_alone(tmp_path, "check", page)
    assert done.returncode == 0, done.stderr
    assert "own notes" in done.stdout
    coded = run_alone(tmp_path, "code", page, "--jsonl", "--jobs", "2")  # the workers know of it too
    assert '"Salim Wardani"' in coded.stdout
