"""What a day usually brings, and which days stand out from that, at a stated rate of false alarms.

Loads numpy and scipy: import it only where days are judged.
"""

from marsad.measure.baseline.days import Count, Judged, Verdict, judge_days
from marsad.measure.baseline.fit import Fit, fit_baseline
from marsad.measure.baseline.tell import count_days

__all__ = ["Count", "Fit", "Judged", "Verdict", "count_days", "fit_baseline", "judge_days"]
