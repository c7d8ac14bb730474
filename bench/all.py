"""Runs the benchmarks one after another and writes what they print into bench/REPORT.md, a section each.

    python -m bench.all [--only NAME …] [--large] [--list]

Each runs in a process of its own with nothing beside it. A section tells the commands that made it, the day, how long
they took, the processor and how busy the machine was. `--large` takes the sizes that need hours or tens of gigabytes
where there are such; a benchmark that fails leaves its section as it was, and the exit code is 1.
"""

from __future__ import annotations

import argparse
import os
import platform
import re
import shlex
import subprocess
import sys
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import msgspec
from rich.console import Console

HERE = Path(__file__).resolve().parent
REPORT = HERE / "REPORT.md"
_PLOTS = HERE / "plots"
_FINE = (0, 1)  # exit codes: one where a goal is missed, which is said in the section


class Part(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A section: its commands, those for large sizes, whether what they print is plain text, whether one draws a plot.

    `about` stands above the figures.
    """

    name: str
    title: str
    about: str
    commands: tuple[str, ...]
    large: tuple[str, ...] = ()
    plain: bool = False
    plot: bool = False


def load_parts() -> list[Part]:
    """Return the sections of the report in their order."""
    found = msgspec.toml.decode((HERE / "parts.toml").read_bytes(), type=dict[str, list[Part]])
    return found["part"]


def run_part(part: Part, *, large: bool) -> str | None:
    """Return the section of a part, None where one of its commands failed."""
    blocks = []
    for number, words in enumerate(part.large if large and part.large else part.commands):
        plot = _PLOTS / f"{part.name}.svg" if part.plot and not number else None
        block = run_command(words, plain=part.plain, plot=plot)
        if block is None:
            return None
        blocks.append(block)
    drawn = f"\n![{part.title}](plots/{part.name}.svg)\n" if part.plot else ""
    return "\n".join([f"## {part.title}", "", part.about, "", *blocks]) + drawn


def run_command(words: str, *, plain: bool, plot: Path | None) -> str | None:
    """Return what a command printed, under a line about its run; None, and a word to the screen, where it failed."""
    load, begun = os.getloadavg()[0], time.monotonic()
    command = [sys.executable, "-m", *shlex.split(words), *(["--plot", str(plot)] if plot else [])]
    done = subprocess.run(command, capture_output=True, text=True, cwd=HERE.parent, check=False)
    spent = time.monotonic() - begun
    if done.returncode not in _FINE or "Traceback" in done.stderr or not done.stdout.strip():
        print(f"{words}: failed\n{done.stderr[-2_000:]}", file=sys.stderr)
        return None
    out = done.stdout.strip("\n")
    shown = f"```text\n{out}\n```" if plain else re.sub(r"^#{1,3} ", "### ", out, flags=re.M)
    day = datetime.now(UTC).date()
    return f"`python -m {words}` · {day} · {spent:.0f} s · {find_processor()} · load before it {load:.1f}\n\n{shown}\n"


def put(report: str, name: str, section: str) -> str:
    """Return the report with a section in place of that of before, or at the end."""
    begin, end = f"<!-- {name} -->", f"<!-- /{name} -->"
    whole = f"{begin}\n{section.strip()}\n{end}"
    before, found, rest = report.partition(begin)
    if not found:
        return f"{report.rstrip()}\n\n{whole}\n"
    return f"{before}{whole}{rest.partition(end)[2]}"


def make_head() -> str:
    """Return what stands above the sections."""
    return "\n".join(
        [
            "# Benchmark",
            "",
            "`make bench` makes every section anew by the command that it names, `python -m bench.all --large` with "
            "the large sizes. Ratios are taken within one run; sections of different days or processors are not to be "
            "held against one another. Unless a section says otherwise, times are CPU time.",
            "",
            f"Python {platform.python_version()}, {os.cpu_count()} cores of a virtual machine.",
        ]
    )


def find_processor() -> str:
    """Return the name of this machine's processor, "unknown" where the system does not tell."""
    lines = (line.partition(":") for line in _read_processors())
    return next((name.strip() for key, _, name in lines if key.strip() == "model name"), "unknown")


def _read_processors() -> Sequence[str]:
    try:
        return Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        return ()


def main() -> int:
    """Run the parts and write the report after each."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parts = load_parts()
    names = [part.name for part in parts]
    parser.add_argument("--only", nargs="+", choices=names, default=names, metavar="NAME", help=", ".join(names))
    parser.add_argument("--large", action="store_true", help="the sizes that need hours or tens of gigabytes")
    parser.add_argument("--list", action="store_true", help="print the commands and run none")
    asked = parser.parse_args()
    failed = 0
    screen = Console(stderr=True)
    for part in parts:
        if part.name not in asked.only:
            continue
        if asked.list:
            print(part.name, *(part.large if asked.large and part.large else part.commands), sep="\n  ")
            continue
        with screen.status(f"{part.name} …"):
            section = run_part(part, large=asked.large)
        if section is None:
            failed += 1
            continue
        report = REPORT.read_text(encoding="utf-8") if REPORT.exists() else ""
        _, mark, rest = report.partition("\n\n<!-- ")
        REPORT.write_text(put(make_head() + (mark + rest if mark else "\n"), part.name, section), encoding="utf-8")
        print(part.name, "written", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    raise SystemExit(main())
