"""The talks desk: sessions and what came of them, what each side wants of them and tells of them, open conditions.

`reconcile_talks` reads them off the episodes of a ledger; it judges nothing anew.
"""

from marsad.reconcile.talks.nouns import Account, Outcome, Position, Session, SessionState, Stance, Standing, Talks
from marsad.reconcile.talks.positions import find_conditions, find_positions
from marsad.reconcile.talks.reconcile import complete_sessions, reconcile_talks
from marsad.reconcile.talks.sessions import find_sessions
from marsad.reconcile.talks.words import is_denying

__all__ = [
    "Account",
    "Outcome",
    "Position",
    "Session",
    "SessionState",
    "Stance",
    "Standing",
    "Talks",
    "complete_sessions",
    "find_conditions",
    "find_positions",
    "find_sessions",
    "is_denying",
    "reconcile_talks",
]
