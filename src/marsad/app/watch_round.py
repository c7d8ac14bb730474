"""What a watch did in a round, in numbers and in a line."""

from collections import Counter
from datetime import datetime

import msgspec


class Round(msgspec.Struct, kw_only=True):
    """Counts over a round, or over a whole run.

    Of places: `looked`, of which `unchanged` and `failed`. Of pages: `new`, `fetched` (`bytes` of them), `same` as
    before or not to be had again (`missed`), to be `retried` later, `read`, of which `on_topic`, set `aside` by reason.
    """

    looked: int = 0
    unchanged: int = 0
    failed: int = 0
    new: int = 0
    fetched: int = 0
    bytes: int = 0
    same: int = 0
    missed: int = 0
    retried: int = 0
    read: int = 0
    on_topic: int = 0
    aside: Counter[str] = msgspec.field(default_factory=Counter)

    def add(self, other: "Round") -> None:
        """Add another round's counts."""
        for name in self.__struct_fields__:
            if name != "aside":
                setattr(self, name, getattr(self, name) + getattr(other, name))
        self.aside.update(other.aside)

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing was done."""
        return self == Round()


def describe_round(done: Round) -> str:
    """Return a round in words: what was looked at, then what became of pages."""
    places = _list_parts((done.unchanged, "unchanged"), (done.failed, "failed"))
    reasons = ", ".join(f"{reason} {count}" for reason, count in sorted(done.aside.items()))
    pages = [
        f"{done.new} new {_plural(done.new, 'page')}",
        f"{done.fetched} fetched",
        f"{done.read} read ({done.on_topic} on topic)" if done.read else "0 read",
        f"{done.same} unchanged" if done.same else "",
        f"{done.missed} not to be had again" if done.missed else "",
        f"{done.aside.total()} set aside ({reasons})" if done.aside else "",
        f"{done.retried} to be tried again" if done.retried else "",
    ]
    looks = f"looked at {done.looked} {_plural(done.looked, 'place')}{places}"
    return f"{looks}; {', '.join(filter(None, pages))}"


def describe_time(at: float) -> str:
    """Return a time of today as a clock shows it here."""
    return f"{datetime.fromtimestamp(at):%H:%M:%S}"


def _list_parts(*parts: tuple[int, str]) -> str:
    words = ", ".join(f"{count} {name}" for count, name in parts if count)
    return f" ({words})" if words else ""


def _plural(count: int, word: str) -> str:
    return word if count == 1 else f"{word}s"
