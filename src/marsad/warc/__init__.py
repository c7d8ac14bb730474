"""The WARC format (ISO 28500) on streams of bytes: records read, flaws told, records made."""

from marsad.warc.http import HttpError, HttpResponse, find_charset, parse_response, split_message
from marsad.warc.make import Exchange, make_digest_header, make_info, make_record, make_response
from marsad.warc.read import read_records
from marsad.warc.record import DEFAULT, Flaw, Limits, WarcRecord

__all__ = [
    "DEFAULT",
    "Exchange",
    "Flaw",
    "HttpError",
    "HttpResponse",
    "Limits",
    "WarcRecord",
    "find_charset",
    "make_digest_header",
    "make_info",
    "make_record",
    "make_response",
    "parse_response",
    "read_records",
    "split_message",
]
