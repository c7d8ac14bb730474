"""The ledger: one SQLite file of articles, readings and records, with search. Records are added, never rewritten."""

from marsad.ledger.errors import LedgerError
from marsad.ledger.nouns import (
    Added,
    AddStatus,
    ArticleHead,
    CaptureHead,
    Choice,
    Counts,
    Edit,
    Entry,
    EpisodeFilter,
    Making,
    Record,
    Run,
    SearchHit,
    SetAside,
    SignalFilter,
    StoryFilter,
    StoryHead,
    TimelineRow,
    Version,
)
from marsad.ledger.store import Ledger

__all__ = [
    "AddStatus",
    "Added",
    "ArticleHead",
    "CaptureHead",
    "Choice",
    "Counts",
    "Edit",
    "Entry",
    "EpisodeFilter",
    "Ledger",
    "LedgerError",
    "Making",
    "Record",
    "Run",
    "SearchHit",
    "SetAside",
    "SignalFilter",
    "StoryFilter",
    "StoryHead",
    "TimelineRow",
    "Version",
]
