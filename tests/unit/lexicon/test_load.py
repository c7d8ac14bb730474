"""Data files are read into typed rows or refused with their name."""

import msgspec
import pytest

from marsad.lexicon import LexiconError, load_rows, load_table, load_tsv


class Row(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    id: str
    forms: tuple[str, ...]


class Narrow(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    id: str


def test_rows_are_typed():
    rows = load_table("marsad.languages.ar", "clitics.toml", Row)
    assert {"article", "lam"} <= {row.id for row in rows}
    assert all(isinstance(row.forms, tuple) for row in rows)


def test_missing_file_is_named():
    with pytest.raises(LexiconError, match=r"none\.toml: no such data file"):
        load_rows("marsad.languages.ar", "none.toml")
    with pytest.raises(LexiconError, match=r"none\.tsv: no such data file"):
        load_tsv("marsad.languages.ar", "none.tsv", Row)


def test_wrong_row_is_named():
    with pytest.raises(LexiconError, match=r"clitics.toml: row conjunctions: .*forms"):
        load_table("marsad.languages.ar", "clitics.toml", Narrow)
