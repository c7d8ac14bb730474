"""What extraction refuses, and how much it takes on."""

import msgspec


class ExtractError(ValueError):
    """A capture that holds no readable Arabic article.

    `reason` is one of empty, binary, too_large, no_text, language; `message` is one line for people.
    """

    def __init__(self, reason: str, message: str) -> None:
        super().__init__(message)
        self.reason = reason
        self.message = message


class Limits(msgspec.Struct, frozen=True, kw_only=True):
    """Bounds on one capture.

    `body` in bytes of the capture; `pieces` is the number of text blocks of a page looked at;
    `trafilatura` in characters of markup: beyond it only the linear extractors run; `coded` in characters of the body:
    what follows is kept and not read (the longest news pages have a tenth of it).
    """

    body: int = 20_000_000
    pieces: int = 50_000
    trafilatura: int = 1_000_000
    coded: int = 150_000


DEFAULT = Limits()
