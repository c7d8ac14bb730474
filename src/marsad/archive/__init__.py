"""The evidence archive: every fetched page byte for byte, with its headers, in WARC files.

Any tool of the trade reads it: a folder of numbered `.warc.gz` files and an index that can be rebuilt from them. Files
only grow; a record torn by a killed process is cut off when the archive is opened again, and nothing else ever is.
"""

from marsad.archive.check import check_archive
from marsad.archive.nouns import ArchiveError, Entry
from marsad.archive.store import Archive, rebuild_index

__all__ = ["Archive", "ArchiveError", "Entry", "check_archive", "rebuild_index"]
