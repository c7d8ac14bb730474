"""Fit the scale and shift of confidence to the excerpts that were read: `python -m evals.trust`.

Prints the two numbers that stand in train/fit.py (SCALE, SHIFT), and how well confidence holds on each set of excerpts.
"""

import sys
from collections.abc import Sequence

import numpy as np
from sklearn.linear_model import LogisticRegression

from evals.pages import find_page_chances, load_pages
from evals.run import CORPUS, HERE, PAGES, load_coder
from marsad.coders.signals.judge.model import find_odds, load_judge
from marsad.measure.calibration import Chance, make_reliability

FITTED_TO = "read"
_LOOSE = 100.0  # inverse penalty: two numbers need none


def fit_trust(chances: Sequence[Chance], scale: float, shift: float) -> tuple[float, float]:
    """Return the scale and shift that make verdicts hold, given chances told with an earlier scale and shift."""
    odds = np.array([[(find_odds(chance.confidence) - shift) / scale] for chance in chances])
    model = LogisticRegression(C=_LOOSE).fit(odds, np.array([chance.right for chance in chances]))
    return float(model.coef_[0][0]), float(model.intercept_[0])


def main() -> int:
    """Print the fit; return 1 where the excerpts are not there."""
    coder, judge = load_coder(), load_judge()
    for name in PAGES:
        pages = load_pages(CORPUS, HERE / "pages" / f"{name}.jsonl")
        if pages is None:
            print(f"skipped: no excerpts {name}", file=sys.stderr)
            return 1
        chances = list(find_page_chances(pages, coder))
        print(f"{name}: {len(chances)} signals, calibration error {make_reliability(chances).error or 0:.3f}")
        if name == FITTED_TO:
            scale, shift = fit_trust(chances, judge.scale, judge.shift)
            print(f"SCALE, SHIFT = {scale:.2f}, {shift:.2f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
