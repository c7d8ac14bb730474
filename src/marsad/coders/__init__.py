"""FAMILY of coders: from an article's findings to records. The list: `signals`.

To add one: a folder with its code, data and cases; a class that keeps `base.Coder`; a line in `load_coders`.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from marsad.coders.base import Coder


def load_coders() -> "tuple[Coder, ...]":
    """Return the coders in the order in which they run."""
    from marsad.coders.signals.coder import SignalsCoder  # noqa: PLC0415 (slow to load)

    return (SignalsCoder(),)
