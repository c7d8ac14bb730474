"""FAMILY of coders: from an article's findings to records. The list: `signals`.

To add one: a folder with its code, data and cases; a class that keeps `base.Coder`; a line in `load_coders`.
"""

from marsad.coders.base import Coded, Coder, Findings
from marsad.coders.signals import SignalsCoder

__all__ = ["Coded", "Coder", "Findings", "load_coders"]


def load_coders() -> tuple[Coder, ...]:
    """Return the coders in the order in which they run."""
    return (SignalsCoder(),)
