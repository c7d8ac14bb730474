"""A PLOVER record as we write it."""

from datetime import date

import msgspec

from marsad.exporters.crosswalk.dating import Dating
from marsad.exporters.parties import Sector
from marsad.model import Modality, SignalType


class Entity(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Somebody who takes part.

    code: ISO 3166-1 alpha-3 for states, else the codebook's code; XXX where nobody is named
    sector: GOV of a state, IGO an organisation of states, REB an armed group; missing of who speaks for none of them
    entity_text: the person who acts or speaks, by usual English name, else the party's name
    office: the person's office on that day, where known
    """

    code: str
    sector: Sector | None = None
    entity_text: str | None = None
    office: str | None = None


class TextInfo(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Where the text stands.

    start [code points]: where it begins in the article's text
    end [code points]: where it ends, that character not included
    text_story: id of the article
    """

    start: int
    end: int
    text_story: str


class Cited(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Who published and who coded it.

    url: address of the page
    title: headline
    publication: who published it
    language: language of the text, ISO 639-1
    coder: name of the program that coded it
    codebook: version of the codebook
    version: version of the coder
    """

    url: str | None = None
    title: str | None = None
    publication: str | None = None
    language: str = msgspec.field(default_factory=lambda: "ar")
    coder: str = msgspec.field(default_factory=lambda: "marsad")
    codebook: str
    version: str


class Number(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A figure in the sentence.

    value [see unit]: the number as printed, or the lower bound of a range
    high [see unit]: upper bound of a range
    unit: what is counted
    kind: limit, stockpile, count, distance, share, duration or money
    holder: code of whose it is
    """

    value: float
    high: float | None = None
    unit: str
    kind: str
    holder: str | None = None


class Extra(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What PLOVER has no place for.

    type: type of our codebook
    modality: whether it happened, is planned, hangs on a condition, and so on
    dated_by: whose day `date` is: the act's, or for want of it the publication's
    date: ISO day, month, year or interval of the act as the text gives it
    attributed_to: code of the party that asserts an act which the text does not assert itself
    via: chain of outlets through which it came, the nearest first
    figures: figures in the sentence
    background: whether it is told as something from before
    role: set where the person is an expert or a former official
    rule: stable id of the rule that made the record
    confidence [share]: how likely type and actors are right, 0 to 1, by the coder's calibration
    story: id of the story that the article tells, alone or with others
    counted: whether the article counts for its story, and is no copy within it
    digest: SHA-256 of the bytes captured
    """

    type: SignalType
    modality: Modality
    dated_by: Dating
    date: str | None = None
    attributed_to: str | None = None
    via: tuple[str, ...] = ()
    figures: tuple[Number, ...] = ()
    background: bool = False
    role: str | None = None
    rule: str
    confidence: float | None = None
    story: str | None = None
    counted: bool
    digest: str


class PloverRecord(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """An event record.

    id: id of our record; the same words of the same page give the same id
    date: day of the event, see x_marsad.dated_by
    actor: who does it; the first may be a person
    event: the event's name in PLOVER; always one
    recipient: whom it is directed at
    mode: the event's mode
    context: what it is about; hypothetical where it is not told as a fact
    quad_code: 1, 2 cooperation in words and deeds; 3, 4 conflict in words and deeds
    event_loc: where it is done
    event_text: the words that tell the event
    text: the sentence that tells it, exactly as printed
    text_info: where that stands
    cite_info: who published and who coded it
    x_marsad: what PLOVER has no place for
    """

    id: str
    date: date
    actor: tuple[Entity, ...]
    event: tuple[str, ...]
    recipient: tuple[Entity, ...] = ()
    mode: tuple[str, ...] = ()
    context: tuple[str, ...] = ()
    quad_code: int
    event_loc: str | None = None
    event_text: str | None = None
    text: str
    text_info: TextInfo
    cite_info: Cited
    x_marsad: Extra
