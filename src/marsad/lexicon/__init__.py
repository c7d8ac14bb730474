"""The one room that reads the package's data files."""

from marsad.lexicon.fingerprint import make_fingerprint
from marsad.lexicon.load import LexiconError, load_rows, load_table, load_tsv

__all__ = ["LexiconError", "load_rows", "load_table", "load_tsv", "make_fingerprint"]
