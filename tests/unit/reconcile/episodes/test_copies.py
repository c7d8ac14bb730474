"""Near copies: what is found of one telling holds for all that say the same, and a further one costs no more."""

from collections import Counter
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.unit.reconcile.episodes.made import DAY, make

from marsad.model import Modality
from marsad.reconcile.episodes import DayBook, Index, add_tellings, find_links, judge, link_inside
from marsad.reconcile.episodes import add as adding
from marsad.reconcile.episodes import links as linking
from marsad.reconcile.episodes.days import find_day

SAID = (
    ("talks", ("RUS", "NATO"), ("USA",), "missions reopen embassy", Modality.ACTUAL),
    ("talks", ("RUS", "NATO"), ("USA",), "missions reopen embassy", Modality.PLANNED),
    ("threat", ("RUS",), ("USA",), "missions close embassy", Modality.ACTUAL),
    ("warning", ("RUS",), ("USA",), "missions close embassy soon", Modality.ACTUAL),
    ("denial", ("RUS",), (), "missions reopen embassy", Modality.ACTUAL),
    ("denial", ("USA",), ("RUS",), "missions close embassy threat", Modality.ACTUAL),
    ("rejection", ("USA",), ("RUS",), "missions close embassy threat", Modality.ACTUAL),
    ("deployment", ("RUS",), (), "brigade border", Modality.DENIED),
    ("deployment", ("RUS",), (), "brigade border", Modality.ACTUAL),
)


def tell(number, said, article=None, later=0, start=0, asserted_by=None):
    """Return a telling of what is said, in an article of its own or in a given one."""
    kind, actors, targets, words, modality = SAID[said]
    more = {"article": article, "start": start, "end": start + 50} if article else {}
    day = DAY + timedelta(later)
    more |= {"marks": ("threat", "reply", "words")} if kind == "rejection" else {}
    return make(
        f"s{number:03}",
        kind,
        actors,
        words,
        targets=targets,
        modality=modality,
        told=day,
        asserted_by=asserted_by,
        **more,
    )


places = st.one_of(st.none(), st.sampled_from(("a1", "a2")))
tellings = st.lists(
    st.tuples(
        st.integers(0, len(SAID) - 1),
        places,
        st.integers(0, 2),
        st.integers(0, 2),
        st.sampled_from((None, "RUS", "USA")),
    ),
    min_size=2,
    max_size=24,
).map(lambda rows: [tell(n, said, a, later, 60 * at, by) for n, (said, a, later, at, by) in enumerate(rows)])


@given(tellings)
@settings(max_examples=150)
def test_a_pair_is_judged_as_it_would_be_alone(told):
    known = {one.record: one for one in told}
    for judgement in add_tellings(Index(), told):
        assert judgement == judge(known[judgement.left[0]], known[judgement.right[0]])


class _Plain(DayBook):
    """Looks at every telling, be it a copy or not."""

    def __init__(self, told):
        super().__init__(told)
        self._told = sorted(told, key=lambda one: one.record)

    def look_back(self, telling, parties, day, most):
        """Return all of these days in which a party has a part."""
        near = (one for one in self._told if day - timedelta(most) <= (find_day(one) or date.min) <= day)
        return [one for one in near if {*parties} & {*one.actors, *one.targets}]


@given(tellings)
@settings(max_examples=150)
def test_links_are_those_that_a_look_at_every_copy_finds(told):
    book, plain = DayBook(told), _Plain(told)
    for one in told:
        assert find_links(book, one) == find_links(plain, one)


def test_links_are_found_among_the_made_tellings():
    told = [tell(number, number % len(SAID), later=number % 3) for number in range(27)]
    kinds = Counter(link.kind for one in told for link in find_links(DayBook(told), one))
    assert min(kinds["denies"], kinds["answers"]) > 2


@given(tellings)
@settings(max_examples=100)
def test_what_came_true_came_true_of_the_first_that_told_it(told):
    ranked = sorted(told, key=lambda one: (one.told, one.record))
    for link in link_inside(told):
        place = {one.record: at for at, one in enumerate(ranked)}
        if link.kind == "updates":
            before = ranked[: place[link.source]]
            first = next(one for one in before if linking._came_true(one, ranked[place[link.source]]))
            assert link.target == first.record


def count_calls(monkeypatch, room, name):
    """Return a list that grows with every call of a function."""
    calls, real = [], getattr(room, name)
    monkeypatch.setattr(room, name, lambda *given: calls.append(given) or real(*given))
    return calls


@pytest.mark.parametrize("copies", [12, 120])
def test_however_many_copies_what_they_say_is_weighed_once(monkeypatch, copies):
    told = [tell(number, number % len(SAID)) for number in range(copies * len(SAID))]
    weighed = count_calls(monkeypatch, adding, "weigh")
    assert len(add_tellings(Index(), told)) > 3 * copies
    assert len(weighed) <= 2 * len(SAID) ** 2


@pytest.mark.parametrize("copies", [12, 120])
def test_an_answer_is_weighed_against_what_was_said_and_not_against_every_copy(monkeypatch, copies):
    told = [tell(number, number % len(SAID)) for number in range(copies * len(SAID))]
    book = DayBook(told)
    answers = count_calls(monkeypatch, linking, "weigh_answer")
    denials = count_calls(monkeypatch, linking, "weigh_denial")
    for one in told:
        find_links(book, one)
    assert 0 < len(answers) + len(denials) <= len(told) * len(SAID)


@pytest.mark.parametrize("copies", [12, 120])
def test_within_an_episode_a_copy_is_held_against_what_was_said_before(monkeypatch, copies):
    told = [tell(number, (0, 8)[number % 2]) for number in range(copies)]
    held = count_calls(monkeypatch, linking, "_came_true")
    assert [*link_inside(told)] == []
    assert len(held) <= 2 * copies
