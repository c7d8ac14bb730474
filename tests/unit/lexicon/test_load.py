"""Data files are read into typed rows or refused with their name."""

import tomllib

import msgspec
import pytest

from marsad.lexicon import LexiconError, load_rows, load_table, load_tsv
from marsad.lexicon.load import _read_plain


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


@pytest.mark.parametrize("line", ["one = ['b']", "one.two = 1", "one = 1 # why", "one = null"])
def test_what_json_does_not_write_alike_goes_to_the_general_reader(line: str):
    assert _read_plain(f'[[entry]]\nid = "a"\n{line}\n') == []


def test_plain_rows_are_read_alike():
    text = '# of letters\n\n[[entry]]\nid = "a"\nforms = ["b", "c"]\nweak = true\n\n[[entry]]\nid = "d"\ncount = 2\n'
    assert _read_plain(text) == tomllib.loads(text)["entry"]
