"""The ledger: one SQLite file of articles, readings and records, with search. Records are added, never rewritten."""

from marsad.ledger.errors import LedgerError, QuestionError, UnknownError
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
from marsad.ledger.pages import Page, Pages
from marsad.ledger.search import has_words
from marsad.ledger.store import Ledger
from marsad.ledger.wanted import ArticleFilter, LinkFilter, Place, RecordFilter, RecordRow, Written

__all__ = [
    "AddStatus",
    "Added",
    "ArticleFilter",
    "ArticleHead",
    "CaptureHead",
    "Choice",
    "Counts",
    "Edit",
    "Entry",
    "EpisodeFilter",
    "Ledger",
    "LedgerError",
    "LinkFilter",
    "Making",
    "Page",
    "Pages",
    "Place",
    "QuestionError",
    "Record",
    "RecordFilter",
    "RecordRow",
    "Run",
    "SearchHit",
    "SetAside",
    "SignalFilter",
    "StoryFilter",
    "StoryHead",
    "TimelineRow",
    "UnknownError",
    "Version",
    "Written",
    "has_words",
]
