"""What a brief chooses, in which order, and that every line has its witnesses."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

import msgspec
import pytest

from marsad.brief import Caps, make_brief, publish
from marsad.brief.language import Language
from marsad.brief.nouns import Brief, Line, Witness
from marsad.brief.page import make_page
from marsad.brief.rank import rank_line
from marsad.brief.render import render_markdown
from marsad.ledger import Edit, SetAside
from marsad.measure.levels import Track
from marsad.model import Modality
from marsad.model.episode import Link, LinkKind, Novelty
from marsad.model.kinds import Status
from marsad.reconcile.posture import Calm, CalmKind
from marsad.reconcile.talks import Position, Stance, Standing, Talks

from .made import (
    QUOTE,
    SINCE,
    UNTIL,
    make_check,
    make_full,
    make_head,
    make_holdings,
    make_statement,
    make_unusual,
    tell,
)


def brief(*tellings, caps=None, **more):
    return make_brief(make_holdings(*tellings, **more), SINCE, UNTIL, caps)


def types(listing):
    return [line.gist.type.value for line in listing.lines]


def find_all(noun, kind):
    if isinstance(noun, kind):
        yield noun
    parts = (
        noun
        if isinstance(noun, tuple)
        else msgspec.structs.asdict(noun).values()
        if isinstance(noun, msgspec.Struct)
        else ()
    )
    for part in parts:
        yield from find_all(part, kind)


def test_words_and_acts_are_never_in_one_list():
    made = brief(tell("s1"), tell("s2", "alert", words="alert forces"), tell("s3", "test", words="missile sea"))
    assert types(made.words) == ["threat"]
    assert sorted(types(made.acts)) == ["alert", "test"]
    assert {line.level.track for line in made.words.lines} == {Track.WORDS}


def test_news_are_what_was_first_told_in_the_period():
    early = tell("s1", "alert", words="alert forces raise", told=date(2024, 3, 2))
    late = tell("s2", "alert", words="alert forces raise", told=SINCE)
    made = brief(early, late)
    assert (types(made.acts), types(made.done)) == ([], ["alert"])
    (line,) = made.done.lines
    assert (line.fresh, line.told_before) == (False, True)
    assert [one.record for one in line.witnesses] == ["s2"]
    assert line.more == 1


def test_what_is_retold_stays_at_its_own_date_and_out_of_the_present():
    old = tell("s1", "exercise", words="drill winter", background=True, since=date(2020, 1, 2), until=date(2020, 1, 2))
    made = brief(old)
    assert (types(made.acts), types(made.done), types(made.retold)) == ([], [], ["exercise"])
    assert made.retold.lines[0].day == "2020-01-02"
    assert not any(slot.acts for slot in made.plots.slots)


def test_pages_of_other_days_and_without_a_day_tell_nothing():
    made = brief(tell("s1", told=date(2024, 3, 11)), tell("s2", told=None, article="a2"))
    assert not list(find_all(made, Line))
    assert made.coverage.undated == 1


def test_every_line_has_sentence_record_and_page():
    made = make_brief(make_full(), SINCE, UNTIL)
    lines = list(find_all(made, Line))
    assert len(lines) > 10
    assert all(line.witnesses for line in lines)
    for one in find_all(made, Witness):
        assert one.quote == QUOTE
        assert one.record[0] in "sa"
        assert one.url.startswith("https://marsa.example/")
        assert one.upstream or one.record == "a1"
        assert one.published


@dataclass
class Ranked:
    record: str
    kind: str = "accusation"
    more: dict = None

    def make(self):
        return tell(
            self.record, self.kind, ("RUS",), f"{self.record}x {self.record}y {self.record}z", **(self.more or {})
        )


def test_the_order_is_level_then_day():
    made = brief(
        Ranked("s1", "sanction").make(),
        Ranked("s2", "annexation", {"told": date(2024, 3, 5)}).make(),
        Ranked("s3", "annexation", {"told": date(2024, 3, 7)}).make(),
        Ranked("s4", "alert").make(),
    )
    assert [line.witnesses[0].record for line in made.acts.lines] == ["s4", "s3", "s2", "s1"]


def line(**more):
    (base,) = brief(tell("s1", "accusation")).words.lines
    return msgspec.structs.replace(base, **more)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({"level": None, "status": Status.DISPUTED}, {"level": None}),
        ({"status": Status.CONFIRMED}, {"status": Status.CLAIMED}),
        ({"sources": ("a", "b")}, {"sources": ("a",)}),
        ({"day": "2024-03-05"}, {"day": "2024-03-04"}),
        ({"id": "e1"}, {"id": "e2"}),
    ],
)
def test_of_one_level_status_sources_day_and_id_decide(first, second):
    assert rank_line(line(**first)) < rank_line(line(**second))


def test_harder_words_come_before_repeated_ones():
    made = line()
    harder, repeated = (
        msgspec.structs.replace(made, beside=msgspec.structs.replace(made.beside, novelty=novelty))
        for novelty in (Novelty.ESCALATES, Novelty.REPEAT)
    )
    assert rank_line(harder) < rank_line(made) < rank_line(repeated)


def test_what_is_left_out_is_counted():
    tellings = [tell(f"s{n}", "accusation", ("RUS",), f"matter{n} own{n} words{n}") for n in range(7)]
    made = brief(*tellings, caps=Caps(news=3, said=2))
    assert (len(made.words.lines), made.words.left_out) == (3, 4)
    assert (len(made.said[0].said.lines), made.said[0].said.left_out) == (2, 5)


def test_the_exact_words_of_who_speaks_are_taken_where_they_are_quoted():
    said = tell("s1", person="Oleg Testov")
    made = brief(said, statements=[make_statement(said, "سيكون الرد"), make_statement(said, "الرد", direct=False)])
    (line,) = made.said[0].said.lines
    assert (line.words, line.direct, line.gist.person) == ("سيكون الرد", True, "Oleg Testov")
    (line,) = brief(said, statements=[make_statement(said, "الرد", direct=False)]).said[0].said.lines
    assert (line.words, line.direct) == (QUOTE, False)


def test_words_stand_beside_the_earlier_sentence():
    made = brief(tell("s1", told=date(2024, 2, 1)), tell("s2", targets=("NATO",)))
    (line,) = made.said[0].said.lines
    assert (line.beside.novelty, line.beside.earlier.record) == (Novelty.ESCALATES, "s1")
    assert line.beside.why == ("more: a target is named",)


def test_an_answer_is_tied_to_what_it_answers():
    told = tell("s2", targets=("NATO",)), tell("s3", "warning", ("NATO",), "answer other matter", targets=("RUS",))
    link = Link(kind=LinkKind.ANSWERS, source="s3", target="s2", score=0.9, why=("to RUS",))
    by_party = {party.code: party.said.lines[0] for party in brief(*told, links=(link,)).said}
    (tie,) = by_party["NATO"].ties
    assert (tie.kind, tie.outgoing, tie.witness.record) == (LinkKind.ANSWERS, True, "s2")
    assert [tie.outgoing for tie in by_party["RUS"].ties] == [False]


def test_a_dispute_shows_both_sides():
    made = make_brief(make_full(), SINCE, UNTIL)
    (dispute,) = made.disputes
    assert dispute.line.status is Status.DISPUTED
    assert [one.record for one in dispute.holds] == ["s5"]
    assert [one.record for one in dispute.against] == ["s6"]


def test_a_dispute_counts_where_only_the_denial_is_of_the_period():
    told = date(2024, 3, 1)
    made = brief(
        tell("s5", "agreement", ("RUS", "NATO"), "missions reopen embassy", asserted_by="RUS", told=told),
        tell(
            "s6", "agreement", ("RUS", "NATO"), "missions reopen embassy", asserted_by="NATO", modality=Modality.DENIED
        ),
    )
    assert len(made.disputes) == 1


def test_talks_by_what_came_of_them():
    talks = make_brief(make_full(), SINCE, UNTIL).talks
    assert [(one.state, one.parties) for one in talks.meetings] == [
        ("held", ("CHN", "USA")),
        ("planned", ("RUS", "USA")),
    ]
    off = brief(tell("s1", "talks", ("RUS", "USA"), "session cairo", modality=Modality.HALTED)).talks
    assert [one.state in ("postponed", "cancelled") for one in off.meetings] == [True]


def test_a_meeting_told_before_counts_where_its_day_is_in_the_period_and_one_in_retrospect_never():
    ahead = {"since": UNTIL, "until": UNTIL, "modality": Modality.PLANNED, "told": date(2024, 3, 1)}
    assert len(brief(tell("s1", "talks", ("RUS", "USA"), "session cairo", **ahead)).talks.meetings) == 1
    later = {**ahead, "told": date(2024, 3, 12)}
    assert brief(tell("s1", "talks", ("RUS", "USA"), "session cairo", **later)).talks.meetings == ()
    old = {"since": date(2020, 1, 2), "until": date(2020, 1, 2), "background": True}
    assert brief(tell("s1", "talks", ("RUS", "USA"), "session cairo", **old)).talks.meetings == ()


def test_open_conditions_stand_the_last_first_and_none_of_later_days():
    tellings = [tell(f"s{day}", "demand", told=date(2024, 3, day), words=f"w{day} x{day} y{day}") for day in (4, 6, 12)]
    conditions = [
        Position(
            episode="e",
            record=one.record,
            article=one.article,
            parties=("RUS",),
            towards=("USA",),
            stance=Stance.CONDITION,
            words=QUOTE,
            day=one.told,
            condition="شرط",
            standing=standing,
        )
        for one, standing in zip(tellings, (Standing.OPEN, Standing.OPEN, Standing.OPEN), strict=True)
    ]
    talks = Talks(sessions=(), conditions=tuple(conditions))
    found = brief(*tellings, talks=talks, caps=Caps(talks=1)).talks
    assert [one.witness.record for one in found.conditions] == ["s6"]
    assert found.conditions_left_out == 1


def test_assessments_of_no_change_stand_beside_the_acts_of_their_days():
    told = tell("s1", "assessment", ("USA",), told=UNTIL), tell("s2", "assessment", ("USA",), told=date(2024, 3, 12))
    calm = tuple(
        Calm(record=one.record, article=one.article, by=("USA",), about=("RUS",), kind=CalmKind.POSTURE, words=QUOTE)
        for one in told
    )
    made = brief(*told, calm=calm)
    assert [(one.witness.record, one.about, one.kind) for one in made.calm] == [("s1", ("RUS",), "posture")]
    assert brief(*told, calm=calm, caps=Caps(calm=0)).calm_left_out == 1
    page = render_markdown(make_page(made, Language.ENGLISH))
    assert "**USA: no change seen in the posture of RUS**" in page


def test_checks_that_fail_come_before_what_is_only_unusual_and_right_ones_are_counted():
    found = (
        make_check("larger", desk="exercise", wrong=False),
        make_check("stale", desk="arsenal"),
        make_check("agrees", wrong=False),
        make_check("routine", desk="exercise", wrong=False),
        make_check("agrees", wrong=False),
    )
    checks = brief(checks=found, caps=Caps(checks=1)).checks
    assert ([one.verdict for one in checks.found], checks.left_out) == (["stale"], 1)
    assert checks.agreeing == (("exercise", 1), ("treaty", 2))


def test_a_day_that_stands_out_names_what_was_told_on_it_on_its_own_track():
    made = brief(tell("s1"), tell("s2", "alert", words="alert forces"), unusual=(make_unusual(),))
    (odd,) = made.unusual[0].days
    assert [line.gist.type.value for line in odd.lines] == ["threat"]
    (odd,) = brief(tell("s1"), unusual=(make_unusual(UNTIL),)).unusual[0].days
    assert odd.lines == ()


def test_coverage_counts_a_copy_once():
    first, second = tell("s1", article="a1"), tell("s2", article="a2")
    made = brief(first, second, heads={"s2": {"counted": False}}).coverage
    assert (made.pages, made.copies, made.signals, made.episodes) == (2, 1, 2, 1)
    assert made.outlets == (("صحيفة المرسى", 2),)


def test_edits_and_what_was_set_aside_count_by_their_own_days():
    head = make_head(tell("s1"))
    times = [datetime(2024, 3, day, 9, tzinfo=UTC) for day in (3, 4, 11)]
    edits = tuple(Edit(item="i", before=head, after=head, seen=times[0], at=at, alike=True) for at in times)
    aside = tuple(
        SetAside(origin=f"p{n}", digest=None, reason=reason, message="", at=f"2024-03-{day:02}T08:00:00Z")
        for n, (reason, day) in enumerate([("timeout", 4), ("gone", 5), ("timeout", 10), ("timeout", 12)])
    )
    made = brief(tell("s1"), edits=edits, aside=aside)
    assert [edit.at.day for edit in made.edits] == [4]
    assert [(one.reason, one.count) for one in made.aside] == [("timeout", 2), ("gone", 1)]


def test_a_single_day_is_plotted_beside_the_days_before_it():
    made = make_brief(make_full(), UNTIL, UNTIL)
    assert (made.plots.since, len(made.plots.slots)) == (date(2024, 2, 12), 28)
    assert sum(count for slot in made.plots.slots for _, count in slot.words) == 4
    assert made.plots.pairs == ()


def test_plots_keep_the_tracks_apart_and_count_each_episode_once():
    made = make_brief(make_full(), SINCE, UNTIL).plots
    (day,) = [slot for slot in made.slots if slot.acts]
    assert day.label == "2024-03-04"
    assert dict(day.acts)[6] == 1
    assert 6 not in dict(day.words)
    assert sum(count for slot in made.slots for _, count in (*slot.words, *slot.acts)) == 7
    assert [(pair.actor, pair.target, pair.count) for pair in made.pairs] == [
        ("CHN", "USA", 1),
        ("NATO", "RUS", 1),
        ("RUS", "NATO", 1),
    ]
    assert {week.monday for week in made.weeks} == {date(2024, 3, 4)}


def test_a_long_time_is_plotted_by_weeks():
    made = make_brief(make_full(), date(2023, 12, 1), UNTIL).plots
    assert [slot.label for slot in made.slots][:2] == ["2023-W48", "2023-W49"]
    assert made.slots[-1].label == "2024-W10"


def test_the_same_material_gives_the_same_brief_in_any_order():
    holdings = make_full()
    turned = msgspec.structs.replace(holdings, episodes=holdings.episodes[::-1], links=holdings.links[::-1])
    assert make_brief(turned, SINCE, UNTIL) == make_brief(holdings, SINCE, UNTIL)
    assert isinstance(make_brief(holdings, SINCE, UNTIL), Brief)


def test_programs_get_levels_as_they_are_published():
    plain = publish(make_brief(make_full(), SINCE, UNTIL))
    alert = next(line for line in plain["acts"]["lines"] if line["gist"]["type"] == "alert")
    assert (alert["level"]["track"], alert["level"]["value"]) == ("acts", "escalatory")
    day = next(slot for slot in plain["plots"]["slots"] if slot["label"] == "2024-03-04")
    assert day["acts"]["escalatory"] == 1
    assert msgspec.json.decode(msgspec.json.encode(plain))["coverage"]["pages"] == 9
