"""FAMILY of engines: how reading is spread over processes and machines. The list: `local`.

To add one: a folder with a class that keeps `base.Engine` (one outcome an item, in the items' order, the same
whatever the number of workers; a page that breaks or outstays its worker costs that page alone), and a line in
`load_engines`. The contract tests run over the list.
"""

from marsad.engines.base import Engine, Outcome, Read
from marsad.engines.local import LocalEngine

__all__ = ["Engine", "Outcome", "Read", "load_engines"]


def load_engines() -> tuple[Engine, ...]:
    """Return the engines, the usual one first."""
    return (LocalEngine(),)
