"""`marsad reconcile`: episodes brought up to date with the records."""

from marsad.app.errors import FINE
from marsad.app.opening import open_written
from marsad.app.progress import showing_progress
from marsad.app.terminal import Screen
from marsad.ledger import Ledger, LedgerPlace


def run_reconcile(screen: Screen, path: LedgerPlace, *, rebuild: bool, as_json: bool) -> int:
    """Bring the episodes of the ledger at `path` up to date, or make them anew, and tell how many there are."""
    with open_written(path) as ledger:
        done = ledger.waiting()
        if rebuild:
            with showing_progress(screen, "rebuilding"):
                ledger.rebuild_episodes()
        bring_up(screen, ledger)
        episodes = ledger.sizes().episodes
    if as_json:
        screen.raw(f'{{"reconciled":{done},"episodes":{episodes}}}')
    else:
        screen.say(f"{done} signals reconciled, {episodes} episodes")
    return FINE


def bring_up(screen: Screen, ledger: Ledger) -> None:
    """Reconcile what waits for it, and hold the pages read since against facts, with a bar where somebody watches."""
    reconcile(screen, ledger)
    with showing_progress(screen, "checking") as bar:
        for done in ledger.file_claims():
            bar.advance(done)


def reconcile(screen: Screen, ledger: Ledger, *, may_wait: bool = False) -> None:
    """Reconcile what waits for it, with a bar where somebody watches; see `Ledger.reconcile`."""
    with showing_progress(screen, "reconciling", ledger.waiting, "signals") as bar:
        for done in ledger.reconcile(may_wait=may_wait):
            bar.advance(done)
