"""measure and levels, and the level in show, on ledgers made by hand."""

import csv
import json
import subprocess
import sys
from datetime import date

import pytest
from tests.unit.measure.series.made import grade, pages

from marsad.app import measuring
from marsad.app.episodes import load_reconciled, load_told
from marsad.app.measure_ground import Whole
from marsad.ledger import Ledger
from marsad.measure.levels import load_rules
from marsad.model import Basis, Capture, When
from marsad.pipeline import read_capture

from .made import TEXT, make_reading

PUBLISHED = When.day(date(2031, 3, 4), Basis.GIVEN)


@pytest.fixture
def busy(ledger, monkeypatch):
    """A ledger of nineteen weeks with one act a day told by three sources of five, and by all five on its last day."""
    graded = [grade(f"e{at}", at, sources=("s1", "s2", "s3")) for at in range(132)]
    graded += [grade(f"f{number}", 132, sources=("s1", "s2", "s3", "s4", "s5")) for number in range(4)]
    read = [page for at in range(133) for page in pages(at, ("s1", "s2", "s3", "s4", "s5"))]
    monkeypatch.setattr(measuring, "find_ground", lambda ledger: Whole(tuple(graded), tuple(read)))


def add(opened, number, text, published=PUBLISHED):
    capture = Capture(origin=f"{number}.txt", body=text.encode(), published=published)
    return opened.add(make_reading(capture), run="r", at="2031-03-05T00:00:00Z").article


def rows(shown):
    return [json.loads(line) for line in shown.stdout.splitlines()]


def test_measure_shows_words_beside_acts(run, ledger):
    shown = run("measure", "--by", "day", "--since", "2031-03-01", "--until", "2031-03-05")
    assert shown.exit_code == 0
    assert "words:" in shown.stdout
    assert "acts:" in shown.stdout
    table = {line.split()[0]: line.split() for line in shown.stdout.splitlines() if line.startswith(" 2031")}
    assert table["2031-03-02"][1:4] == ["▲?", "1", "1"]
    assert table["2031-03-04"][1:3] == ["–", "0"]
    assert "too little history" in shown.stdout
    assert "three classes until two coders agree" in shown.stdout


def test_measure_for_programs_gives_classes_not_levels(run, ledger):
    found = rows(run("measure", "--by", "month", "--since", "2031-03", "--until", "2031-03", "--json"))
    assert [(one["track"], one["period"], one["episodes"]) for one in found] == [
        ("words", "2031-03", 1),
        ("acts", "2031-03", 1),
    ]
    words = found[0]
    assert (words["form"], words["maximum"]["value"], words["counts"]) == ("classes", "escalatory", {"escalatory": 1})
    assert (words["maximum"]["status"], words["maximum"]["rule"]) == ("claimed", "w.warned_consequence")
    assert (words["days_judged"], words["stand_out"]) == (0, [])


def test_levels_are_shown_as_numbers_where_the_data_say_so(run, ledger, monkeypatch):
    from marsad.measure.levels import Form, published

    monkeypatch.setattr(published, "load_form", lambda: Form.LEVELS)
    found = rows(run("measure", "--by", "month", "--json", "--track", "words"))
    assert found[-1]["maximum"]["value"] == 3
    assert "level words: 3 (" in " ".join(run("show", make_reading().signals[0].id).stdout.split())


@pytest.mark.parametrize(
    ("options", "episodes"),
    [
        (["--party", "nrd"], [1, 1]),
        (["--party", "SUD"], [0, 0]),
        (["--pair", "NRD:SUD"], [1, 0]),
        (["--type", "deployment"], [0, 1]),
        (["--track", "acts"], [1]),
        (["--until", "2031-02", "--since", "2031-02"], [0, 0]),  # the last of an option counts
    ],
)
def test_measure_choices(run, ledger, options, episodes):
    month = ["--since", "2031-03", "--until", "2031-03"]
    found = rows(run("measure", "--by", "month", "--json", *month, *options))
    assert [one["episodes"] for one in found] == episodes


def test_measure_as_a_table_for_programs(run, ledger):
    shown = run("measure", "--by", "week", "--csv", "--since", "2031-03")
    found = list(csv.DictReader(shown.stdout.splitlines()))
    assert {one["track"] for one in found} == {"words", "acts"}
    assert [one["maximum"] for one in found if one["period"] == "2031-W09"] == ["escalatory", ""]
    assert "share_interval" not in found[0]


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (["--pair", "NRD"], "--pair NRD: not two codes; write who:whom"),
        (["--since", "2031-04", "--until", "2031-03"], "turn them round"),
        (["--since", "soon"], "--since soon: not a date"),
        (["--by", "year"], "--by"),
        (["--one-in", "1"], "--one-in"),
    ],
)
def test_wrong_wishes_are_one_line(run, ledger, options, says):
    failed = run("measure", *options)
    assert (failed.exit_code, failed.stdout) == (2, "")
    assert says in failed.stderr
    assert failed.stderr.count("\n") == 1


def test_an_empty_ledger_says_so(run, tmp_path):
    Ledger.open(tmp_path / "marsad.ledger").close()
    shown = run("measure")
    assert (shown.exit_code, shown.stdout) == (0, "")
    assert "no article with a day" in shown.stderr
    assert run("measure", "--ledger", "none.ledger").exit_code == 2


@pytest.mark.parametrize("published", [When.day(date(2031, 3, 4), Basis.STAMP), When.month(2031, 3, Basis.METADATA)])
def test_a_day_of_extraction_or_a_month_is_no_day_of_coverage(run, tmp_path, published):
    with Ledger.open(tmp_path / "marsad.ledger") as opened:
        add(opened, 1, TEXT, published)
    assert "no article with a day" in run("measure").stderr


def test_a_day_that_stands_out_is_marked_with_its_reason(run, busy):
    shown = run("measure", "--by", "day", "--track", "acts", "--since", "2024-07-13")
    assert "! 2024-07-14 acts: told 20 times, 3.0 expected of a Sunday with 5 stories" in shown.stdout
    marked = [line.split()[1] == "!" for line in shown.stdout.splitlines() if line.startswith(" 2024-07-1")]
    assert marked == [False, True]
    assert "2 days judged; 0.0 would stand out by chance; a season is known after a year" in shown.stdout
    week = rows(run("measure", "--by", "week", "--track", "acts", "--json", "--one-in", "20"))[-1]
    assert (week["days_judged"], [one["day"] for one in week["stand_out"]]) == (7, ["2024-07-14"])
    assert 0 < week["false_alarms_expected"] <= 7 / 20
    assert week["weighted_interval"][0] < week["weighted"] == 38 < week["weighted_interval"][1]
    assert f"{week['weighted_interval'][0]:.0f}–" in run("measure", "--by", "week", "--track", "acts").stdout
    table = list(csv.DictReader(run("measure", "--by", "week", "--track", "acts", "--csv").stdout.splitlines()))
    assert table[-1]["stand_out"] == "2024-07-14"


def test_a_source_is_whom_a_story_comes_from(tmp_path):
    with Ledger.open(tmp_path / "x.ledger") as opened:
        articles = [add(opened, 1, TEXT), add(opened, 2, f"{TEXT}\nذيل")]
        plain = add(opened, 3, "نص قصير")
        waits = load_told(opened).sources
        assert waits == dict.fromkeys((*articles, plain), "صحيفة المرسى")
        found = load_reconciled(opened)
        assert found == load_reconciled(opened, load_told(opened))
        list(opened.reconcile())
        assert load_told(opened).sources == waits
        assert load_reconciled(opened).episodes == found.episodes
    assert {episode.sources for episode in found.episodes} == {("صحيفة المرسى",)}


GROM = "أجرت القوات الاستراتيجية الروسية مناورات «غروم» النووية بمشاركة قاذفات وغواصات، بحسب وزارة الدفاع الروسية."


def test_an_exercise_of_a_known_series_is_routine_in_its_usual_weeks_only(run, tmp_path):
    with Ledger.open(tmp_path / "marsad.ledger") as opened:
        for month in (3, 10):
            published = When.day(date(2022, month, 26), Basis.GIVEN)
            capture = Capture(origin=f"{month}.txt", body=f"{GROM} {month}".encode(), media="text", published=published)
            opened.add(read_capture(capture), run="r", at="2031-03-05T00:00:00Z")
    months = ["--since", "2022", "--until", "2022", "--by", "month", "--track", "acts"]
    tops = {one["period"]: one["maximum"]["rule"] for one in rows(run("measure", *months, "--json")) if one["maximum"]}
    assert tops == {"2022-03": "a.exercise_unscheduled", "2022-10": "a.exercise"}


def test_show_tells_the_level_with_its_criteria(run, ledger):
    warning = make_reading().signals[0]
    shown = " ".join(run("show", warning.id).stdout.split())
    assert "words: escalatory (w.warned_consequence: warning, conditional, target" in shown
    told = rows(run("show", warning.id, "--json"))[0]["level"]
    assert (told["value"], told["form"], told["track"]) == ("escalatory", "classes", "words")
    figure = make_reading().figures[0]
    assert "level" not in run("show", figure.id).stdout
    assert rows(run("show", figure.id, "--json"))[0]["level"] is None


def test_levels_prints_the_whole_scale(run):
    shown = run("levels")
    assert shown.exit_code == 0
    assert "never added" in shown.stdout
    found = rows(run("levels", "--json"))
    assert [one["level"] for one in found] == list(range(9, -3, -1))


def test_levels_prints_every_criterion(run):
    assert "a.alert_raised" in run("levels", "--criteria").stdout
    found = rows(run("levels", "--criteria", "--json"))
    assert {one["id"] for one in found} == {rule.id for rule in load_rules()}
    tracks = [one["track"] for one in found]
    assert tracks == sorted(tracks, reverse=True)


def test_two_coders_are_compared(run, tmp_path):
    lines = [f"i{place}\t{'acts' if place % 2 else 'words'}\t{place % 9 - 2}" for place in range(120)]
    (tmp_path / "one.tsv").write_text("\n".join(lines))
    (tmp_path / "few.tsv").write_text("\n".join(lines[:20]))
    (tmp_path / "bad.tsv").write_text("i1\twords\n")
    fine = run("levels", "--agree", "one.tsv", "one.tsv")
    assert (fine.exit_code, "weighted kappa 1.00" in fine.stdout, "levels may be shown" in fine.stdout) == (
        0,
        True,
        True,
    )
    few = run("levels", "--agree", "one.tsv", "few.tsv")
    assert (few.exit_code, "classes are shown" in few.stdout) == (1, True)
    assert rows(run("levels", "--agree", "one.tsv", "few.tsv", "--json"))[0]["may_publish"] is False
    failed = run("levels", "--agree", "one.tsv", "bad.tsv")
    assert (failed.exit_code, failed.stderr.count("\n")) == (2, 1)
    assert "bad.tsv: line 1: " in failed.stderr


def test_the_command_line_starts_without_numpy_and_scipy():
    code = "import sys; import marsad.app.cli, marsad.app.showing; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert not {"numpy", "scipy"} & {name.split(".")[0] for name in loaded}
