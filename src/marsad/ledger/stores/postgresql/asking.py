"""What the parts of this store ask of its connection."""

from collections.abc import Sequence
from typing import Any, Protocol

from marsad.ledger.stores.base import Rows


class Db(Protocol):
    """What runs questions and scripts."""

    def execute(self, query: str, values: Sequence[Any] = (), /) -> Rows:
        """Ask or do something."""

    def run_script(self, script: str) -> None:
        """Do what a script in PostgreSQL's own words says."""
