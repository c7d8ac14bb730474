"""The commands on episodes, on the demonstration pages and, where they are, on the seed pages."""

import json
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner

from marsad.app.cli import app
from marsad.ledger import Ledger
from marsad.model import Basis, Capture, When
from marsad.pipeline import read_capture

ROOT = Path(__file__).parents[3]
SEEDS = ROOT.parent / "shared" / "seeds"
AT = {"run": "r1", "at": "2031-03-05T00:00:00+00:00"}


def fill(path, captures):
    with Ledger.open(path) as ledger:
        for capture in captures:
            ledger.add(read_capture(capture), **AT)
        assert sum(ledger.reconcile()) > 0
    return path


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    """A ledger of all demonstration pages."""
    pages = sorted((ROOT / "demo" / "pages").glob("*/*.html"))
    captures = (Capture(origin=f"{page.parent.name}/{page.name}", body=page.read_bytes()) for page in pages)
    return fill(tmp_path_factory.mktemp("demo") / "demo.ledger", captures)


@pytest.fixture(scope="module")
def seeds(tmp_path_factory):
    """A ledger of the seed pages, which are no part of this repository."""
    if not SEEDS.is_dir():
        pytest.skip("no seed pages beside the repository")
    captures = (Capture(origin=page.name, body=page.read_bytes(), media="text") for page in sorted(SEEDS.glob("*.txt")))
    return fill(tmp_path_factory.mktemp("seeds") / "seeds.ledger", captures)


def run(ledger, *words, columns=80):
    shown = CliRunner().invoke(
        app, [*words, "--ledger", str(ledger)], prog_name="marsad", env={"COLUMNS": str(columns)}, color=False
    )
    assert shown.exit_code == 0, shown.output
    return shown.stdout


def ask(ledger, *words):
    return [json.loads(line) for line in run(ledger, *words, "--json").splitlines()]


def test_copies_of_one_report_count_once(demo):
    (alert,) = ask(demo, "episodes", "--type", "alert", "--since", "2022-02")
    assert len(alert["episode"]["sources"]) == 1
    assert len(alert["outlets"]) >= 3
    assert alert["episode"]["status"] == "claimed"
    assert alert["level"]["track"] == "acts"
    assert " 1/4 sources/outlets" in run(demo, "episodes", "--type", "alert", "--since", "2022-02")


def test_copies_are_linked_to_what_counts(demo):
    (alert,) = ask(demo, "episodes", "--type", "alert", "--since", "2022-02")
    (shown,) = ask(demo, "episodes", "show", alert["episode"]["id"])
    copies = [link for link in shown["links"] if link["kind"] == "copied_from"]
    assert {link["target"] for link in copies} <= set(alert["episode"]["tellings"])
    assert len(copies) == len(alert["episode"]["tellings"]) - 1


def test_what_is_said_again_is_linked_to_the_earlier_words(tmp_path):
    said = "حذر وزير الخارجية الروسي أوليغ بارشونوف فنلندا من عواقب نشر الصواريخ قرب الحدود."
    days = (date(2031, 1, 5), date(2031, 2, 20))
    captures = (
        Capture(origin=f"{day}", body=f"{said} {day}".encode(), media="text", published=When.day(day, Basis.GIVEN))
        for day in days
    )
    ledger = fill(tmp_path / "said.ledger", captures)
    first, again = (one["saying"] for one in ask(ledger, "said", "RUS"))
    assert again["earlier"] == first["record"]
    (shown,) = ask(ledger, "episodes", "show", again["record"])
    assert [link["target"] for link in shown["links"] if link["kind"] == "restates"] == [first["record"]]
    assert "restates →" in run(ledger, "episodes", "show", again["record"])


def test_a_threat_retold_stays_in_its_own_month(demo):
    may = run(demo, "episodes", "--since", "2022-05", "--until", "2022-05", "--type", "warning", "--party", "RUS")
    april = run(demo, "episodes", "--since", "2022-04", "--until", "2022-04", "--type", "warning", "--party", "RUS")
    assert "2022-04-14" not in may
    assert "2022-04-14" in april
    assert "--limit" not in may
    assert "no episodes" in run(demo, "episodes", "--since", "2040")


def test_an_episode_is_shown_with_every_telling_and_its_chain(demo):
    (council,) = ask(demo, "episodes", "--type", "talks", "--since", "2022-01-12", "--until", "2022-01-12")
    name = council["episode"]["id"]
    (shown,) = ask(demo, "episodes", "show", name)
    assert [told["signal"]["id"] for told in shown["tellings"]] == council["episode"]["tellings"]
    assert all(told["context"]["words"] == told["signal"]["span"]["quote"] for told in shown["tellings"])
    text = run(demo, "episodes", "show", council["episode"]["tellings"][0][:8])
    assert f"{name}  talks" in text
    assert "confirmed: 2 independent sources" in text
    assert "Brussels" in text


def test_an_unknown_episode_is_one_line(demo):
    shown = CliRunner().invoke(app, ["episodes", "show", "e999", "--ledger", str(demo)], prog_name="marsad")
    assert shown.exit_code == 2
    assert shown.stderr == "marsad: no episode begins with 'e999'\n"


def test_links_are_shown_both_ways(demo):
    (sanction,) = ask(demo, "episodes", "--type", "sanction", "--since", "2022-09-30", "--until", "2022-09-30")
    text = run(demo, "episodes", "show", sanction["episode"]["id"])
    (link,) = ask(demo, "episodes", "show", sanction["episode"]["id"])[0]["links"]
    assert f"answers → {link['target']} threat" in text
    assert f"← answers {link['source']} sanction" in run(demo, "episodes", "show", link["target"])


def test_the_postponed_session_of_the_treatys_commission(demo):
    (session,) = (each["session"] for each in ask(demo, "talks", "--since", "2022-11-20", "--until", "2022-12-10"))
    assert (session["state"], session["format"]) == ("postponed", "bcc")
    assert set(session["parties"]) == {"RUS", "USA"}
    assert {account["party"] for account in session["accounts"]} == {"RUS", "USA"}
    assert [position["stance"] for position in session["positions"]] == ["offer"]
    assert "Bilateral Consultative Commission" in run(demo, "talks", "--since", "2022-11-20", "--until", "2022-12-10")


def test_one_meeting_told_by_both_sides_side_by_side(demo):
    days = ("--since", "2022-01-12", "--until", "2022-01-12")
    (session,) = (each["session"] for each in ask(demo, "talks", *days) if "session" in each)
    assert (session["state"], session["format"]) == ("held", "nato-russia-council")
    assert len(session["told_by"]) == 2
    sides = {account["party"] for account in session["accounts"]}
    assert sides == {"NATO", "RUS"}
    wide = run(demo, "talks", *days, columns=120)
    assert any("RUS tells" in line and "NATO tells" in line for line in wide.splitlines())
    narrow = run(demo, "talks", *days)
    assert narrow.count("tells") == 2


def test_what_somebody_says_is_an_account_of_one_meeting(demo):
    sessions = [each["session"] for each in ask(demo, "talks") if "session" in each]
    records = [account["record"] for session in sessions for account in session["accounts"]]
    assert records
    assert len(records) == len(set(records))


def test_accusations_that_are_denied_are_disputed(demo):
    (dispute,) = ask(demo, "disputes", "--since", "2022-10-20", "--until", "2022-10-30")
    assert dispute["episode"]["type"] == "accusation"
    assert (dispute["episode"]["actors"], dispute["episode"]["targets"]) == (["RUS"], ["UKR"])


def test_open_conditions_stand_alone(demo):
    found = ask(demo, "talks", "--open", "--party", "UKR")
    assert [each["condition"]["standing"] for each in found] == ["open"]
    assert found[0]["condition"]["strict"]
    assert "no conditions" in run(demo, "talks", "--open", "--party", "BRA")


def test_no_change_seen_is_kept_with_its_day_and_who_says_so(demo):
    calm = [each["calm"] for each in ask(demo, "posture", "--party", "NATO") if "calm" in each]
    days = ["2022-10-18", "2023-03-26"]
    assert [(one["by"], one["about"], one["day"]) for one in calm] == [(["NATO"], ["RUS"], day) for day in days]
    assert "sees no change of RUS" in run(demo, "posture", "--party", "NATO")


def test_posture_by_weapon_system_and_place(demo):
    text = run(demo, "posture", "--system", "iskander")
    assert "RUS transfers: arms_transfer since 2023-03-26 (first told) to BLR · Iskander-M · nuclear" in text
    assert "no changes" in run(demo, "posture", "--place", "Atlantis")
    shown = CliRunner().invoke(app, ["posture", "--system", "b6", "--ledger", str(demo)], prog_name="marsad")
    assert (shown.exit_code, shown.stderr) == (2, "marsad: b6: no such weapon system; there are b61\n")


def test_said_follows_a_speaker_or_a_party(demo):
    mine = ask(demo, "said", "putin")
    assert {each["saying"]["person"] for each in mine} == {"Vladimir Putin"}
    assert [each["saying"]["day"] for each in mine] == sorted(each["saying"]["day"] for each in mine)
    party = ask(demo, "said", "rus", "--since", "2022-09", "--until", "2022-09")
    assert {each["saying"]["party"] for each in party} == {"RUS"}
    shown = CliRunner().invoke(app, ["said", "Nobody", "--ledger", str(demo)], prog_name="marsad")
    assert (shown.exit_code, "no speaker or party" in shown.stderr) == (2, True)


def test_said_shows_the_earlier_words_and_in_what_they_differ(demo):
    later = {each["saying"]["novelty"]: each for each in ask(demo, "said", "NATO") if each["saying"]["earlier"]}
    assert all(each["before"]["signal"]["id"] == each["saying"]["earlier"] for each in later.values())
    assert {novelty: each["saying"]["times"] for novelty, each in later.items()} == {"escalates": 2, "repeat": 2}
    text = run(demo, "said", "NATO")
    assert "escalates · said 2 times since 2022-02-27" in text
    assert "than accusation NATO → RUS" in text
    assert "more: a weapon is named" in text


def test_nothing_is_disputed_says_so(demo):
    assert "nothing is disputed" in run(demo, "disputes", "--since", "2040")


def test_the_disputed_missions_with_both_sentences(seeds):
    (dispute,) = ask(seeds, "disputes", "--party", "NATO")
    assert dispute["episode"]["type"] == "agreement"
    assert set(dispute["episode"]["actors"]) == {"NATO", "RUS"}
    (told,), (against,) = dispute["told"], dispute["against"]
    assert (told["signal"]["attributed_to"] or "NATO", against["signal"]["type"]) == ("NATO", "denial")
    wide = run(seeds, "disputes", "--party", "NATO", columns=120)
    assert told["signal"]["id"] in wide
    assert against["signal"]["id"] in wide
    assert any("against it" in line and "told" in line for line in wide.splitlines())


def test_the_postponed_session_and_the_open_conditions(seeds):
    found = ask(seeds, "talks")
    sessions = [each["session"] for each in found if "session" in each]
    assert ("postponed", "Egypt") in {(session["state"], session["place"]) for session in sessions}
    conditions = [each["condition"] for each in found if "condition" in each]
    assert {one["person"] for one in conditions if one["strict"]} >= {"Dmitry Peskov", "Dmitry Medvedev"}
    assert {one["standing"] for one in conditions} == {"open"}


def test_a_split_is_shown_and_taken_back(demo, tmp_path):
    ledger = tmp_path / "own.ledger"
    ledger.write_bytes(demo.read_bytes())
    (alert,) = ask(ledger, "episodes", "--type", "alert", "--since", "2022-02")
    first, *rest = alert["episode"]["tellings"]
    said = ("--by", "Salma", "--why", "another order")
    split = run(ledger, "episodes", "split", first, first, *said)
    assert split.splitlines()[1:] == [
        f"episode {alert['episode']['id']}: 1 records, claimed",
        *(line for line in split.splitlines() if f": {len(rest)} records" in line),
    ]
    text = run(ledger, "episodes", "show", first)
    judgement = split.split()[0]
    assert judgement in text
    assert "another order" in text
    undone = run(ledger, "episodes", "undo", first, judgement, *said)
    assert f"episode {alert['episode']['id']}: {len(rest) + 1} records, claimed" in undone
    assert "taken back" in run(ledger, "episodes", "show", first)


def test_two_episodes_are_merged_by_hand(demo, tmp_path):
    ledger = tmp_path / "own.ledger"
    ledger.write_bytes(demo.read_bytes())
    one, other = (each["episode"]["id"] for each in ask(ledger, "episodes", "--type", "inspection")[:2])
    merged = run(ledger, "episodes", "merge", one, other, "--by", "Salma", "--why", "one halt")
    assert "2 records" in merged
    shown = CliRunner().invoke(app, ["episodes", "split", one, "si99", "--by", "S", "--why", "w", "-l", str(ledger)])
    assert (shown.exit_code, "no records whose id begins with 'si99'" in shown.stderr) == (2, True)


def test_signals_that_wait_are_told(tmp_path):
    page = next((ROOT / "demo" / "pages" / "wikala").glob("01-*.html"))
    with Ledger.open(tmp_path / "fresh.ledger") as ledger:
        ledger.add(read_capture(Capture(origin=page.name, body=page.read_bytes())), **AT)
    shown = CliRunner().invoke(app, ["episodes", "-l", str(tmp_path / "fresh.ledger")], prog_name="marsad")
    assert "signals are not in episodes yet; run marsad reconcile" in shown.stderr
    assert "no episodes" in shown.stdout
