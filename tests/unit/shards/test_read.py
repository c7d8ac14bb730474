"""The pages of shards of every kind, each with where it begins, and what is broken."""

import gzip
import json
from datetime import date

import pytest

from bench.made_shards import make_archive
from marsad.model import Capture
from marsad.shards.nouns import Shard
from marsad.shards.read import find_offset, read_shard
from marsad.sources import SetAside

pyarrow = pytest.importorskip("pyarrow")
parquet = pytest.importorskip("pyarrow.parquet")


def make_shard(path, data):
    path.write_bytes(data)
    return Shard(address=str(path), place=str(path), size=len(data))


def tell(shard):
    return [
        (find_offset(item.origin, shard), item.reason if isinstance(item, SetAside) else item.body.decode())
        for item in read_shard(shard)
    ]


def pages(*bodies):
    return [Capture(origin="", body=body.encode()) for body in bodies]


def test_web_archives(tmp_path):
    first = make_archive(pages("one"))
    shard = make_shard(tmp_path / "x.warc.gz", first + make_archive(pages("two"), 1) + b"\x1f\x8b\x08rest")
    assert tell(shard)[:2] == [(0, "one"), (len(first), "two")]
    assert tell(shard)[2][1] in {"corrupt", "truncated"}
    assert next(read_shard(shard)).url == "https://press.example/0"


@pytest.mark.parametrize("ending", [".jsonl", ".jsonl.gz"])
def test_json_lines(tmp_path, ending):
    data = b'{"text": "one", "url": "u"}\n\nno json\n{"text": "two"}\n'
    shard = make_shard(tmp_path / f"x{ending}", gzip.compress(data) if ending.endswith("gz") else data)
    assert tell(shard) == [(1, "one"), (3, "malformed"), (4, "two")]


def test_broken_compression_costs_what_lies_behind_it(tmp_path):
    data = gzip.compress(b"".join(json.dumps({"text": str(n)}).encode() + b"\n" for n in range(20_000)))
    found = tell(make_shard(tmp_path / "x.jsonl.gz", data[: len(data) // 2]))
    assert found[0] == (1, "0")
    assert found[-1] == (None, "malformed")
    assert len(found) > 5_000


def write_table(path, rows):
    parquet.write_table(pyarrow.Table.from_pylist(rows), path)
    return Shard(address=str(path), place=str(path), size=path.stat().st_size)


def test_what_the_library_cannot_say_is_set_aside_with_its_reason_and_what_stood_before_it_is_kept(tmp_path):
    """Fails where only the errors that a shard is known to bring are foreseen: the others would end the run."""
    days = pyarrow.array([0, 10**15], pyarrow.timestamp("s"))  # the second is in no year that Python knows
    table = pyarrow.table({"text": ["one", "two"], "published": days})
    parquet.write_table(table.slice(0, 1), tmp_path / "good.parquet")
    parquet.write_table(table, tmp_path / "bad.parquet")
    good, bad = (Shard(address=str(path), place=str(path), size=1) for path in sorted(tmp_path.iterdir(), reverse=True))
    assert tell(good) == [(1, "one")]
    (aside,) = read_shard(bad)
    assert (aside.origin, aside.reason) == (bad.address, "malformed")
    assert aside.message.startswith("cannot be read on: ")
    assert "\n" not in aside.message


def test_parquet_of_texts_with_their_days(tmp_path):
    rows = [{"text": "one", "url": "u", "published": date(2024, 3, 1), "n": 1}, {"text": None}, {"text": "two"}]
    shard = write_table(tmp_path / "x.parquet", rows)
    assert tell(shard) == [(1, "one"), (2, "malformed"), (3, "two")]
    first = next(read_shard(shard))
    assert (first.url, first.media, first.published.iso()) == ("u", "text", "2024-03-01")


def test_parquet_of_pages(tmp_path):
    shard = write_table(tmp_path / "x.parquet", [{"html": b"<p>one", "id": "i"}, {"html": None}])
    assert tell(shard) == [(1, "<p>one"), (2, "malformed")]
    first = next(read_shard(shard))
    assert (first.media, first.name, first.charset) == ("html", "i", None)


@pytest.mark.parametrize("data", [b"", b"PAR1 and no more PAR1", b"no parquet at all"])
def test_parquet_that_is_none(tmp_path, data):
    assert tell(make_shard(tmp_path / "x.parquet", data)) == [(None, "malformed")]


def test_parquet_without_text(tmp_path):
    assert tell(write_table(tmp_path / "x.parquet", [{"words": "one"}])) == [(None, "malformed")]


def test_a_shard_that_is_gone_is_no_page_set_aside(tmp_path):
    with pytest.raises(OSError, match="gone"):
        list(read_shard(Shard(address=str(tmp_path / "gone.parquet"), place=str(tmp_path / "gone.parquet"), size=1)))
