"""Arsenal desk: a page's numbers of warheads and launchers, held against what was published."""

from marsad.reconcile.arsenals.check import check_arsenals
from marsad.reconcile.arsenals.claim import ArsenalClaim, find_arsenal_claims
from marsad.reconcile.arsenals.judge import judge_arsenal

__all__ = ["ArsenalClaim", "check_arsenals", "find_arsenal_claims", "judge_arsenal"]
