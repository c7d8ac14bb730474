"""`marsad read`: pages into the ledger."""

import secrets
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from marsad.app.errors import ASIDE, FINE
from marsad.app.intake import group_places, read_sized
from marsad.app.summary import print_summary
from marsad.app.tally import Tally
from marsad.app.terminal import Screen
from marsad.engines import Outcome
from marsad.ledger import Ledger
from marsad.sources import SetAside


def run_read(
    screen: Screen, places: Sequence[str], path: Path, *, jobs: int, limit: float | None, as_json: bool
) -> int:
    """Add every page at `places` to the ledger and tell what came of it; return the exit code."""
    group_places(places)  # refuse what cannot be read before a ledger is made
    tally = Tally()
    run = make_run(datetime.now(UTC))
    try:
        with Ledger.open(path) as ledger:
            for outcome, size in read_sized(screen, places, jobs, limit):
                enter(ledger, outcome, tally, run, size)
    finally:  # also when the disk is full or the user has seen enough: what was done is done
        if tally.read or tally.set_aside:
            report(screen, tally, path, run, as_json=as_json)
    return ASIDE if tally.set_aside else FINE


def make_run(now: datetime) -> str:
    """Return a name for this run that no other one has and that sorts by time."""
    return f"{now:%Y%m%dT%H%M%SZ}-{secrets.token_hex(3)}"


def enter(ledger: Ledger, outcome: Outcome, tally: Tally, run: str, size: int | None) -> None:
    """Write one outcome, of `size` bytes, into the ledger, whole or not at all, and count it."""
    at = datetime.now(UTC).isoformat(timespec="seconds")
    if isinstance(outcome, SetAside):
        ledger.set_aside(outcome.origin, outcome.digest, outcome.reason, outcome.message, at)
        tally.note_aside(outcome)
    else:
        tally.note(outcome, ledger.add(outcome, run=run, at=at, size=size), ledger)


def report(screen: Screen, tally: Tally, path: Path, run: str, *, as_json: bool) -> None:
    """Print the closing summary."""
    if as_json:
        whole = {"ledger": str(path), "run": run, **msgspec.to_builtins(tally)}
        screen.raw(msgspec.json.encode(whole).decode())
    else:
        print_summary(screen, tally, path)
