"""From what a word may tell, as far as it was read, to all of it: for what is looked at closely."""

from marsad.coders.signals.acts import complete_act
from marsad.coders.signals.candidate import Candidate
from marsad.coders.signals.speech import complete_named


def complete(candidate: Candidate) -> Candidate:
    """Return a candidate with its parties, also where a rule doubts it."""
    if candidate.frame is not None:
        return complete_act(candidate, candidate.frame)
    return complete_named(candidate)
