"""What the tests of whole runs share."""

import pytest

from .made import DEMO, export, run_marsad


@pytest.fixture(scope="session")
def undisturbed(tmp_path_factory):
    """The records of the demonstration pages, read without trouble."""
    folder = tmp_path_factory.mktemp("undisturbed")
    assert run_marsad("read", DEMO, cwd=folder).returncode == 0
    return export(folder / "marsad.ledger", folder)
