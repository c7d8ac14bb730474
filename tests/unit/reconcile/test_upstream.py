from datetime import timedelta

from marsad.reconcile.stories import make_story, make_trace

from .made import DAY, LEAD, RENDERED, WIRE, make_article

NEXT = DAY + timedelta(days=1)


def story(*articles):
    traces = [make_trace(article) for article in articles]
    made = make_story(traces)
    assert made == make_story(traces[::-1])
    return made


def test_a_named_agency_is_upstream_although_a_paper_printed_first():
    paper = make_article("a1", "الميناء (أ ف ب) - " + WIRE, outlet="الميزان")
    late = make_article("a2", WIRE, outlet="المرساة", day=NEXT)
    upstream = story(late, paper).upstream
    assert (upstream.basis, upstream.name, upstream.article) == ("agency", "AFP", None)
    assert upstream.because == ("1 of 2 credit AFP",)


def test_the_agencys_own_article_is_upstream_where_it_is_a_member():
    own = make_article("a2", WIRE, outlet="وكالة فرانس برس", day=NEXT)
    found = story(make_article("a1", "(أ ف ب) - " + WIRE), own)
    assert found.upstream.article == "a2"
    assert [copy.article for copy in found.copies] == ["a1"]


def test_the_agency_that_most_name_counts_and_of_equals_the_earliest_named():
    one, two = ("(أ ف ب) - " + WIRE, "(رويترز) - " + WIRE)
    assert story(make_article("a1", one), make_article("a2", two), make_article("a3", two)).upstream.name == "Reuters"
    assert story(make_article("a1", two, day=NEXT), make_article("a2", one)).upstream.name == "AFP"


def test_a_credited_outlet_is_upstream_where_no_agency_is_named():
    cited = make_article("a1", WIRE + " نقلا عن صحيفة «نيويورك تايمز».")
    found = story(cited, make_article("a2", "وكالات - " + WIRE)).upstream
    assert (found.basis, found.name) == ("outlet", "The New York Times")


def test_agencies_without_a_name_are_better_than_nothing():
    assert story(make_article("a1"), make_article("a2", "وكالات - " + WIRE)).upstream.basis == "agencies"


def test_else_the_earliest_and_of_one_day_the_longest():
    short = make_article("a1", WIRE[:300])
    found = story(make_article("a3", LEAD + WIRE, day=NEXT), short, make_article("a2", outlet="الميزان"))
    assert (found.upstream.basis, found.upstream.article, found.upstream.name) == ("earliest", "a2", "الميزان")
    assert found.upstream.because[-1] == "the longest of 2 of its day"
    assert found.members == ("a2", "a1", "a3")


def test_an_undated_article_is_not_the_earliest():
    assert story(make_article("a1", day=None), make_article("a2")).upstream.article == "a2"


def test_copies_say_what_they_hold_and_what_is_their_own():
    found = story(
        make_article("a1"),
        make_article("a2", WIRE[:300], day=NEXT),
        make_article("a3", LEAD + WIRE, day=NEXT),
        make_article("a4", RENDERED, day=NEXT),
        make_article("a5", WIRE, day=NEXT),
    )
    kinds = {copy.article: copy.kind for copy in found.copies}
    assert kinds == {"a2": "cut", "a3": "extended", "a4": "reworded", "a5": "copy"}
    (extended,) = (copy for copy in found.copies if copy.article == "a3")
    assert extended.held == 1.0
    assert 0.1 < extended.own < 0.3


def test_the_id_stays_as_the_story_grows_later_members():
    first = make_article("a1")
    assert story(first).id == story(first, make_article("a0", day=NEXT)).id
