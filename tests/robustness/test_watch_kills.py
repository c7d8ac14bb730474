"""A watch killed at random moments, with its workers: ledger and archive verify each time, and nothing is lost."""

from bench.kills import kill


def test_killed_again_and_again_it_loses_nothing_and_asks_for_nothing_that_it_has(tmp_path):
    found = kill(tmp_path, seed=3, times=5, outlets=6, pages=90, jobs=1, hurried=True, calm=True)
    assert found.problems == []
    assert len(found.articles) == 5
    assert found.articles == sorted(found.articles)
    assert 0 < found.articles[-1] <= found.good == 90
    assert found.again <= 5 * 6
