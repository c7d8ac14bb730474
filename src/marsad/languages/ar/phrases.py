"""All Arabic phrases of all data files, for the one automaton that scans a text."""

from functools import cache

from marsad.languages.ar import actors, calendar, cues, numbers, speech, things
from marsad.languages.ar.clitics import vary
from marsad.text.match import Phrase, PhraseIndex


def all_phrases() -> tuple[Phrase, ...]:
    """Return every phrase of the pack."""
    members = (actors, calendar, cues, numbers, speech, things)
    return tuple(phrase for member in members for phrase in member.phrases())


@cache
def load_index() -> PhraseIndex:
    """Return the compiled automaton over all phrases; built once a process."""
    return PhraseIndex(all_phrases(), vary)
