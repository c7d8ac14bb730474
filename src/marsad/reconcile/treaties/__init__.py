"""Treaty desk: what a page says of treaties, held against their limits, dates and acts."""

from marsad.reconcile.treaties.check import check_treaties

__all__ = ["check_treaties"]
