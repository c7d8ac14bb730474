"""What the tests of shards share."""

import pytest

from marsad.engines.local import drop_pool


@pytest.fixture(autouse=True, scope="module")
def _no_workers_left():
    """End the processes that coding a shard keeps for the next one."""
    yield
    drop_pool()
