"""What holds for stories in any order, of any judgements."""

from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.unit.reconcile.made import LEAD, OTHER, RENDERED, WIRE, make_article

from marsad.ledger import Ledger
from marsad.model import Judgement, Maker, Reading, Verdict
from marsad.reconcile.stories import MemoryStore, add_traces, group_articles, make_trace

TEXTS = (WIRE, LEAD + WIRE, WIRE[:300], RENDERED, OTHER, OTHER + " " + WIRE, OTHER[:200], "", WIRE[250:], OTHER)
TRACES = [make_trace(make_article(f"a{at}", text)) for at, text in enumerate(TEXTS)]
VERDICTS = st.sampled_from(list(Verdict))


@st.composite
def judgements(draw, letter):
    names = [f"{letter}{at}" for at in range(7)]
    entries = []
    for at in range(draw(st.integers(0, 14))):
        person = draw(st.booleans())
        left = draw(st.lists(st.sampled_from(names[:-1]), min_size=1, max_size=3 if person else 1, unique=True))
        rest = [name for name in names if name not in left]
        right = draw(st.lists(st.sampled_from(rest), min_size=1, max_size=3 if person else 1, unique=True))
        entries.append(
            Judgement(
                id=f"j{letter}{at}",
                verdict=draw(VERDICTS),
                left=tuple(sorted(left)),
                right=tuple(sorted(right)),
                maker=Maker.PERSON if person else Maker.RULE,
                by="x",
                why=("text",),
                score=draw(st.sampled_from((0.5, 0.7, 1.0))),
            )
        )
    return entries


@settings(max_examples=30)
@given(st.permutations(TRACES))
def test_a_batch_gives_the_same_judgements_in_any_order(order):
    assert add_traces(MemoryStore(), order) == add_traces(MemoryStore(), TRACES)


@given(judgements("a"), judgements("b"))
def test_groups_hang_on_no_judgement_outside_of_themselves(ones, others):
    both = [entry for pair in zip(ones, others, strict=False) for entry in pair]
    both += ones[len(others) :] + others[len(ones) :]
    assert group_articles(both) == tuple(sorted(group_articles(ones) + group_articles(others)))


@given(judgements("a"))
def test_every_article_stands_in_one_group(entries):
    members = [article for group in group_articles(entries) for article in group]
    known = {article for entry in entries for article in (*entry.left, *entry.right)}
    assert sorted(members) == sorted(known)


@given(judgements("a"))
def test_the_last_person_to_tell_two_articles_apart_is_heard(entries):
    last = Judgement(
        id="last",
        verdict=Verdict.DIFFERENT,
        left=("a0",),
        right=("a1",),
        maker=Maker.PERSON,
        by="x",
        why=("read",),
    )
    groups = group_articles([*entries, last])
    assert not any({"a0", "a1"} <= set(group) for group in groups)


def tell(order, late):
    """The stories of a ledger to which articles were added in an order, those of `late` off topic at first."""
    with TemporaryDirectory() as folder, Ledger.open(Path(folder) / "ledger.db") as ledger:
        for version, articles in (("1", order), ("2", late)):
            for at in articles:
                on_topic = version == "2" or at not in late
                article = make_article(f"a{at}", TEXTS[at], outlet=f"o{at}")
                reading = Reading(article=article, on_topic=on_topic, topic="", version=version, codebook="1")
                ledger.add(reading, run=version, at="")
        assert ledger.check() == ()
        told = [(head, ledger.story(head.id)) for head in ledger.stories()]
        assert ledger.rebuild_stories() == len(told)
        assert [(head, ledger.story(head.id)) for head in ledger.stories()] == told
        return told


@settings(max_examples=8)
@given(st.permutations(range(len(TEXTS))), st.sets(st.integers(0, len(TEXTS) - 1)))
def test_a_ledger_tells_the_same_stories_in_whatever_order_it_was_filled(order, late):
    assert tell(order, sorted(late)) == tell(range(len(TEXTS)), ())
