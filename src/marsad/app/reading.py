"""`marsad read`: pages into the ledger."""

import secrets
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import msgspec

from marsad.app.alert_hook import alert_after
from marsad.app.errors import ASIDE, FINE
from marsad.app.intake import Arrival, is_waited_for, needs_network, read_kept
from marsad.app.reconciling import bring_up, reconcile
from marsad.app.summary import print_summary
from marsad.app.tally import Tally
from marsad.app.terminal import Screen
from marsad.archive import Archive
from marsad.engines import AHEAD, Outcome
from marsad.engines.memory import return_memory
from marsad.ledger import Ledger, LedgerError, LedgerPlace, Stamp
from marsad.model import Reading
from marsad.sources import SetAside

_AT_ONCE = 16  # readings in one transaction, where none is waited for
_AHEAD = 128  # pages for each worker between files and the ledger, for while the ledger brings episodes up to date
_RECONCILED = 1_000  # readings after which episodes are brought up to date, while workers read on


def run_read(
    screen: Screen,
    places: Sequence[str],
    path: LedgerPlace,
    *,
    jobs: int,
    limit: float | None,
    as_json: bool,
    folder: Path | None = None,
) -> int:
    """Add every page at `places` to the ledger and tell what came of it; return the exit code.

    What is fetched from the network is kept in the archive at `folder`, where one is named, before the ledger has it.
    """
    wanted = needs_network(places)  # refuse what cannot be read before a ledger is made
    if wanted:
        return_memory()
    tally = Tally()
    run = make_run(datetime.now(UTC))
    try:
        with (
            Archive.open(folder) if wanted and folder else nullcontext() as archive,
            Ledger.open(path) as ledger,
        ):
            at_once, ahead = (1, AHEAD) if is_waited_for(places) else (_AT_ONCE, _AHEAD)
            entries = Entries(ledger, tally, run, at_once, partial(reconcile, screen, ledger, may_wait=True))
            try:
                for outcome, arrival in read_kept(screen, places, jobs, limit, archive, ahead):
                    entries.enter(outcome, arrival)
            finally:  # also what was read before the user had seen enough
                entries.write()
            bring_up(screen, ledger)
            alert_after(screen, ledger)
    finally:  # also when the disk is full or the user has seen enough: what was done is done
        if tally.read or tally.set_aside:
            report(screen, tally, path, run, as_json=as_json)
    return ASIDE if tally.set_aside else FINE


def make_run(now: datetime) -> str:
    """Return a name for this run that no other one has and that sorts by time."""
    return f"{now:%Y%m%dT%H%M%SZ}-{secrets.token_hex(3)}"


class Entries:
    """Outcomes on their way into the ledger: each entered whole or not at all, and counted."""

    def __init__(
        self, ledger: Ledger, tally: Tally, run: str, at_once: int = 1, between: Callable[[], None] | None = None
    ) -> None:
        """Write readings of this run when there are so many; do what is to be done `between` a great many of them."""
        self._ledger = ledger
        self._tally = tally
        self._run = run
        self._at_once = at_once
        self._between = between
        self._left: list[tuple[Reading, Stamp]] = []
        self._written = 0

    def enter(self, outcome: Outcome, arrival: Arrival) -> None:
        """Note an outcome, and write where it makes enough."""
        at = datetime.now(UTC).isoformat(timespec="seconds")
        if isinstance(outcome, SetAside):
            self._ledger.set_aside(outcome.origin, outcome.digest, outcome.reason, outcome.message, at)
            self._tally.note_aside(outcome)
            return
        self._left.append((outcome, Stamp(self._run, at, arrival.size, arrival.at, arrival.payload)))
        if len(self._left) >= self._at_once:
            self.write()
        if self._between and self._written >= _RECONCILED:
            self._written = 0
            self._between()

    def write(self) -> None:
        """Write what is left, all at once or, where the ledger does not take it, what comes before the fault."""
        left, self._left = self._left, []
        try:
            self._write(left)
        except LedgerError:
            if len(left) == 1:
                raise
            for one in left:
                self._write([one])
        self._written += len(left)

    def _write(self, some: Sequence[tuple[Reading, Stamp]]) -> None:
        for (reading, _), added in zip(some, self._ledger.add_all(some), strict=True):
            self._tally.note(reading, added, self._ledger)


def report(screen: Screen, tally: Tally, path: LedgerPlace, run: str, *, as_json: bool) -> None:
    """Print the closing summary."""
    if as_json:
        whole = {"ledger": str(path), "run": run, **msgspec.to_builtins(tally)}
        screen.raw(msgspec.json.encode(whole).decode())
    else:
        print_summary(screen, tally, path)
