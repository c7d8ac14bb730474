"""iCalendar: talks and exercises, planned and held, for any calendar.

Records of the same kind, parties and days are one event, with all addresses that tell of it. It is confirmed where
any tells that it is or was held, cancelled where any tells that it was halted and none that it was held, else
tentative. What has no day of its own stands in no calendar, nor does what is known to the year only, was only possible,
conditional or denied, or is not said any more on its page.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import timedelta
from hashlib import blake2b
from itertools import chain
from types import MappingProxyType
from typing import BinaryIO

import msgspec

from marsad.exporters.base import ExportedEntry
from marsad.exporters.ical.event import Happening, Key, Status, Telling
from marsad.exporters.parties import find_party
from marsad.model import Modality, Precision, Signal, SignalType

TYPES = (SignalType.TALKS, SignalType.EXERCISE)
LONGEST = timedelta(days=62)  # of what is known as an interval: a season is no appointment
# The standard wants to know when a calendar was made; a fixed export may not say, so it has a day of no meaning.
_STAMP = "19700101T000000Z"
_HEAD = ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Marsad//Talks and exercises//EN", "CALSCALE:GREGORIAN")
_HEAD_NAMES = ("METHOD:PUBLISH", "X-WR-CALNAME:Marsad: talks and exercises")
_MODALITIES = (Modality.ACTUAL, Modality.PLANNED, Modality.HALTED)
_MOST = 75  # bytes of a line


class IcalExporter:
    """RFC 5545, lines folded at 75 bytes and ended by CR LF."""

    name = "ical"
    stem = "calendar"
    suffix = ".ics"
    layers = frozenset({"signal"})
    beside = frozenset[str]()
    around = 0
    rows: Mapping[str, type[msgspec.Struct]] = MappingProxyType({"VEVENT": Happening})

    def export(self, entries: Iterable[ExportedEntry], out: BinaryIO) -> int:
        """Write the events and return how many records they hold; keeps what is told of each one until the end."""
        told: dict[Key, list[Telling]] = {}
        for entry in entries:
            signal = entry.record
            if isinstance(signal, Signal) and not entry.article.earlier and (key := find_key(signal)):
                url, outlet = entry.article.url, entry.article.outlet
                made = Telling(record=signal.id, modality=signal.modality, url=url, outlet=outlet, place=signal.place)
                told.setdefault(key, []).append(made)
        lines = chain.from_iterable(_write_event(make_event(key, told[key])) for key in sorted(told))
        for line in chain(_HEAD, _HEAD_NAMES, lines, ("END:VCALENDAR",)):
            out.write(fold_line(line))
        return sum(map(len, told.values()))


def find_key(signal: Signal) -> Key | None:
    """Return what makes two records tell of one event, None for those that stand in no calendar."""
    when = signal.date
    if signal.type not in TYPES or signal.modality not in _MODALITIES or when is None:
        return None
    if when.precision is Precision.YEAR or when.end - when.start > LONGEST:
        return None
    parties = tuple(sorted({*signal.actors, *signal.targets}))
    return Key(since=when.start, until=when.end, type=signal.type, parties=parties, precision=when.precision)


def make_event(key: Key, tellings: list[Telling]) -> Happening:
    """Return an event as its records tell it."""
    status = find_status({each.modality for each in tellings})
    names = ", ".join(find_party(code).name for code in key.parties) or "parties unnamed"
    rough = " (day not known)" if key.precision is Precision.MONTH else ""
    urls = sorted({each.url for each in tellings if each.url})
    places = sorted({each.place for each in tellings if each.place})
    return Happening(
        uid=f"{blake2b(repr(key).encode(), digest_size=12).hexdigest()}@marsad",
        stamp=_STAMP,
        start=f"{key.since:%Y%m%d}",
        end=f"{key.until + timedelta(days=1):%Y%m%d}",
        summary=f"{key.type.value.capitalize()}: {names}{rough}",
        status=status,
        location=", ".join(places) or None,
        categories=key.type.value,
        description="\n".join((*_list_outlets(tellings), *urls)) or None,
        url=urls[0] if urls else None,
        records=" ".join(sorted(each.record for each in tellings)),
    )


def _list_outlets(tellings: list[Telling]) -> Iterator[str]:
    """Yield for each modality the outlets that tell it so."""
    for modality in _MODALITIES:
        ours = [each for each in tellings if each.modality is modality]
        if ours:
            outlets = ", ".join(sorted({each.outlet for each in ours if each.outlet}))
            yield f"{modality.value}: {len(ours)}" + (f" ({outlets})" if outlets else "")


def find_status(modalities: set[Modality]) -> Status:
    """Return an event's status by what its records say of it."""
    if Modality.ACTUAL in modalities:
        return "CONFIRMED"
    return "CANCELLED" if Modality.HALTED in modalities else "TENTATIVE"


def _write_event(event: Happening) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    for field in msgspec.structs.fields(Happening):
        value = getattr(event, field.name)
        if value is not None:
            plain = field.name in ("stamp", "start", "end", "url", "uid")
            day = ";VALUE=DATE" if field.name in ("start", "end") else ";VALUE=URI" if field.name == "url" else ""
            yield f"{field.encode_name}{day}:{_clean(value).replace(' ', '') if plain else escape_text(value)}"
    yield "END:VEVENT"


def _clean(value: str) -> str:
    """Return a text without control characters, every blank as a plain one."""
    return "".join(char if char.isprintable() else " " if char.isspace() else "" for char in value)


def escape_text(value: str) -> str:
    """Return a text as iCalendar wants it, without control characters."""
    lines = (_clean(line) for line in value.splitlines())
    return "\\n".join(line.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,") for line in lines)


def fold_line(line: str) -> bytes:
    """Return a line in pieces of at most 75 bytes, none of which ends within a character."""
    pieces: list[bytes] = [b""]
    for char in line:
        data = char.encode("utf-8", "replace")
        if len(pieces[-1]) + len(data) > _MOST:
            pieces.append(b" ")
        pieces[-1] += data
    return b"\r\n".join(pieces) + b"\r\n"
