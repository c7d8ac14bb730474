"""The one room that reads the package's data files."""

from marsad.lexicon.load import LexiconError, load_rows, load_table, load_tsv

__all__ = ["LexiconError", "load_rows", "load_table", "load_tsv"]
