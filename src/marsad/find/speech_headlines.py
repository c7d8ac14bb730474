"""Headlines count only where the body lacks what they say."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from marsad.find.scan import Scan, Sentence

if TYPE_CHECKING:
    from marsad.find.speech import FoundStatement

_WORDS = 25  # a line of more words without a full stop is a paragraph, not a headline
_GAP = 4  # characters within which a line ends
_SHARE = 0.34  # of a headline's longer words that the body's statement repeats
_COMPARED = 200  # statements of the body that a headline is held against; those it sums up come first
_LETTERS = 4  # words of fewer letters tell nothing of the content


def drop_repeated(scan: Scan, statements: Sequence["FoundStatement"]) -> list["FoundStatement"]:
    """Return the statements without those of headlines whose content a statement of the body repeats."""
    placed = [(found, _is_headline(scan, scan.sentence_at(found.start))) for found in statements]
    if not any(head for _, head in placed):
        return list(statements)
    body = [(found.codes, _content_words(scan, found)) for found, head in placed if not head][:_COMPARED]
    return [found for found, head in placed if not head or not _is_repeated(scan, found, body)]


def _is_headline(scan: Scan, sentence: Sentence) -> bool:
    text = scan.aligned.normal
    follows = text[sentence.end : sentence.end + _GAP].lstrip(" ")[:1]
    bare = bool(sentence.tokens) and sentence.tokens[-1].text not in '.:؛،!"»”'
    early = sentence.index <= 2 or text[max(0, sentence.start - _GAP) : sentence.start].rstrip(" ")[-1:] == "\n"
    return follows == "\n" and bare and early and len(sentence.tokens) <= _WORDS


def _is_repeated(scan: Scan, head: "FoundStatement", body: Sequence[tuple[tuple[str, ...], set[str]]]) -> bool:
    words = _content_words(scan, head)
    for codes, said in body:
        same = not head.codes or not codes or set(head.codes) & set(codes)
        if same and len(words & said) >= _SHARE * len(words):
            return True
    return not words


def _content_words(scan: Scan, found: "FoundStatement") -> set[str]:
    text = scan.aligned.normal[found.start : found.end]
    return {word[:6] for word in text.split() if len(word) >= _LETTERS}
