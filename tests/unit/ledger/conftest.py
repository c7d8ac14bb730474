"""Tests of the ledger run on every store."""

from tests.stores import fresh

__all__ = ["fresh"]
