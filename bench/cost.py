"""What ten years of a news archive would take by what pages take here: measures, prints the table of docs/scale.md.

`--measured FILE` takes figures that were measured before instead. Facts about the archive and prices stand in
`bench/cost.toml` with where they are from; change them there.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import sys
import tomllib
from pathlib import Path
from time import process_time

import msgspec

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.pages.material import load_materials

from bench.made_shards import make_archive
from marsad.engines.base import read_guarded
from marsad.engines.memory import settle_memory
from marsad.model import Capture, make_digest
from marsad.pipeline import read_capture
from marsad.shards import Shard
from marsad.shards.rows import Making, PageRow, make_page_row
from marsad.shards.table import write_rows
from marsad.sources.warc import read_pages

ROUNDS = 3
_LETTER = "<a>\u0639\u0631\u0628\u064a</a>".encode()  # as menus of languages have it
_HOUR = 3600


class Measured(msgspec.Struct, frozen=True, kw_only=True):
    """CPU seconds of one core and bytes, on this machine.

    scan: to find a page in a web archive and unpack it
    reject: to tell that a page without an Arabic letter is not Arabic
    doubt: to tell it of a page that has one somewhere, and is taken apart
    read: to read an Arabic page
    write: to make a row of a page and write it
    row_read: bytes of the row of an Arabic page, compressed
    row_aside: bytes of the row of a page set aside
    page: bytes of an Arabic page as it was sent
    """

    scan: float
    reject: float
    doubt: float
    read: float
    write: float
    row_read: float
    row_aside: float
    page: float


class Facts(msgspec.Struct, frozen=True, kw_only=True):
    """What is known, or assumed, of the archive and of prices; see `cost.toml`."""

    pages: float
    arabic: tuple[float, float, float]
    files: float
    bytes: float
    real: float
    lettered: float
    core_hour: tuple[float, float]
    gigabyte_month: float
    overhead: float


def measure() -> Measured:
    """Measure on the golden pages, the fastest of several rounds each."""
    pages: dict[str, list[Capture]] = {"ar": [], "en": []}
    for material in load_materials():
        pages[material.language].append(Capture(origin=material.name, body=material.body, url=material.url))
    for capture in pages["ar"][:10]:
        read_capture(capture)
    settle_memory()
    lettered = [msgspec.structs.replace(page, body=page.body + _LETTER) for page in pages["en"]]
    every = [*pages["ar"], *pages["en"]]
    archive = make_archive(every)
    shard = Shard(address="x.warc.gz", place="", size=len(archive))
    making = Making(shard=shard, run="r", version="v", codebook="c")
    outcomes = {name: [read_guarded(read_capture, page) for page in group] for name, group in pages.items()}
    rows = {
        name: [make_page_row(making, *pair) for pair in zip(pages[name], outcomes[name], strict=True)] for name in pages
    }
    written = [*rows["ar"], *rows["en"]]
    return Measured(
        scan=_time(lambda: sum(1 for _ in read_pages(io.BytesIO(archive), "x"))) / len(every),
        reject=_time(lambda: [read_guarded(read_capture, page) for page in pages["en"]]) / len(pages["en"]),
        doubt=_time(lambda: [read_guarded(read_capture, page) for page in lettered]) / len(lettered),
        read=_time(lambda: [read_guarded(read_capture, page) for page in pages["ar"]]) / len(pages["ar"]),
        write=_time(lambda: _write(written)) / len(written),
        row_read=(_write(rows["ar"]) - _write([])) / len(rows["ar"]),
        row_aside=_weigh(rows["en"]),
        page=sum(len(page.body) for page in pages["ar"]) / len(pages["ar"]),
    )


def _time(do: object) -> float:
    def once() -> float:
        begun = process_time()
        do()  # type: ignore[operator]
        return process_time() - begun

    return min(once() for _ in range(ROUNDS))


def _write(rows: list[PageRow]) -> int:
    out = io.BytesIO()
    write_rows(rows, out)
    return out.tell()


def _weigh(rows: list[PageRow]) -> float:
    """Return the bytes of a row among many like it: all but digest and address, which are never the same, repeat."""
    count = 20_000
    many = [
        msgspec.structs.replace(
            rows[number % len(rows)], digest=make_digest(str(number).encode()), url=f"{number:x}" * 4
        )
        for number in range(count)
    ]
    return _write(many) / count


def make_rows(measured: Measured, facts: Facts) -> list[str]:
    """Return the table: low, middle and high share of Arabic pages."""
    lines = [
        "| Arabic pages | core-hours | of them reading | output GB | USD spot | USD on demand |",
        "|--:|" + "--:|" * 5,
    ]
    for share in facts.arabic:
        arabic = facts.pages * share
        other = facts.pages - arabic
        scan = facts.pages * (measured.scan + measured.write) * facts.real
        read = arabic * measured.read * facts.real
        told = other * (measured.reject + facts.lettered * (measured.doubt - measured.reject)) * facts.real
        hours = (scan + read + told) * facts.overhead / _HOUR
        size = (arabic * measured.row_read + other * measured.row_aside) / 1e9
        cheap, dear = (hours * price + size * facts.gigabyte_month for price in facts.core_hour)
        lines.append(
            f"| {share:.0%} = {arabic / 1e6:.0f} million | {hours:,.0f} | {read * facts.overhead / _HOUR / hours:.0%} "
            f"| {size:,.0f} | {cheap:,.0f} | {dear:,.0f} |"
        )
    return lines


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--measured", type=Path, metavar="FILE", help="figures as this program printed them before")
    options = parser.parse_args()
    facts = msgspec.convert(tomllib.loads((ROOT / "bench" / "cost.toml").read_text(encoding="utf-8"))["facts"], Facts)
    given = options.measured
    measured = msgspec.json.decode(given.read_bytes(), type=Measured) if given else measure()
    print(json.dumps(msgspec.to_builtins(measured)))
    print(f"load {os.getloadavg()[0]:.1f}; {_HOUR / measured.read:,.0f} Arabic pages a core-hour,", end=" ")
    print(f"{_HOUR / (measured.scan + measured.reject):,.0f} others\n")
    print("\n".join(make_rows(measured, facts)))


if __name__ == "__main__":
    main()
