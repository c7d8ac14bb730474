"""The talks desk: sessions and what came of them, what each side wants of them and tells of them, open conditions.

`reconcile_talks` reads them off the episodes of a ledger; it judges nothing anew.
"""

from marsad.reconcile.talks.nouns import Account, Outcome, Position, Session, SessionState, Stance, Standing, Talks
from marsad.reconcile.talks.reconcile import reconcile_talks
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
    "is_denying",
    "reconcile_talks",
]
