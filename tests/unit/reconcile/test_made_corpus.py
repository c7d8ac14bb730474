"""The benchmark's corpus, small: it is the same each time, and its goals are kept."""

import pytest

from bench.made_stories import COPIES, make_corpus
from bench.stories import PRECISION, RECALL, Truth
from marsad.reconcile.stories import MemoryStore, add_traces, group_articles, make_trace


@pytest.fixture(scope="module")
def corpus():
    return list(make_corpus(700))


def test_the_same_seed_gives_the_same_articles(corpus):
    assert corpus[:50] == list(make_corpus(700))[:50]
    assert {made.kind for made in corpus} == {"original", *COPIES}


def test_precision_and_recall(corpus):
    judged = add_traces(MemoryStore(), [make_trace(made.article) for made in corpus])
    precision, recall, *_ = Truth(corpus).score(group_articles(judged))
    assert (precision >= PRECISION, recall >= RECALL) == (True, True)


def test_the_score_counts_pairs(corpus):
    truth = Truth(corpus)
    stories = [tuple(made.article.id for made in corpus if made.story == number) for number in truth.sizes]
    assert truth.score(stories) == (1.0, 1.0, 1.0, 1.0)
    assert truth.score([])[1] == 0.0
    assert truth.score([tuple(truth.story)])[0] < 0.1
