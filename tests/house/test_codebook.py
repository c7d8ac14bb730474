"""What the rooms beside the coder repeat of the codebook: rooms of one floor do not know one another."""

from marsad.coders.signals.rows import load_kinds
from marsad.model import SignalType
from marsad.reconcile.episodes.family import is_spoken


def test_what_episodes_take_for_said_is_spoken_in_the_codebook():
    assert [kind for kind in SignalType if is_spoken(kind)] == [
        kind for kind in SignalType if load_kinds()[kind].spoken
    ]
