"""Records made here are read by the field's own library, and its records here."""

import gc
import io
from datetime import datetime, timedelta, timezone
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from warcio.archiveiterator import ArchiveIterator
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from marsad.warc import Exchange, make_digest_header, make_info, make_response, read_records, split_message

from .made import AT, HEAD, PAGE, make_exchange, make_member


def test_warcio_reads_ours_byte_for_byte():
    data = make_info([("software", "marsad")], "a.warc.gz", AT, UUID(int=1)) + make_member(7)
    records = ArchiveIterator(io.BytesIO(data), no_record_parse=True)
    kinds, blocks = zip(*((r.rec_type, r.raw_stream.read()) for r in records), strict=True)
    assert kinds == ("warcinfo", "response")
    assert blocks[1] == HEAD + make_exchange(7).body


def test_warcio_reads_ours_as_a_page_with_its_digests_proved():
    record = next(ArchiveIterator(io.BytesIO(make_member(7)), check_digests="raise"))
    assert record.rec_headers["WARC-Target-URI"] == "https://al-marfa.example/news/7"
    assert record.rec_headers["WARC-Date"] == "2024-03-05T23:30:00Z"
    assert record.http_headers.get_statuscode() == "200"
    assert record.content_stream().read() == make_exchange(7).body
    assert record.digest_checker.passed is True


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # warcio leaves its files open
@pytest.mark.parametrize("gzipped", [True, False])
@pytest.mark.parametrize("version", ["1.0", "1.1"])
def test_ours_reads_what_warcio_writes(gzipped, version):
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=gzipped, warc_version=version)
    writer.write_record(writer.create_warcinfo_record("a.warc.gz", {"software": "x"}))
    head = StatusAndHeaders("200 OK", [("Content-Type", "text/html")], protocol="HTTP/1.1")
    for number in range(3):
        url = f"https://nord.example/{number}"
        writer.write_record(writer.create_warc_record(url, "response", io.BytesIO(PAGE), http_headers=head))
    records = list(read_records(io.BytesIO(out.getvalue()), lambda headers: True))
    assert [record.kind for record in records] == ["warcinfo", *["response"] * 3]
    assert [record.url for record in records[1:]] == [f"https://nord.example/{number}" for number in range(3)]
    assert all(split_message(record.block)[1] == PAGE for record in records[1:])
    assert sum(record.length for record in records) == len(out.getvalue())
    del writer
    gc.collect()


@settings(max_examples=60)
@given(body=st.binary(max_size=3000), headers=st.binary(max_size=200).filter(lambda b: b"\n" not in b))
def test_any_exchange_comes_back_byte_for_byte(body, headers):
    head = b"HTTP/1.1 200 OK\r\nX: " + headers.rstrip(b"\r") + b"\r\n\r\n"
    member = make_response(make_exchange(1, body, head), UUID(int=1))
    (record,) = read_records(io.BytesIO(member), lambda headers: True)
    assert split_message(record.block) == (head, body)
    assert record.get("WARC-Payload-Digest") == make_digest_header(body)
    assert record.length == len(member)


def test_times_are_written_in_utc_and_come_back():
    at = datetime(2024, 3, 6, 2, 30, 0, 250_000, tzinfo=timezone(timedelta(hours=3)))
    member = make_response(make_exchange(at=at), UUID(int=1))
    (record,) = read_records(io.BytesIO(member), lambda headers: True)
    assert record.get("WARC-Date") == "2024-03-05T23:30:00.250000Z"
    assert record.at == at


@pytest.mark.parametrize("wrong", [
    {"url": "https://nord.example/\r\nWARC-Type: request"},
    {"url": "https://nord.example/a b"},
    {"url": ""},
    {"head": b"HTTP/1.1 200 OK\r\n"},
    {"head": b""},
    {"head": b"HTTP/1.1 200 OK\r\n\r\nmore\r\n\r\n"},
    {"at": datetime(2024, 1, 1)},
])  # fmt: skip
def test_what_would_not_come_back_as_it_went_in_is_refused(wrong):
    good = {"url": "https://nord.example/", "at": AT, "head": HEAD, "body": PAGE}
    make_response(Exchange(**good), UUID(int=1))
    with pytest.raises(ValueError, match=r"."):
        make_response(Exchange(**{**good, **wrong}), UUID(int=1))
