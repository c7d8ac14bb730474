"""Alerts after reading and in the rounds of a watch, where there are rules; they never stop either."""

import os
import time

from marsad.app.settings import find_own_rules, find_rules
from marsad.app.terminal import Screen
from marsad.ledger import Ledger


def alert_after(screen: Screen, ledger: Ledger) -> None:
    """Run the alerts of a ledger that has just been brought up to date, and tell in a line what came of it."""
    path = find_rules(os.environ)
    if not path.exists() and not find_own_rules(ledger.place.file).exists():
        return
    from marsad.app.alert_rules import gather_rules
    from marsad.app.alerting import describe_outcome, run_rules
    from marsad.app.errors import explain_error

    try:
        outcome = run_rules(ledger, gather_rules(ledger.place.file, path), os.environ, time.time)
    except Exception as error:  # whatever it is, pages go on being read
        screen.note(f"no alerts: {explain_error(error, 'marsad alerts run')}")
        return
    if outcome.found or outcome.sent or outcome.failed:
        screen.note(describe_outcome(outcome))
