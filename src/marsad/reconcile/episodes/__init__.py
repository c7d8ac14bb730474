"""Episodes: what several articles report as one act or statement, who says so independently, and who denies it.

`make_telling` readies a signal for comparison, `add_tellings` judges which tellings are one act, `reconcile_tellings`
draws episodes with their status and the links between records.
"""

from marsad.reconcile.episodes.add import Weighed, add_tellings, weigh_tellings
from marsad.reconcile.episodes.compare import VERSION, judge
from marsad.reconcile.episodes.days import find_day
from marsad.reconcile.episodes.edit import merge_episodes, split_episode
from marsad.reconcile.episodes.index import Index, find_neighbourhood, list_places
from marsad.reconcile.episodes.links import DayBook, find_conflicts, find_links, link_inside
from marsad.reconcile.episodes.make import make_episode
from marsad.reconcile.episodes.reconcile import Reconciled, group_records, reconcile_tellings
from marsad.reconcile.episodes.status import find_status
from marsad.reconcile.episodes.telling import make_plain_telling, make_telling
from marsad.reconcile.episodes.wording import Values

__all__ = [
    "VERSION",
    "DayBook",
    "Index",
    "Reconciled",
    "Values",
    "Weighed",
    "add_tellings",
    "find_conflicts",
    "find_day",
    "find_links",
    "find_neighbourhood",
    "find_status",
    "group_records",
    "judge",
    "link_inside",
    "list_places",
    "make_episode",
    "make_plain_telling",
    "make_telling",
    "merge_episodes",
    "reconcile_tellings",
    "split_episode",
    "weigh_tellings",
]
