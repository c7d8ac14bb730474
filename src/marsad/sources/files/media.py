"""What a file holds, told by its name and its first bytes."""

import re
from pathlib import PurePath

HEAD = 4096  # bytes that are looked at
_MARKUP = re.compile(rb"<\s*(?:!doctype|html|head|body|div|p|article|meta|title|\?xml|!--)", re.IGNORECASE)


def is_lines(path: PurePath) -> bool:
    """Tell whether a file holds JSON Lines, by its name."""
    return path.suffix.lower() == ".jsonl"


def find_media(suffix: str, body: bytes) -> str:
    """Return whether a page is `html` or `text`: by its name's ending, else by its first bytes."""
    if suffix.lower() in (".html", ".htm"):
        return "html"
    marked = suffix.lower() != ".txt" and _MARKUP.search(body[:HEAD].replace(b"\0", b""))
    return "html" if marked else "text"
