"""Every limit has its row in docs/limits.md, with what holds and a test; `tests.limits.prove` shows that each fails."""

import re
from pathlib import Path

import msgspec
import pytest
from tests.limits.table import PAGE, ROOT, find_value, load_rows, make_table

from marsad import extract, fetch, warc

ROWS = load_rows()
SOURCE = ROOT / "src" / "marsad"
ROOMS = ("fetch", "sources", "warc", "archive", "engines", "outlets")
BOUNDS = {
    "fetch.rules:Limits": fetch.Limits,
    "fetch.rules:Guard": fetch.Guard,
    "fetch.rules:Manners": fetch.Manners,
    "warc.record:Limits": warc.Limits,
    "extract.limits:Limits": extract.Limits,
}
NO_BOUNDS = {"agent", "version", "contact"}  # words by which we name ourselves
CONSTANT = re.compile(
    r"^(_?(?:[A-Z]+_)*(?:MOST|LONGEST|LARGEST|LIMIT|MEMORY|DEPTH|SITEMAPS|WORKERS|AHEAD)(?:_[A-Z]+)*) = (?!re\.)",
    re.MULTILINE,
)
ELSEWHERE = {  # constants whose name looks like a limit's
    "outlets.naming:_LONGEST",  # of ids that we make
    "warc.readers:_LONGEST_START",  # what a pattern can match
}


def test_the_table_tells_what_holds():
    assert [(row.id, row.value) for row in ROWS if row.value is not None] == [
        (row.id, find_value(row.id)) for row in ROWS if row.value is not None
    ]
    assert len({row.id for row in ROWS}) == len(ROWS)
    assert PAGE.read_text(encoding="utf-8") == make_table()


@pytest.mark.parametrize("name", BOUNDS)
def test_every_field_that_bounds_has_a_row(name):
    wanted = {f"{name}.{field.name}" for field in msgspec.structs.fields(BOUNDS[name])}
    assert wanted - {f"{name}.{each}" for each in NO_BOUNDS} <= {row.id for row in ROWS}


def test_every_constant_named_like_a_limit_has_a_row():
    found = set(ELSEWHERE)
    for path in (path for room in ROOMS for path in sorted((SOURCE / room).rglob("*.py"))):
        module = ".".join(path.relative_to(SOURCE).with_suffix("").parts)
        found |= {f"{module}:{name}" for name in CONSTANT.findall(path.read_text(encoding="utf-8"))}
    assert found - {row.id for row in ROWS} == ELSEWHERE


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.id)
def test_its_test_is_there_and_so_is_what_disables_it(row):
    path, _, name = row.test.partition("::")
    assert f"def {name}(" in Path(ROOT, path).read_text(encoding="utf-8")
    assert Path(ROOT, row.path).read_text(encoding="utf-8").count(row.cut) == 1
