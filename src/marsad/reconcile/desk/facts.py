"""Rows of the reference data as facts to cite."""

from typing import Protocol

from marsad.model import Fact


class Cited(Protocol):
    """A row with its source and certainty."""

    @property
    def id(self) -> str:
        """Its id."""

    @property
    def basis(self) -> str:
        """Verified, derived or memory."""

    @property
    def source(self) -> str:
        """What was read."""


def cite(row: Cited, says: str) -> Fact:
    """Return a row as a fact that says so in plain words."""
    return Fact(id=row.id, says=says, basis=row.basis, source=row.source)


def format_number(value: float) -> str:
    """Return a number with its thousands set apart, without an idle fraction."""
    return f"{value:,.0f}" if value == int(value) else f"{value:,}"
