"""Desks that read some days tell what they tell of these days when they read all."""

import io
import json
from datetime import date, timedelta
from functools import partial
from pathlib import Path

import pytest
from rich.console import Console

from bench.made_episodes import make_corpus
from marsad.app import gathering, newest, posture, talks
from marsad.app.episode_list import Choice
from marsad.app.gathering import gather_between
from marsad.app.terminal import Screen
from marsad.ledger import EpisodeFilter, Ledger, find_place
from marsad.model import Basis, Capture, SignalType, When
from marsad.pipeline import read_capture

DAYS = 2_000
AT = "2031-03-05T00:00:00+00:00"
PAGES = Path(__file__).parents[3] / "demo" / "pages"


@pytest.fixture(scope="module")
def ledger(tmp_path_factory):
    """Five years of made articles, and the demonstration's, which tell of talks."""
    path = tmp_path_factory.mktemp("gathering") / "l"
    articles, _ = make_corpus(160, 11, DAYS)
    with Ledger.open(path) as opened:
        for made in articles:
            when = When.day(made.day, Basis.GIVEN)
            capture = Capture(
                origin=made.name,
                body=made.text.encode(),
                url=f"https://{made.name}.example/a",
                media="text",
                published=when,
            )
            opened.add(read_capture(capture), run=made.name, at=AT)
        for page in sorted(PAGES.rglob("*.html")):
            opened.add(read_capture(Capture(origin=page.name, body=page.read_bytes())), run="demo", at=AT)
        list(opened.reconcile())
    return find_place(path)


def make_screen():
    out = io.StringIO()
    return Screen(out=Console(file=out, width=400), err=Console(file=io.StringIO()), reorder=False), out


def tell(run):
    screen, out = make_screen()
    assert run(screen) == 0
    return [json.loads(line) for line in out.getvalue().splitlines()]


def run_desk(desk, ledger, wanted, screen):
    if desk == "talks":
        return talks.run_talks(screen, ledger, wanted, only_open=False, as_json=True)
    return posture.run_posture(screen, ledger, wanted, posture.Watched(), as_json=True)


def list_periods(ledger, types):
    with Ledger.open(ledger.file, readonly=True) as opened:
        days = sorted(one.since for one in opened.episodes(EpisodeFilter(types=types)) if one.since)
    for share in (3, 6, 9):
        since = days[len(days) * share // 10]
        yield Choice(since=since)
        yield Choice(since=since, until=since + timedelta(200))


@pytest.mark.parametrize("desk", ["talks", "posture"])
def test_a_desk_asked_from_a_day_on_tells_the_same_and_reads_less(ledger, monkeypatch, desk):
    read = []

    def watch(gather):
        def gather_watched(*given):
            found = gather(*given)
            read.append(len(found.rows))
            return found

        return gather_watched

    def run(wanted, screen):
        return run_desk(desk, ledger, wanted, screen)

    module, types = (talks, (SignalType.TALKS,)) if desk == "talks" else (posture, ())
    told = 0
    for wanted in list_periods(ledger, types):
        monkeypatch.setattr(module, "gather_between", watch(gather_between))
        some = tell(partial(run, wanted))
        monkeypatch.setattr(
            module, "gather_between", watch(lambda screen, opened, *_: gathering.load_gathered(screen, opened))
        )
        assert tell(partial(run, wanted)) == some
        told += len(some)
    assert told > 10
    assert read[0] < read[1]
    assert read[8] < read[9]


@pytest.mark.parametrize("desk", ["talks", "posture"])
def test_a_desk_asked_for_no_days_tells_of_the_newest_episodes_and_says_where_there_are_more(ledger, monkeypatch, desk):
    def ask(**days):
        screen, out = make_screen()
        assert run_desk(desk, ledger, Choice(**days), screen) == 0
        return out.getvalue().splitlines(), screen.err.file.getvalue()

    every, said = ask(since=date(1900, 1, 1))
    assert said == ""
    assert {*every} <= {*ask()[0]}
    assert ask()[1] == ""
    monkeypatch.setattr(newest, "MOST_LAST", 5)
    some, said = ask()
    assert 0 < len(some) < len(every)
    assert "by the newest 5 episodes; --since 1900 looks at all" in said
    day = date.fromisoformat(said.split()[3])
    assert [line for line in every if f'"since":"{day}' in line]
