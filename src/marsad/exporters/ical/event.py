"""An event of the calendar as we write it."""

from datetime import date
from typing import Literal, NamedTuple

import msgspec

from marsad.model import Modality, Precision, SignalType

Status = Literal["CONFIRMED", "TENTATIVE", "CANCELLED"]


class Key(NamedTuple):
    """What records of one event share."""

    since: date
    until: date
    type: SignalType
    parties: tuple[str, ...]
    precision: Precision


class Telling(NamedTuple):
    """What a record tells of an event."""

    record: str
    modality: Modality
    url: str | None
    outlet: str | None
    place: str | None


class Happening(msgspec.Struct, frozen=True, kw_only=True):
    """An event.

    uid: the same for the same kind, parties and days
    stamp: a day of no meaning, which the standard wants
    start: first day
    end: the day after the last one
    summary: kind and parties by usual English name
    status: CONFIRMED held or going on, TENTATIVE planned, CANCELLED halted
    location: where it is held, as the records have it
    categories: type of our codebook
    description: how many records say so, of which outlets, and the addresses of their pages
    url: the first of these addresses
    transparent: the days do not count as busy
    records: ids of our records, with blanks between
    """

    uid: str = msgspec.field(name="UID")
    stamp: str = msgspec.field(name="DTSTAMP")
    start: str = msgspec.field(name="DTSTART")
    end: str = msgspec.field(name="DTEND")
    summary: str = msgspec.field(name="SUMMARY")
    status: Status = msgspec.field(name="STATUS")
    location: str | None = msgspec.field(name="LOCATION")
    categories: str = msgspec.field(name="CATEGORIES")
    description: str | None = msgspec.field(name="DESCRIPTION")
    url: str | None = msgspec.field(name="URL")
    transparent: str = msgspec.field(default="TRANSPARENT", name="TRANSP")
    records: str = msgspec.field(name="X-MARSAD-RECORDS")
