"""On which track an episode is shown."""

from collections.abc import Container

from marsad.measure.levels import Track
from marsad.model import SignalType
from marsad.reconcile.episodes.family import is_spoken


def find_track(kind: SignalType, graded: Container[Track]) -> Track:
    """Return the track of a type; the other one where an episode has a level there alone."""
    own = Track.WORDS if is_spoken(kind) else Track.ACTS
    other = Track.ACTS if own is Track.WORDS else Track.WORDS
    return other if other in graded and own not in graded else own
