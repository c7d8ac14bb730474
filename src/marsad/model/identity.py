"""Identifiers: short hashes of what the page printed, so that a re-run gives the same ones."""

from hashlib import blake2b, sha256


def make_digest(body: bytes) -> str:
    """Return the SHA-256 of captured bytes, in hex."""
    return sha256(body).hexdigest()


def make_article_id(url: str | None, digest: str) -> str:
    """Return the id of one captured version of one page."""
    return "a" + _short(url or "", digest)


def make_record_id(layer: str, article: str, label: str, quote: str, nth: int) -> str:
    """Return a record's id.

    `layer` is one of statement, signal, figure, date, source; `label` what tells two records on the same words apart
    (a signal's type, a figure's unit); `nth` counts equal (layer, label, quote) within the article from 0.
    """
    return layer[:2] + _short(layer, article, label, quote, str(nth))


def _short(*parts: str) -> str:
    joined = "\x1f".join(parts).encode("utf-8", "surrogatepass")
    return blake2b(joined, digest_size=9).hexdigest()
