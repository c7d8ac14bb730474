"""Whether the facts are sound, and whether it is noticed when they are not."""

import json
import os
import subprocess
import sys

from marsad.reference.check import check_reference

TABLES = {
    "arsenals.tsv": (
        "id\tyear\tstate\tkind\tvalue\tseries\tbasis\tsource\n"
        "2024:rus:retired:fas\t2024\tRUS\tretired\t1300\tFAS\tverified\town\n"
        "own:code\t2024\tRUSS\ttotal_inventory\t5\tSIPRI\tverified\town\n"
        "own:sure\t2030\tRUS\ttotal_inventory\t5\tSIPRI\tsurely\town\n"
        "own:series\t2030\tRUS\ttotal_inventory\t5\tRUMOUR\tmemory\town\n"
    ),
    "exercises.tsv": (
        "id\tseries\tname\tyear\tstart\tend\tnuclear\tcertainty\tbasis\tsource\n"
        "own:turned\tgrom\tGrom\t2030\t2030-10-20\t2030-10-10\tyes\thigh\tverified\town\n"
    ),
    "officeholders.tsv": (
        "id\tperson\tcode\tname\toffice\tpost\tstart\tcertainty\tbasis\tsource\n"
        "own:second\tsecond-holder\tFRA\tSecond Holder\tPresident\tpresident\t2019-01-01\thigh\tverified\town\n"
    ),
    "places.tsv": (
        "id\tstate\tkind\tlatitude\tlongitude\tprecision\tbasis\tsource\n"
        "own place\tFRA\tcity\t95\t2.3\tabout\tderived\town\n"
    ),
    "treaty_events.tsv": (
        "id\ttreaty\tdate\tevent\tactors\tkind\tbasis\tsource\n"
        "own:late\tnew-start\t2027-01-01\tExtended after its end\tRUS,USA\textended\tverified\town\n"
        "own:whose\tno-such\t2020-01-01\tSigned\t\tsigned\tverified\town\n"
    ),
    "arsenal.tsv": "id\n",
}


def test_our_facts_are_sound() -> None:
    assert list(check_reference()) == []


def run_check(folder) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "marsad", "reference", "check", "--json"]
    environment = {**os.environ, "MARSAD_REFERENCE": str(folder)}
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False, cwd=folder)


def test_every_kind_of_problem_is_found(tmp_path) -> None:
    for name, text in TABLES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    done = run_check(tmp_path)
    assert done.returncode == 1, done.stderr
    problems = {(one["table"], one["row"]): one["says"] for one in json.loads(done.stdout)["problems"]}
    assert set(problems) == {
        ("own", "arsenal.tsv"),
        ("arsenals", "own:code"),
        ("arsenals", "own:sure"),
        ("arsenals", "own:series"),
        ("arsenals", "2024:rus:total_inventory:fas"),
        ("exercises", "own:turned"),
        ("officeholders", "own:second"),
        ("places", "own place"),
        ("treaty_events", "own:late"),
        ("treaty_events", "own:whose"),
    }


def test_a_row_that_cannot_be_read_is_told_in_one_line(tmp_path) -> None:
    text = TABLES["treaty_events.tsv"].replace("2027-01-01", "soon")
    (tmp_path / "treaty_events.tsv").write_text(text, encoding="utf-8")
    done = run_check(tmp_path)
    assert done.returncode == 1
    (problem,) = json.loads(done.stdout)["problems"]
    assert "row own:late" in problem["says"]
    assert "soon is no date" in problem["says"]
