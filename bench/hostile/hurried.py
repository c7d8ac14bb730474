"""`marsad` with little patience, for tests of seconds: the same program, its waits and time limits cut short.

    python -m bench.hostile.hurried PATIENCE watch …

PATIENCE are the seconds that a host may be silent: so few that a good one on a busy machine may be silent for longer.
"""

from __future__ import annotations

import sys
from functools import partial
from typing import Any

import msgspec

from marsad.app import watch_network
from marsad.app.cli import main
from marsad.fetch import Fetcher, Limits, Manners


def make_manners(*words: Any) -> Manners:  # noqa: ANN401 (whatever the original takes)
    """Return the manners of a watch, with short waits after failures."""
    usual: Manners = _make_manners(*words)
    return msgspec.structs.replace(usual, backoff=0.02, delay=0.0)


_make_manners = vars(watch_network)["make_manners"]

if __name__ == "__main__":
    patience = float(sys.argv.pop(1))
    limits = Limits(page=4 * patience, read=patience, connect=patience)
    vars(watch_network).update(make_manners=make_manners, Fetcher=partial(Fetcher, limits=limits))
    main()
