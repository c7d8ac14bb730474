"""Readings with their articles' traces: whoever reads pages makes these, so that the ledger's one writer need not."""

from collections.abc import Callable, Iterable

import msgspec

from marsad.model import Capture, Reading, Signal
from marsad.reconcile.stories.trace import Trace, make_trace


class TracedReading(Reading, frozen=True, kw_only=True):
    """A reading with its article's trace; an article off topic has none, since nothing of it is counted."""

    trace: Trace | None


def trace_reading(reading: Reading) -> TracedReading:
    """Return a reading with the trace of its article."""
    if isinstance(reading, TracedReading):
        return reading
    trace = make_trace(reading.article, find_names(reading.signals)) if reading.on_topic else None
    return TracedReading(**msgspec.structs.asdict(reading), trace=trace)


def read_traced(read: Callable[[Capture], Reading], capture: Capture) -> Reading:
    """Return what `read` reads from a capture, with its trace; may be run by other processes."""
    return trace_reading(read(capture))


def find_names(signals: Iterable[Signal]) -> set[str]:
    """Return who is named in signals, by the name that stands for a person in any spelling.

    States and bodies are left out: here nearly every article names the same ones.
    """
    return {signal.person for signal in signals if signal.person}
