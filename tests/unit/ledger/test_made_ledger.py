"""Large ledgers for measuring are made of copies, and are whole like those that were read."""

import pytest

pytest.importorskip("bench.made_ledger")

from bench.made_ledger import LATE, Base, make_ledger, make_texts, read_text
from marsad.ledger import EpisodeFilter, Ledger, SearchFilter


def test_a_ledger_of_copies_is_whole(tmp_path):
    texts = list(make_texts(30, seed=3))
    base = Base([(one, read_text(one)) for one in texts], [])
    path = tmp_path / "made.ledger"
    make_ledger(path, base, 3 * len(texts))
    with Ledger.open(path) as ledger:
        problems = [line for line in ledger.check() if "its trace is of another text" not in line]
        assert problems == []
        assert ledger.sizes().articles % 3 == 0
        assert ledger.sizes().articles >= 3 * len({one.url for one in texts})
        every = list(ledger.episodes(EpisodeFilter()))
        assert len(every) == ledger.sizes().episodes == len({one.id for one in every})
        word = texts[0].text.rsplit(" ", 1)[1].rstrip(".")
        assert ledger.find(SearchFilter(text=word)).total == sum(word in one.text for one in texts)


def test_texts_are_the_same_for_the_same_seed():
    assert list(make_texts(20, seed=3)) == list(make_texts(20, seed=3)) != list(make_texts(20, seed=4))
    assert LATE > 0
