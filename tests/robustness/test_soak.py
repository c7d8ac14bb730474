"""A watch on a small made internet, good and bad: nothing good lost or doubled, each bad page told by its reason."""

import pytest

from bench.hostile.world import KINDS, SHUT, TRYING, make_world
from bench.soak import soak


@pytest.fixture(scope="module")
def soaked(tmp_path_factory):
    for patience in (0.5, 4.0):  # seconds: a good page may meet the first ones where the machine does much else
        found = soak(tmp_path_factory.mktemp("soak"), seed=1, outlets=16, pages=150, jobs=2, patience=patience)
        if not found.problems:
            break
    return found


def test_nothing_is_lost_or_doubled_and_each_bad_page_has_its_reason(soaked):
    assert soaked.problems == []
    assert soaked.codes == [1, 1]
    assert soaked.read == soaked.good
    assert soaked.aside.total() == soaked.bad


def test_memory_is_bounded(soaked):
    assert 50 < max(soaked.peak) < 1_000


def test_the_world_has_every_kind_of_page_and_of_outlet():
    world = make_world(1, 16, 150)
    assert {page.kind for site in world.sites for page in site.pages} == {*KINDS, *TRYING}
    assert {site.shut for site in world.sites if site.shut} == set(SHUT)
    assert world == make_world(1, 16, 150)
    assert world != make_world(2, 16, 150)
