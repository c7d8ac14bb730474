"""Episodes: what several articles report as one act or statement, who says so independently, and who denies it.

`make_telling` readies a signal for comparison, `add_tellings` judges which tellings are one act, `reconcile_tellings`
draws episodes with their status and the links between records.
"""

from marsad.reconcile.episodes.add import add_tellings
from marsad.reconcile.episodes.compare import judge
from marsad.reconcile.episodes.edit import EpisodeEdits, merge_episodes, split_episode, undo
from marsad.reconcile.episodes.index import Index
from marsad.reconcile.episodes.links import DayBook, find_links
from marsad.reconcile.episodes.make import make_episode
from marsad.reconcile.episodes.reconcile import Reconciled, group_records, reconcile_tellings
from marsad.reconcile.episodes.status import find_status
from marsad.reconcile.episodes.telling import make_telling

__all__ = [
    "DayBook",
    "EpisodeEdits",
    "Index",
    "Reconciled",
    "add_tellings",
    "find_links",
    "find_status",
    "group_records",
    "judge",
    "make_episode",
    "make_telling",
    "merge_episodes",
    "reconcile_tellings",
    "split_episode",
    "undo",
]
