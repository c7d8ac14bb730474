"""Places in a text."""

import msgspec


class Span(msgspec.Struct, frozen=True, kw_only=True):
    """A half-open range of characters in an article's original text, with the words there.

    start [code points]: where it begins in the article's text
    end [code points]: where it ends, that character not included
    quote: the words there, exactly as printed
    """

    start: int
    end: int
    quote: str

    @classmethod
    def cut(cls, text: str, start: int, end: int) -> "Span":
        """Return the span of `text` from `start` to `end`; raise ValueError when it lies outside."""
        if not 0 <= start <= end <= len(text):
            raise ValueError(f"span {start}:{end} lies outside a text of {len(text)} characters")
        return cls(start=start, end=end, quote=text[start:end])
