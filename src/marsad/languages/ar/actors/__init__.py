"""Arabic words for actors and places, as phrases for the one automaton.

Data files hold one thing a row with all its forms; `items` says what a hit stands for. `load_words` gives the small
words (prepositions before a place, words for "former", given names …) that the actor finder reads around actors.
"""

from functools import cache

from marsad.languages.ar.actors.items import (
    Body,
    Demonym,
    Institute,
    Named,
    Office,
    OrgName,
    OutletName,
    PersonName,
    PlaceName,
    Pointer,
    Seat,
    StateName,
    Title,
    Unnamed,
)
from marsad.languages.ar.actors.names import (
    make_institutes,
    make_organisations,
    make_outlets,
    make_persons,
    make_places,
    make_seats,
    make_states,
)
from marsad.languages.ar.actors.nouns import load_forms
from marsad.languages.ar.actors.titles import make_bodies, make_offices, make_pointers, make_titles, make_unnamed
from marsad.text.match import Phrase
from marsad.text.normal import normalise

__all__ = [
    "Body",
    "Demonym",
    "Institute",
    "Named",
    "Office",
    "OrgName",
    "OutletName",
    "PersonName",
    "PlaceName",
    "Pointer",
    "Seat",
    "StateName",
    "Title",
    "Unnamed",
    "load_words",
    "phrases",
]

_MAKERS = (
    make_states,
    make_organisations,
    make_seats,
    make_institutes,
    make_persons,
    make_outlets,
    make_places,
    make_offices,
    make_titles,
    make_unnamed,
    make_bodies,
    make_pointers,
)


@cache
def phrases() -> tuple[Phrase, ...]:
    """Return every phrase of actors and places."""
    return tuple(phrase for make in _MAKERS for phrase in make())


@cache
def load_words(*kinds: str) -> frozenset[str]:
    """Return lists of words.toml in normal form, all in one."""
    return frozenset(normalise(form).normal for kind in kinds for form in load_forms("words.toml")[kind])
