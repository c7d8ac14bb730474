"""Pages from the file system: files, folders, archives of files, patterns, JSON Lines, and `-` for standard input."""

from marsad.sources.files.jsonl import LineError, make_line_capture
from marsad.sources.files.source import FilesSource

__all__ = ["FilesSource", "LineError", "make_line_capture"]
