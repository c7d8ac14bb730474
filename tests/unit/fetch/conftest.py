import pytest
from tests.unit.fetch.server import serving


@pytest.fixture
def server():
    with serving() as running:
        yield running
