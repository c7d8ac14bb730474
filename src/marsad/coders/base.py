"""What a coder is given and what it gives."""

from typing import Protocol

import msgspec

from marsad.find.actors import ActorMention
from marsad.find.dates import FoundDate
from marsad.find.places import PlaceMention
from marsad.find.scan import Scan
from marsad.find.speech import FoundStatement
from marsad.model import Abstention, Signal
from marsad.text.match import Phrase


class Findings(msgspec.Struct, frozen=True, kw_only=True):
    """What the finders found in one article; offsets count characters of the scan's normal text."""

    scan: Scan
    actors: tuple[ActorMention, ...]
    places: tuple[PlaceMention, ...]
    dates: tuple[FoundDate, ...]
    statements: tuple[FoundStatement, ...]


class Coded(msgspec.Struct, frozen=True, kw_only=True):
    """A coder's records, what it abstained from, and whether the document is on topic, with the reason."""

    on_topic: bool
    topic: str
    signals: tuple[Signal, ...]
    abstentions: tuple[Abstention, ...]


class Coder(Protocol):
    """Codes one article's findings. Pure: the same findings give the same records."""

    name: str
    version: str

    def phrases(self) -> tuple[Phrase, ...]:
        """Return the phrases that the scan must look for."""

    def code(self, findings: Findings) -> Coded:
        """Return the records of one article."""
