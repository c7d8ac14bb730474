"""The fingerprint changes with any file that can change a reading, and with nothing else."""

import sys

import pytest

from marsad.lexicon import make_fingerprint


@pytest.fixture
def package(tmp_path, monkeypatch):
    folder = tmp_path / "printed_package"
    (folder / "inner").mkdir(parents=True)
    (folder / "__init__.py").write_text("")
    (folder / "inner" / "rows.toml").write_text("a = 1\n")
    monkeypatch.syspath_prepend(tmp_path)
    yield folder
    sys.modules.pop("printed_package", None)
    make_fingerprint.cache_clear()


def fingerprint():
    make_fingerprint.cache_clear()
    return make_fingerprint(("printed_package",))


def test_same_files_same_fingerprint(package):
    assert fingerprint() == fingerprint()
    assert len(fingerprint()) == 8


def test_data_and_code_change_it(package):
    before = fingerprint()
    (package / "inner" / "rows.toml").write_text("a = 2\n")
    changed = fingerprint()
    (package / "inner" / "new.py").write_text("x = 1\n")
    assert len({before, changed, fingerprint()}) == 3


def test_other_files_and_line_ends_do_not(package):
    before = fingerprint()
    (package / "inner" / "notes.md").write_text("notes")
    (package / "inner" / "rows.toml").write_bytes(b"a = 1\r\n")
    assert fingerprint() == before
