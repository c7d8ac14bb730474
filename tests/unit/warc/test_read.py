"""Records read: whole ones as they are, broken places told, and the rest still read."""

import gzip
import io
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.apart import measure_peak

from marsad.warc import Flaw, Limits, read_records

from .made import AT, make_member, make_noise, make_other, make_plain


def read(data, limits=Limits(), wanted=lambda headers: True, start=0):  # noqa: B008 (frozen)
    return list(read_records(io.BytesIO(data), wanted, limits, start))


def tell(items):
    return [item.reason if isinstance(item, Flaw) else int(item.url.rsplit("/", 1)[1]) for item in items]


@pytest.mark.parametrize("make", [make_member, make_plain])
def test_records_come_with_their_headers_and_their_place(make):
    parts = [make(number) for number in range(3)]
    records = read(b"".join(parts))
    assert tell(records) == [0, 1, 2]
    assert [record.offset for record in records] == [0, len(parts[0]), len(parts[0] + parts[1])]
    assert [record.length for record in records] == list(map(len, parts))
    assert records[0].kind == "response"
    assert records[0].at == AT
    assert records[0].get("content-TYPE") == "application/http; msgtype=response"
    assert read(b"".join(parts), start=len(parts[0]))[0] == records[1]


def test_a_file_compressed_as_a_whole_is_read_too():
    assert tell(read(gzip.compress(b"".join(make_plain(number) for number in range(3))))) == [0, 1, 2]


def test_records_that_are_not_wanted_pass():
    data = make_other() + make_member(1) + make_other("metadata", make_noise(200_000)) + make_member(2)
    assert tell(read(data, wanted=lambda headers: ("WARC-Type", "response") in headers)) == [1, 2]


@pytest.mark.parametrize("line_end", [b"\r\n", b"\n"])
def test_headers_of_careless_writers(line_end):
    lines = [b"WARC/1.0", b"warc-type: Response", b"WARC-Target-URI: <https://nord.example/", b"  7>", b"no colon"]
    record = line_end.join([*lines, b"Content-Length: 3", b"", b"abc", b"", b""])
    (item,) = read(record)
    assert item.kind == "response"
    assert item.url == "https://nord.example/ 7"
    assert item.block == b"abc"
    assert item.at is None


def test_nothing_is_nothing():
    assert read(b"") == []


@pytest.mark.parametrize("make", [make_member, make_plain])
def test_cut_at_any_byte_of_the_last_record_the_others_are_read_and_the_cut_is_told(make):
    first, last = make(1), make(2)
    whole = len(first + last)
    for cut in range(len(first) + 1, whole):
        items = read((first + last)[:cut])
        lacks_only_its_blank_lines = make is make_plain and cut >= whole - 4
        expected = [1, 2] if lacks_only_its_blank_lines else [1]
        assert [one for one in tell(items) if one in (1, 2)] == expected, cut
        flaws = [item for item in items if isinstance(item, Flaw)]
        assert [flaw.offset for flaw in flaws] == ([] if lacks_only_its_blank_lines else [len(first)]), cut
        assert {flaw.reason for flaw in flaws} <= {"truncated"}, cut


@pytest.mark.parametrize("at", [0, 3, 40, 150, -9, -5, -1])
def test_a_broken_byte_costs_one_compressed_record(at):
    parts = [bytearray(make_member(number)) for number in range(3)]
    parts[1][at] ^= 0xFF
    items = read(b"".join(parts))
    assert [one for one in tell(items) if not isinstance(one, str)] == [0, 2]
    assert {item.offset for item in items if isinstance(item, Flaw)} == {len(parts[0])}


def test_a_record_torn_in_the_midst_costs_that_record_only():
    parts = [make_member(number, make_noise(3000)) for number in range(4)]
    items = read(parts[0] + parts[1][:1500] + parts[2] + parts[3])
    assert tell(items) == [0, "corrupt", 2, 3]


@pytest.mark.parametrize("spoil", [
    lambda record: record.replace(b"Content-Length", b"Content-Lenght"),
    lambda record: record.replace(b"Content-Length: ", b"Content-Length: -"),
    lambda record: record.replace(b"Content-Length: ", b"Content-Length: 9"),
    lambda record: record.replace(b"WARC/1.1", b"WARK/1.1"),
    lambda record: record[:300],
    lambda record: b"\r\n" * 1000 + record,
    lambda record: b"rubbish\r\n\r\n" * 20_000,
])  # fmt: skip
def test_a_malformed_record_costs_that_record_only(spoil):
    parts = [make_plain(number) for number in range(3)]
    items = read(parts[0] + spoil(parts[1]) + parts[2])
    assert [one for one in tell(items) if one != 1 and not isinstance(one, str)] == [0, 2]
    assert any(isinstance(item, Flaw) for item in items)


def test_a_member_that_ends_too_early_is_malformed_and_not_torn():
    short = gzip.compress(make_plain(1)[:-200], mtime=0)
    assert tell(read(make_member(0) + short + make_member(2))) == [0, "malformed", 2]


@pytest.mark.parametrize("make", [make_member, make_plain])
def test_a_block_beyond_the_limit_is_told_by_its_first_bytes_and_the_rest_is_read(make):
    data = make(0) + make(1, b"x" * 300_000) + make(2)
    items = read(data, Limits(block=100_000))
    assert tell(items) == [0, "too_large", 2]
    assert items[1].block.startswith(b"HTTP/1.1 200 OK")
    assert "more than the 100000" in items[1].message


def test_headers_beyond_the_limit_are_not_taken_in():
    endless = b"WARC/1.1\r\n" + b"X: y\r\n" * 100_000 + b"\r\n"
    assert "malformed" in tell(read(gzip.compress(endless, mtime=0) + make_member(1), Limits(head=10_000)))
    assert tell(read(gzip.compress(endless, mtime=0) + make_member(1), Limits(head=10_000)))[-1] == 1


def test_a_file_of_nothing_but_broken_places_is_given_up():
    broken = bytearray(make_member(1))
    broken[-1] ^= 0xFF
    items = read(bytes(broken) * 50 + make_member(2), Limits(flaws=10))
    assert tell(items) == ["corrupt"] * 10 + ["too_many_flaws"]
    assert tell(read(bytes(broken) * 5 + make_member(2), Limits(flaws=10))) == ["corrupt"] * 5 + [2]


def read_through(data, limits):
    for _ in read_records(io.BytesIO(data), lambda headers: True, limits):
        pass


def measure(data, limits):
    return measure_peak(read_through, data, limits)[0]


def test_memory_does_not_grow_with_the_number_of_records():
    few, many = (b"".join(make_member(n, make_noise(50_000)) for n in range(count)) for count in (5, 100))
    assert measure(many, Limits()) < measure(few, Limits()) + 200_000


@pytest.mark.parametrize("pack", [gzip.compress, bytes])
def test_memory_is_bounded_whatever_a_record_says_or_inflates_to(pack):
    bomb = pack(make_plain(1, b"\0" * 30_000_000))
    assert measure(bomb, Limits(block=1_000_000)) < 1_500_000


def test_memory_is_bounded_whatever_the_length_of_headers():
    bomb = gzip.compress(b"WARC/1.1\r\n" + b"X: y\r\n" * 2_000_000, mtime=0)
    assert measure(bomb, Limits(head=10_000)) < 1_000_000


def test_a_block_that_inflates_without_end_is_left(monkeypatch):
    from marsad.warc import readers

    monkeypatch.setattr(readers, "_INFLATED", 1_000_000)
    inflated = 0
    make = zlib.decompressobj

    class Watched:
        def __init__(self, bits):
            self._real = make(bits)

        def __getattr__(self, name):
            return getattr(self._real, name)

        def decompress(self, data, most=0):
            nonlocal inflated
            out = self._real.decompress(data, most)
            inflated += len(out)
            return out

    monkeypatch.setattr(readers.zlib, "decompressobj", Watched)
    data = make_member(0) + make_member(1, b"\0" * 30_000_000) + make_member(2)
    assert tell(read(data, Limits(block=100_000))) == [0, "too_large", 2]
    assert inflated < 1_000_000


def test_a_magic_number_by_chance_is_no_record():
    torn = make_member(1, b"\x1f\x8b\x08" * 50 + make_noise(2000))[:1500]
    items = read(make_member(0) + torn + b"\x1f\x8b\x08 by chance \x1f\x8b\x08" + make_member(2))
    assert tell(items) == [0, "corrupt", 2]


@pytest.mark.parametrize("make", [make_member, make_plain])
@pytest.mark.parametrize("shift", [*range(-40, -4, 7), *range(-4, 3)])
def test_a_record_is_found_again_wherever_it_begins(make, shift):
    torn = make_member(1, make_noise(3000))[:1500] if make is make_member else b"WARC/1.1\r\nX: y\r\n\r\n"
    gap = 65_536 + 1 + shift - len(torn)  # so that the record begins about the end of what is looked at at once
    assert tell(read(torn + b"\0" * gap + make(2)))[1:] == [2]


@settings(max_examples=150)
@given(data=st.data(), make=st.sampled_from([make_member, make_plain]))
def test_no_damage_raises_or_puts_a_record_beyond_the_file(data, make):
    whole = bytearray(b"".join(make(number) for number in range(3)))
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(whole)))
        cut = data.draw(st.sampled_from([0, 1, 7, 200]))
        whole[at : at + cut] = data.draw(st.sampled_from([b"", b"\0", b"WARC/1.1\r\n", b"\x1f\x8b\x08", b"\r\n\r\n"]))
    for item in read(bytes(whole)):
        assert item.offset + getattr(item, "length", 0) <= len(whole)
