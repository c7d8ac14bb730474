"""A watch killed at random moments, with its workers: ledger and archive verify each time, and nothing is lost."""

from bench.kills import kill

TIMES = 5


def test_killed_again_and_again_it_loses_nothing_and_asks_for_nothing_that_it_has(tmp_path):
    for attempt in range(10):  # on a busy machine all may be read before the last kill
        folder = tmp_path / str(attempt)
        folder.mkdir()
        found = kill(folder, seed=3 + attempt, times=TIMES, outlets=6, pages=90, jobs=1, patience=60.0, calm=True)
        if found.problems or len(found.articles) == TIMES:
            break
    assert found.problems == []
    assert len(found.articles) == TIMES
    assert found.articles == sorted(found.articles)
    assert 0 < found.articles[-1] <= found.good == 90
    assert found.again <= TIMES * 6
