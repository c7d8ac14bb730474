"""Following outlets: what is due when, what was found and how far it has come, and how the outlets do.

The state is a file beside the ledger. Scheduling and health are pure functions; `app` runs the watch.
"""

from marsad.watch.budget import PLACES, find_tomorrow
from marsad.watch.crew import Crew
from marsad.watch.facts import Pulse, find_facts, find_pulse, list_outlets
from marsad.watch.health import Facts, Flag, Health, judge
from marsad.watch.lanes import Job, Lanes
from marsad.watch.lock import is_locked, locked
from marsad.watch.look import bring_page, look_at, make_brought
from marsad.watch.nouns import (
    Brought,
    Found,
    Kind,
    Look,
    Page,
    Place,
    Stage,
    Status,
    WatchError,
    Yield,
)
from marsad.watch.schedule import HEAVY, HOSTLY
from marsad.watch.silences import Silence, iterate_silences
from marsad.watch.state import State

__all__ = [
    "HEAVY",
    "HOSTLY",
    "PLACES",
    "Brought",
    "Crew",
    "Facts",
    "Flag",
    "Found",
    "Health",
    "Job",
    "Kind",
    "Lanes",
    "Look",
    "Page",
    "Place",
    "Pulse",
    "Silence",
    "Stage",
    "State",
    "Status",
    "WatchError",
    "Yield",
    "bring_page",
    "find_facts",
    "find_pulse",
    "find_tomorrow",
    "is_locked",
    "iterate_silences",
    "judge",
    "list_outlets",
    "locked",
    "look_at",
    "make_brought",
]
