"""The one room that reads the package's data files."""

from marsad.lexicon.compiled import find_cache, recall, use_cache
from marsad.lexicon.errors import LexiconError
from marsad.lexicon.fingerprint import make_fingerprint
from marsad.lexicon.load import load_rows, load_table, load_tsv
from marsad.lexicon.local import find_folder, list_files, list_strays, use_folder

__all__ = [
    "LexiconError",
    "find_cache",
    "find_folder",
    "list_files",
    "list_strays",
    "load_rows",
    "load_table",
    "load_tsv",
    "make_fingerprint",
    "recall",
    "use_cache",
    "use_folder",
]
