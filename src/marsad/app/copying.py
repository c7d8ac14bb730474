"""`marsad ledger copy`: a whole ledger from one store to another."""

import msgspec

from marsad.app.errors import FINE, AppError
from marsad.app.opening import open_ledger
from marsad.app.progress import showing_progress
from marsad.app.terminal import Screen
from marsad.ledger import Ledger, find_place


def run_copy(screen: Screen, source: str, target: str, *, as_json: bool) -> int:
    """Copy the ledger at `source` to `target`, all or nothing, and tell how much it was; return the exit code."""
    old, new = find_place(source), find_place(target)
    if old == new:
        raise AppError(f"{old} is both: name another place to copy to")
    rows = 0
    with (
        open_ledger(old) as held,
        Ledger.open(new) as fresh,
        showing_progress(screen, "copying", held.count_rows, "rows") as bar,
    ):
        total = held.count_rows()
        for rows in held.copy_to(fresh):
            bar.show(rows, total)
    if as_json:
        screen.raw(msgspec.json.encode({"from": str(old), "to": str(new), "rows": rows}).decode())
    else:
        screen.say(f"{rows:,} rows copied from {old} to {new}")
    return FINE
