"""A shard from pages to rows: what is written, what is done again, what a bad page costs."""

import msgspec
import pytest

from marsad.shards import Job, PageRow, Shard, ShardError, code_shard, load_coded, open_storage, plan
from marsad.shards.table import make_schema

from .made import VERSION, make_coding, make_shard

parquet = pytest.importorskip("pyarrow.parquet")


@pytest.fixture
def lines(tmp_path):
    path = tmp_path / "in.jsonl"
    texts = ("one", "die", "", "two")
    path.write_text("".join(f'{{"text": "{text}", "id": "{text}", "url": "u"}}\n' for text in texts) + "no\n")
    return make_shard(path)


def read_rows(out):
    return [row for path in sorted(out.glob("*.parquet")) for row in parquet.read_table(path).to_pylist()]


def test_a_row_a_page_and_the_page_that_kills_its_process_is_named(tmp_path, lines):
    coded = code_shard(Job(shard=lines, coding=make_coding(tmp_path / "out")))
    rows = read_rows(tmp_path / "out")
    assert [(row["offset"], row["name"], row["reason"]) for row in rows] == [
        (1, "one", None),
        (2, "die", "crash"),
        (3, None, None),
        (4, "two", None),
        (5, None, "malformed"),
    ]
    assert {row["shard"] for row in rows} == {lines.address}
    assert {(row["run"], row["version"], row["codebook"]) for row in rows} == {("run 1", VERSION, "2")}
    assert len(rows[1]["digest"]) == 64
    assert rows[1]["article"] is None
    assert (coded.pages, coded.on_topic, coded.asides) == (5, 3, {"crash": 1, "malformed": 1})


def test_the_same_shard_again_gives_the_same_bytes(tmp_path, lines):
    for name in ("a", "b"):
        code_shard(Job(shard=lines, coding=make_coding(tmp_path / name)))
    first, second = (next((tmp_path / name).glob("*.parquet")).read_bytes() for name in "ab")
    assert first == second


def test_columns_have_types_and_meanings():
    schema = make_schema()
    assert schema.names == list(PageRow.__struct_fields__)
    assert str(schema.field("offset").type) == "int64"
    assert str(schema.field("on_topic").type) == "bool"
    record = schema.field("records").type.value_type
    kinds = {record.field(number).name: str(record.field(number).type) for number in range(record.num_fields)}
    assert (kinds["actors"], kinds["confidence"], kinds["start"]) == ("list<item: string>", "double", "int64")
    assert all(field.metadata[b"meaning"] for field in schema)


def test_a_worker_of_another_version_codes_nothing(tmp_path, lines):
    with pytest.raises(ShardError, match="reads as version 7, not 8"):
        code_shard(Job(shard=lines, coding=make_coding(tmp_path / "out", version="8")))
    assert not (tmp_path / "out").exists()


def make_plan(out, shard, version=VERSION):
    found = plan([shard], load_coded(open_storage(str(out))), version, "2")
    return len(found.todo), len(found.done), found.changed, found.outdated


def test_what_stands_is_not_done_again(tmp_path, lines):
    out = tmp_path / "out"
    assert make_plan(out, lines) == (1, 0, 0, 0)
    code_shard(Job(shard=lines, coding=make_coding(out)))
    assert make_plan(out, lines) == (0, 1, 0, 0)
    assert make_plan(out, lines, "8") == (1, 0, 0, 1)
    assert make_plan(out, msgspec.structs.replace(lines, size=7)) == (1, 0, 1, 0)
    other = Shard(address="other.jsonl", place="other.jsonl", size=1)
    found = plan([other], load_coded(open_storage(str(out))), "8", "2")
    assert (found.todo, found.others, found.older) == ((other,), 1, 1)


@pytest.mark.parametrize("harm", ["part gone", "part cut", "entry broken", "entry of another form"])
def test_what_does_not_stand_as_it_was_written_is_done_again(tmp_path, lines, harm):
    out = tmp_path / "out"
    code_shard(Job(shard=lines, coding=make_coding(out)))
    (part,), (entry,) = out.glob("*.parquet"), (out / "_shards").iterdir()
    match harm:
        case "part gone":
            part.unlink()
        case "part cut":
            part.write_bytes(part.read_bytes()[:-1])
        case "entry broken":
            entry.write_bytes(entry.read_bytes()[:-9])
        case _:
            entry.write_text("[]")
    assert make_plan(out, lines) == (1, 0, 0, 0)
