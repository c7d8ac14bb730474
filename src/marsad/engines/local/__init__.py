"""Reading on this machine: in this process, or in several beside it."""

from marsad.engines.local.engine import LocalEngine, read_by
from marsad.engines.local.kept import drop_pool, keep_pool

__all__ = ["LocalEngine", "drop_pool", "keep_pool", "read_by"]
