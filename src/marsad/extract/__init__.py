"""Captures to articles: decoding, the body without furniture, title, byline, outlet, place and date of publication."""

from marsad.extract.article import extract_article
from marsad.extract.body import Body, extract_body
from marsad.extract.encoding import Decoded, decode_body
from marsad.extract.limits import DEFAULT, ExtractError, Limits
from marsad.extract.published import read_stamp

__all__ = [
    "DEFAULT",
    "Body",
    "Decoded",
    "ExtractError",
    "Limits",
    "decode_body",
    "extract_article",
    "extract_body",
    "read_stamp",
]
