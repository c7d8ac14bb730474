"""Worker processes that a thread keeps from one shard to the next: starting them takes longer than many a shard."""

import pickle
from threading import local

from marsad.engines.base import MEMORY, Prepare, Read
from marsad.engines.local.pool import Pool
from marsad.model import Reading

_kept = local()


def keep_pool(read: Read, jobs: int, limit: float, prepare: Prepare, memory: int = MEMORY) -> Pool[Reading]:
    """Return the pool that this thread keeps, a new one where it was made for something else.

    It ends with the thread, by `drop_pool`, or when another is wanted.
    """
    made_for = pickle.dumps((read, jobs, limit, prepare, memory))
    if getattr(_kept, "made_for", None) != made_for:
        drop_pool()
        _kept.pool, _kept.made_for = Pool(read, jobs, limit, memory, prepare), made_for
    found: Pool[Reading] = _kept.pool
    return found


def drop_pool() -> None:
    """End the processes that this thread keeps, if any."""
    pool = getattr(_kept, "pool", None)
    _kept.pool, _kept.made_for = None, None
    if pool:
        pool.close()
