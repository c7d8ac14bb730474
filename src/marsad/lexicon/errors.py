"""What goes wrong with data files."""


class LexiconError(ValueError):
    """A data file is missing or malformed; the message names file and row."""
