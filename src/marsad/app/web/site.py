"""What is served: which ledger, to whom, by which clock."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from marsad.app.memory import Memory
from marsad.ledger import LedgerAddress, find_place


def tell_time() -> datetime:
    """Return the time now, in UTC."""
    return datetime.now(UTC)


class Site(msgspec.Struct, frozen=True, kw_only=True):
    """What pages are made of.

    `names` are the host names under which the site may be asked for beside localhost and plain addresses. With `users`,
    the file of those who may log in, nobody sees a page without; without, whoever reaches the site is `person`. Rules
    of alerts may stand in the file `rules`, and their channels take something from the `environment`.
    """

    ledger: LedgerAddress
    names: frozenset[str] = frozenset()
    users: Path | None = None
    person: str = "local"
    rules: Path | None = None
    environment: Mapping[str, str] = {}
    clock: Callable[[], datetime] = tell_time
    memory: Memory = msgspec.field(default_factory=Memory)

    @property
    def beside(self) -> Path:
        """The file that the ledger's side files lie beside."""
        return find_place(self.ledger).file
