"""Shards are found where they lie; what is written there is whole or not there."""

import gzip
import io

import pytest

from marsad.shards import ShardError, find_shards, open_storage
from marsad.shards.nouns import Shard

pytest.importorskip("pyarrow")


@pytest.fixture
def crawl(tmp_path):
    for name in ("b/2.warc.gz", "a/1.warc", "a/x.parquet", "notes.txt", "a/.hidden.jsonl", "a/_shards/z.jsonl.gz"):
        path = tmp_path / "crawl" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"abc")
    return tmp_path / "crawl"


def names(crawl, *places, out="elsewhere"):
    shards = find_shards([str(place) for place in places], open_storage(str(out)))
    return [shard.address.removeprefix(f"{crawl}/") for shard in shards]


def test_a_folder_holds_the_shards_below_it_sorted(crawl):
    assert names(crawl, crawl) == names(crawl, f"file://{crawl}") == ["a/1.warc", "a/x.parquet", "b/2.warc.gz"]


def test_patterns_and_files_each_shard_once(crawl):
    assert names(crawl, f"{crawl}/*/*.warc*", crawl / "a" / "1.warc") == ["a/1.warc", "b/2.warc.gz"]


@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_a_file_that_names_shards(crawl, pack):
    named = crawl.parent / "shards"
    named.write_bytes(pack(f"{crawl}/b/2.warc.gz\n\n{crawl}/a/1.warc\n".encode()))
    assert names(crawl, f"@{named}") == ["b/2.warc.gz", "a/1.warc"]


def test_a_file_of_names_that_cannot_be_read_is_an_error(crawl):
    (crawl.parent / "shards").write_bytes(b"\x1f\x8b and no more")
    for name in ("shards", "gone"):
        with pytest.raises(ShardError, match="cannot read the list"):
            names(crawl, f"@{crawl.parent / name}")


def test_what_was_written_is_not_read_again(crawl):
    assert names(crawl, crawl, out=crawl / "a") == ["b/2.warc.gz"]


@pytest.mark.parametrize("place", ["nowhere", "notes.txt", "*.warc.zip"])
def test_no_shards_is_an_error_that_says_where(crawl, place):
    with pytest.raises(ShardError, match=r"no shards at .*(notes|nowhere|zip)"):
        names(crawl, crawl / place)


@pytest.mark.parametrize("place", ["gopher://x/y", "s3://"])
def test_storage_that_nobody_knows_is_an_error(place):
    with pytest.raises(ShardError, match="cannot open"):
        open_storage(place)


def test_keys_and_options_stay_out_of_what_is_shown():
    storage = open_storage("s3://key:secret@press/crawl?endpoint_override=127.0.0.1:9&scheme=http&region=x")
    assert (storage.address, storage.path) == ("s3://press/crawl", "press/crawl")
    assert storage.at("a").place == "s3://key:secret@press/crawl/a?endpoint_override=127.0.0.1:9&scheme=http&region=x"


def test_equal_names_in_two_folders_give_two_files():
    made = [Shard(address=f"/{folder}/CC 1.warc.gz", place="", size=1) for folder in "ab"]
    assert len({shard.stem for shard in made}) == 2
    assert all(shard.stem.startswith("CC-1-") for shard in made)
    assert {shard.kind for shard in made} == {"warc"}


def test_what_cannot_be_written_whole_leaves_what_was_there(tmp_path, monkeypatch):
    place = open_storage(str(tmp_path)).at("x")
    place.publish(io.BytesIO(b"old"))
    broken = io.BytesIO(b"new")
    monkeypatch.setattr("os.fsync", lambda number: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        place.publish(broken)
    assert [path.name for path in tmp_path.iterdir()] == ["x"]
    assert place.load() == b"old"
