"""Every way of putting a type: the sentence that tells it so is found, the one with the same words is not.

Ways that do not hold yet stand in `train/ways`; what holds here must go on holding.
"""

from pathlib import Path

import pytest

import marsad
from train.check_ways import judge
from train.load import load_ways

HERE = Path(__file__).parent
WAYS = [(path.stem, way) for path in sorted(HERE.glob("*.toml")) for way in load_ways(path)]


@pytest.mark.parametrize(("kind", "way"), [pytest.param(kind, way, id=way.id) for kind, way in WAYS])
def test_way(kind, way):
    assert list(judge(kind, way)) == []


def test_every_type_has_ways_of_its_own():
    kinds = {kind for kind, _ in WAYS}
    assert kinds == {kind.value for kind in marsad.SignalType}
    assert len({way.id for _, way in WAYS}) == len(WAYS)
    assert len(WAYS) >= 1_250


@pytest.mark.parametrize("kind", sorted({kind for kind, _ in WAYS}))
def test_ways_differ_in_their_words(kind):
    words = [way.words for other, way in WAYS if other == kind]
    assert len(set(words)) == len(words)
    assert len(words) >= 40
