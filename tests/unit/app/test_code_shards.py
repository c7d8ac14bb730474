"""`marsad code --out`: what it writes is what `marsad code` prints, and what it cannot do it says in a line."""

import json

import pytest

from .test_reading import make_line

parquet = pytest.importorskip("pyarrow.parquet")


@pytest.fixture
def lines(tmp_path):
    path = tmp_path / "news.jsonl"
    path.write_text(f"{make_line()}\nno json\n", encoding="utf-8")
    return path


def test_the_records_are_those_of_the_annotations(run, lines, tmp_path):
    printed = json.loads(run("code", lines, "--jsonl").stdout.splitlines()[0])
    shown = run("code", lines, "--out", tmp_path / "out", "--json")
    told = json.loads(shown.stdout)
    assert (shown.exit_code, told["coded"], told["pages"], told["asides"]) == (1, 1, 2, {"malformed": 1})
    (part,) = (tmp_path / "out").glob("*.parquet")
    row, aside = parquet.read_table(part).to_pylist()
    layers = {
        "statement": "statements",
        "signal": "signals",
        "figure": "figures",
        "date": "dates",
        "source": "mentions",
    }
    for layer, name in layers.items():
        assert [one["id"] for one in row["records"] if one["layer"] == layer] == [one["id"] for one in printed[name]]
    assert printed["signals"]
    assert (row["article"], row["offset"], aside["offset"], aside["reason"]) == (printed["article"], 1, 2, "malformed")
    assert (tmp_path / "out" / "_dictionary.csv").read_text(encoding="utf-8-sig").startswith("name,type,unit,meaning")
    again = json.loads(run("code", lines, "--out", tmp_path / "out", "--json").stdout)
    assert (again["coded"], again["kept"]) == (0, 1)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--engine", "dask"], "name a folder with --out DIR"),
        (["--out", "out", "--engine", "ray"], "there is no engine ray; choose one of local, dask"),
        (["--out", "out", "--jsonl"], "--out writes Parquet"),
        (["--out", "gopher://x"], "cannot open gopher://x"),
        (["--out", "out", "--engine", "local", "--cluster", "tcp://x:1"], "choose --engine dask for a cluster"),
    ],
)
def test_what_cannot_be_done_is_told_in_a_line(run, lines, words, told):
    shown = run("code", lines, *words)
    assert shown.exit_code == 2
    assert told in shown.stderr
    assert len(shown.stderr.splitlines()) == 1
