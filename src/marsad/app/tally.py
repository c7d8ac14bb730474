"""What a run of `marsad read` did, in numbers."""

from collections import Counter

import msgspec

from marsad.app.labels import describe_record
from marsad.ledger import Added, AddStatus, Ledger, Record
from marsad.model import Reading
from marsad.sources import SetAside

SHOWN = 40  # changes by a newer coder told one by one


class Tally(msgspec.Struct, kw_only=True):
    """Counts over a run; memory does not grow with the number of pages.

    `records` (by layer) and `signals` (by type) count what was read from pages new to the ledger or coded again.
    `changes` are lines about the first records that coding again gained or lost.
    """

    read: int = 0
    on_topic: int = 0
    off_topic: int = 0
    duplicates: int = 0
    edited: int = 0
    gained: int = 0
    lost: int = 0
    changed: int = 0
    status: Counter[str] = msgspec.field(default_factory=Counter)
    records: Counter[str] = msgspec.field(default_factory=Counter)
    signals: Counter[str] = msgspec.field(default_factory=Counter)
    set_aside: Counter[str] = msgspec.field(default_factory=Counter)
    changes: list[str] = msgspec.field(default_factory=list)

    def note_aside(self, aside: SetAside) -> None:
        """Count a page that was not read."""
        self.set_aside[aside.reason] += 1

    def note(self, reading: Reading, added: Added, ledger: Ledger) -> None:
        """Count a reading and what adding it did; ask the ledger for records that are no longer read."""
        self.read += 1
        self.on_topic += reading.on_topic
        self.off_topic += not reading.on_topic
        self.duplicates += added.duplicate_of is not None
        self.edited += added.edit_of is not None
        self.status[added.status.value] += 1
        if added.status is not AddStatus.UNCHANGED:
            self._count_records(reading)
        if added.status is AddStatus.RECODED:
            self._note_changes(reading, added, ledger)

    def _count_records(self, reading: Reading) -> None:
        for layer in ("statements", "signals", "figures", "dates", "sources"):
            self.records[layer] += len(getattr(reading, layer))
        self.signals.update(signal.type.value for signal in reading.signals)

    def _note_changes(self, reading: Reading, added: Added, ledger: Ledger) -> None:
        self.gained += len(added.gained)
        self.lost += len(added.lost)
        self.changed += len(added.changed)
        read = {record.id: record for record in _list_records(reading)}
        for sign, names in (("+", added.gained), ("-", added.lost), ("~", added.changed)):
            for name in names[: max(0, SHOWN - len(self.changes))]:
                record = read.get(name) or ledger.get(name).record
                self.changes.append(f"{sign} {name} {describe_record(record)}")


def _list_records(reading: Reading) -> tuple[Record, ...]:
    return (*reading.statements, *reading.signals, *reading.figures, *reading.dates, *reading.sources)
