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


def test_growth_is_fitted_by_a_power_of_the_size():
    growth = pytest.importorskip("bench.growth")
    sizes = (1_000, 10_000, 100_000)
    assert growth.fit(sizes, [7.0, 7.0, 7.0]) == pytest.approx(0)
    assert growth.fit(sizes, [size / 50 for size in sizes]) == pytest.approx(1)
    table = growth.make_table([{"articles": float(size), "adding, ms": size**0.5} for size in sizes])
    assert "| 0.50 |" in table[2]
