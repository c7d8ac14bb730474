"""Shards in object storage: listed, read, written and found again there, over a server of our own."""

import io

import pytest

from bench.made_shards import make_archive
from marsad.model import Capture
from marsad.shards import Job, code_shard, find_shards, load_coded, open_storage, plan

from .fake_s3 import serving
from .made import VERSION, make_coding

parquet = pytest.importorskip("pyarrow.parquet")
pytest.importorskip("pyarrow._s3fs", reason="this pyarrow has no S3")


@pytest.fixture
def bucket(monkeypatch):
    pages = [Capture(origin="", body=words.encode()) for words in ("one", "die", "two")]
    objects = {
        "press/crawl/a/1.warc.gz": make_archive(pages),
        "press/crawl/b/2.jsonl": b'{"text": "three"}\n',
        "press/crawl/notes.txt": b"none",
    }
    with serving(objects) as port:
        for name, value in {
            "AWS_ACCESS_KEY_ID": "key",
            "AWS_SECRET_ACCESS_KEY": "secret",
            "AWS_REGION": "us-east-1",
            "AWS_ENDPOINT_URL": f"http://127.0.0.1:{port}",
            "AWS_EC2_METADATA_DISABLED": "true",
        }.items():
            monkeypatch.setenv(name, value)
        yield objects


def list_shards(*places):
    return find_shards(places, open_storage("s3://press/coded"))


def test_folders_patterns_and_objects(bucket):
    every = ["s3://press/crawl/a/1.warc.gz", "s3://press/crawl/b/2.jsonl"]
    assert [shard.address for shard in list_shards("s3://press/crawl")] == every
    assert [shard.address for shard in list_shards("s3://press/crawl/*/*.jsonl")] == every[1:]
    assert [shard.size for shard in list_shards(every[0])] == [len(bucket["press/crawl/a/1.warc.gz"])]


def test_rows_and_entries_are_written_there_and_found_again(bucket):
    shards = list_shards("s3://press/crawl")
    for shard in shards:
        code_shard(Job(shard=shard, coding=make_coding("s3://press/coded")))
    parts = [data for name, data in sorted(bucket.items()) if name.endswith(".parquet")]
    rows = [row for data in parts for row in parquet.read_table(io.BytesIO(data)).to_pylist()]
    assert [(row["url"], row["reason"]) for row in rows if row["url"]] == [
        ("https://press.example/0", None),
        ("https://press.example/1", "crash"),
        ("https://press.example/2", None),
    ]
    found = plan(shards, load_coded(open_storage("s3://press/coded")), VERSION, "2")
    assert (len(found.todo), len(found.done)) == (0, 2)
