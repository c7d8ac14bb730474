"""The posture watch: what stands where, by party, place and weapon system, and who sees no change.

`reconcile_posture` reads it off the episodes of a ledger; it judges nothing anew and changes no episode's status.
"""

from marsad.reconcile.posture.nouns import Calm, CalmKind, Change, Posture, Standing
from marsad.reconcile.posture.reconcile import reconcile_posture

__all__ = ["Calm", "CalmKind", "Change", "Posture", "Standing", "reconcile_posture"]
