"""Reading on this machine: in this process, or in several beside it."""

from marsad.engines.local.engine import LocalEngine

__all__ = ["LocalEngine"]
