"""`marsad watch` on a made internet of hundreds of outlets: prints what came of it; exit code 1 where anything is lost.

Two runs of `watch --once`: the first takes all there is, the second is as a day later, when pages that may yet come
have their last try. `--patience 0.5` shortens waits and time limits, for runs of seconds.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import msgspec

from bench.hostile.checking import check_stores, check_world, pass_days
from bench.hostile.running import Sampler, count_asked, serving, start_watch, write_list
from bench.hostile.world import GOOD, World

_FLAT = 1.1  # times the third quarter's memory that the last one may take
_SLACK = 30.0  # MB beside that
_FINE = (0, 1)  # exit codes of a watch that did its work: all fine, or some set aside


class Soak(msgspec.Struct, kw_only=True):
    """What a soak showed. Memory in MB, of the watch itself (`own`) and with its workers (`peak`), by samples."""

    outlets: int
    good: int
    bad: int
    jobs: int
    seconds: list[float] = []
    codes: list[int] = []
    read: int = 0
    own: list[float] = []
    peak: list[float] = []
    aside: Counter[str] = msgspec.field(default_factory=Counter)
    later: int = 0
    problems: list[str] = []

    @property
    def growth(self) -> float:
        """Return the most memory in the last quarter of the first run over that in the third."""
        quarter = len(self.peak) // 4
        return max(self.peak[-quarter:]) / max(self.peak[-2 * quarter : -quarter]) if quarter else 1.0


def soak(folder: Path, *, seed: int, outlets: int, pages: int, jobs: int, patience: float | None = None) -> Soak:
    """Run the watch twice in `folder` and check what it made; `patience` as for `start_watch`."""
    with serving(seed, outlets, pages) as world:
        comes = Counter(comes == GOOD for _, comes, page in world.expected() if page)
        found = Soak(outlets=outlets, good=comes[True], bad=comes[False], jobs=jobs)
        write_list(world, folder)
        for turn in range(2):
            _watch(folder, found, patience, is_first=not turn)
            if not turn:
                found.later = pass_days(folder).total()
        found.problems += _check(world, folder, found)
    return found


def _watch(folder: Path, found: Soak, patience: float | None, *, is_first: bool) -> None:
    begun = time.monotonic()
    run = start_watch(folder, jobs=found.jobs, patience=patience)
    with Sampler(run.pid, 0.1 if patience else 1.0) as sampler:
        found.codes.append(run.wait())
    found.seconds.append(time.monotonic() - begun)
    told = json.loads((folder / "out").read_text(encoding="utf-8").splitlines()[-1])
    found.read += told["read"]
    found.aside.update(told["set_aside"])
    if is_first:
        found.own, found.peak = sampler.main, sampler.all


def _check(world: World, folder: Path, found: Soak) -> list[str]:
    problems = [f"exit code {code}" for code in found.codes if code not in _FINE]
    problems += ["a traceback"] if "Traceback" in (folder / "err").read_text(encoding="utf-8") else []
    problems += check_stores(folder)
    problems += check_world(world, folder, count_asked(world)["asked"])
    quarter = len(found.peak) // 4
    if quarter and max(found.peak[-quarter:]) > _FLAT * max(found.peak[-2 * quarter : -quarter]) + _SLACK:
        problems.append(f"memory grows: {found.growth:.2f} times from the third quarter to the last")
    return problems


def make_table(found: Soak) -> list[str]:
    """Return the figures as a table."""
    lost = sum(problem.endswith(": lost") for problem in found.problems)
    reasons = ", ".join(f"{reason} {count}" for reason, count in sorted(found.aside.items()))
    return [
        "| outlets | good pages | bad pages | jobs | s | pages/s | peak MB | the watch's own | last quarter/third |",
        "|--:|--:|--:|--:|--:|--:|--:|--:|--:|",
        f"| {found.outlets} | {found.good} | {found.bad} | {found.jobs} | {found.seconds[0]:.0f} | "
        f"{found.read / found.seconds[0]:.1f} | {max(found.peak, default=0):.0f} | {max(found.own, default=0):.0f} | "
        f"{found.growth:.2f} |",
        "",
        f"Read {found.read}, lost {lost}, set aside {found.aside.total()}: {reasons}. {found.later} pages waited for a "
        f"later try, the last of which took {found.seconds[1]:.0f} s. Problems: {len(found.problems)}.",
    ]


def main() -> int:
    """Run the soak; return 1 where anything is not as it had to be."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--outlets", type=int, default=300)
    parser.add_argument("--pages", type=int, default=20_000)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--patience", type=float, help="seconds for a silent host; shortens other waits, too")
    parser.add_argument("--folder", type=Path, help="keep ledger, archive and state here")
    options = parser.parse_args()
    words = {name: getattr(options, name) for name in ("outlets", "pages", "jobs", "seed", "patience")}
    with tempfile.TemporaryDirectory() as made:
        folder = options.folder or Path(made)
        folder.mkdir(parents=True, exist_ok=True)
        found = soak(folder, **words)
    print("\n".join([*make_table(found), "", *(f"- {problem}" for problem in found.problems[:50])]).rstrip())
    return 1 if found.problems else 0


if __name__ == "__main__":
    raise SystemExit(main())
