"""marsad stories, and what the other commands tell of stories."""

import csv
import json

import msgspec
import pytest

from marsad.ledger import Ledger
from marsad.model import Capture

from .made import TEXT, make_reading

LONG = TEXT + "\nوقال متحدث باسم الوزارة إن المشاورات مع الجيران ستستمر حتى نهاية الشهر المقبل في العاصمة."


@pytest.fixture
def told(tmp_path):
    """A ledger of one story that three pages tell."""
    with Ledger.open(tmp_path / "marsad.ledger") as ledger:
        texts = (TEXT, LONG, TEXT + " ")
        captures = [Capture(origin=f"{at}.txt", body=text.encode()) for at, text in enumerate(texts)]
        return sorted(ledger.add(make_reading(each), run="made", at="2031-03-05").article for each in captures)


def lines(shown):
    assert shown.exit_code == 0, shown.stderr
    return shown.stdout.splitlines()


def find_story(run):
    (line,) = lines(run("stories", "--json"))
    return json.loads(line)


def test_stories_are_listed_with_where_they_come_from(run, told):
    head = find_story(run)
    first, second, title, *_ = lines(run("stories"))
    assert first == f"{head['id']}  2031-03-04 · 3 articles in 1 outlet"
    assert second == "from صحيفة المرسى (the earliest)"
    assert title == "نوردستان تحذر جارتها"


def test_no_stories_are_no_error(run, ledger):
    assert "no stories" in run("stories").stdout
    assert lines(run("stories", "--json")) == []


def test_choices_of_stories(run, told):
    for words, count in ((("--min-outlets", "2"), 0), (("--since", "2031-03"), 1), (("--until", "2030"), 0)):
        assert len(lines(run("stories", "--json", *words))) == count
    assert "raise --limit" in run("stories", "--limit", "1").stdout
    assert run("stories", "--since", "soon").exit_code == 2


def test_a_story_shows_its_articles_and_what_each_is(run, told):
    head = find_story(run)
    shown = run("stories", "show", head["id"][:6]).stdout
    assert all(article in shown for article in told)
    assert shown.count("counts for all") == 1
    assert "holds 100% of it" in shown
    whole = json.loads(run("stories", "show", told[0], "--json").stdout)
    assert whole["story"]["id"] == head["id"]
    assert {article["id"] for article in whole["articles"]} == set(told)
    assert whole["judgements"] == []
    assert "same" in run("stories", "show", head["id"], "--links").stdout


def test_split_undo_merge(run, told):
    head = find_story(run)
    copy = next(article for article in told if article != head["counted"])
    by = ("--by", "A. Reader", "--why", "another day")
    split = lines(run("stories", "split", head["id"], copy[:12], *by))
    assert "different" in split[0]
    assert "A. Reader" in split[0]
    assert sorted(line.split(": ")[1] for line in split[1:]) == ["1 article", "2 articles"]
    assert "another day" in run("stories", "show", copy).stdout
    assert find_story(run)["size"] == 2
    undone = lines(run("stories", "undo", split[0].split()[0][:10], *by))
    assert undone[1:] == [f"story {head['id']}: 3 articles"]
    assert "(taken back)" in run("stories", "show", head["id"]).stdout
    run("stories", "split", head["id"], copy, *by)
    assert lines(run("stories", "merge", copy, head["counted"], *by))[1:] == [f"story {head['id']}: 3 articles"]
    with Ledger.open("marsad.ledger", readonly=True) as ledger:
        assert ledger.check() == ()


@pytest.mark.parametrize(
    ("words", "error"),
    [
        (("show", "t99"), "no story begins with 't99'"),
        (("split", "a", "a", "--by", "x", "--why", "y"), "several articles begin with 'a'"),
        (("split", "t", "a99", "--by", "x", "--why", "y"), "has no articles whose id begins with 'a99'"),
        (("merge", "t", "t", "--by", "x", "--why", "y"), "cannot be merged with itself"),
        (("merge", "t", "t", "--by", "x", "--why", " "), "cannot be merged with itself"),
        (("undo", "j99", "--by", "x", "--why", "y"), "no judgement begins with 'j99'"),
        (("undo", "j99", "--by", "x"), "--why"),
        (("rebuild", "--ledger", "none.ledger"), "no such ledger"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_line(run, told, words, error):
    shown = run("stories", *words)
    assert shown.exit_code == 2
    assert error in shown.stderr
    assert shown.stderr.count("\n") == 1


def test_a_judgement_says_by_whom_and_why(run, told):
    shown = run("stories", "split", "t", told[0], "--by", " ", "--why", "x")
    assert (shown.exit_code, shown.stderr) == (2, "marsad: a judgement says by whom and why\n")


def test_rebuild_and_a_ledger_named_before_the_command(run, told):
    assert lines(run("stories", "rebuild")) == ["stories told by several articles: 1"]
    assert lines(run("stories", "--ledger", "marsad.ledger", "show", told[0]))


def test_the_timeline_tells_copies_and_leaves_them_out(run, told):
    everything = [json.loads(line) for line in lines(run("timeline", "--json"))]
    once = [json.loads(line) for line in lines(run("timeline", "--json", "--no-copies"))]
    assert (len(everything), len(once)) == (6, 2)
    assert {row["article"]["id"] for row in once} == {find_story(run)["counted"]}
    assert run("timeline").stdout.count("copy") == 4
    assert "copy" not in run("timeline", "--no-copies").stdout


def test_the_timeline_tells_how_many_outlets_carry_a_text(run, told):
    with Ledger.open("marsad.ledger") as ledger:
        other = make_reading(Capture(origin="4.txt", body=(TEXT + "  ").encode()))
        article = msgspec.structs.replace(other.article, outlet="صحيفة الميناء")
        ledger.add(msgspec.structs.replace(other, article=article), run="more", at="")
    assert "×2" in run("timeline").stdout


def test_show_tells_the_story_of_a_records_article(run, told):
    row = json.loads(lines(run("timeline", "--json"))[0])
    shown = run("show", row["signal"]["id"]).stdout
    assert f"{find_story(run)['id']}: 3 articles" in shown
    assert all(article in shown for article in told)
    assert json.loads(run("show", row["signal"]["id"], "--json").stdout)["story"]["id"] == find_story(run)["id"]


def test_exports_name_the_story(run, told):
    head = find_story(run)
    rows = list(csv.DictReader(run("export", "--format", "csv").stdout.lstrip("\ufeff").splitlines()))
    assert {row["story"] for row in rows} == {head["id"]}
    assert {row["article"] for row in rows if row["counted"] == "yes"} == {head["counted"]}
    article = json.loads(lines(run("export", "--format", "jsonl"))[0])["article"]
    assert article["story"] == head["id"]
