"""A look at a page before it is taken apart: one without a single Arabic letter tells nothing that is read here.

Half of a body's letters must be Arabic ones, so that no page is refused that would be read. Letters may be printed, or
written as references (`&#1575;`) or as escapes of JSON, which pages have in their metadata.
"""

import re

from marsad.extract.encoding import Decoded
from marsad.extract.language import ARABIC_SCRIPT

_FIRST_BYTES = tuple(bytes([first]) for first in range(0xD8, 0xDC))  # in UTF-8: of U+0600 to U+06FF
_FORMS = re.compile(rb"\xef(?:\xad[\x90-\xbf]|[\xae-\xb7]|\xb9[\xb0-\xbf]|\xba|\xbb[\x80-\xbc])")  # from U+FB50 on
_REFERRING = (b"&#", b"amp;#", b"0026#")  # the second in a text that is escaped twice, the third in JSON
_REFERENCE = re.compile(
    rb"#(?:0*(?:15[3-9]\d|1[67]\d\d|64[3-9]\d\d|65[01]\d\d|652[0-7]\d)(?!\d)"
    rb"|[xX]0*(?:6[\da-fA-F]{2}|[fF][b-eB-E][\da-fA-F]{2})(?![\da-fA-F]))"
)
_ESCAPE = re.compile(rb"\\u(?:06|[fF][b-eB-E])")


def has_arabic(decoded: Decoded) -> bool:
    """Tell whether a page may hold a letter of Arabic script, however it is written."""
    if decoded.utf8 is None:
        return ARABIC_SCRIPT.search(decoded.text) is not None or _is_written_out(
            decoded.text.encode("utf-8", "replace")
        )
    return _is_printed(decoded.utf8) or _is_written_out(decoded.utf8)


def _is_printed(data: bytes) -> bool:
    if data.isascii():
        return False
    if any(first in data for first in _FIRST_BYTES):
        return True
    return b"\xef" in data and _FORMS.search(data) is not None


def _is_written_out(data: bytes) -> bool:
    if any(sign in data for sign in _REFERRING) and _REFERENCE.search(data):
        return True
    return b"\\u" in data and _ESCAPE.search(data) is not None
