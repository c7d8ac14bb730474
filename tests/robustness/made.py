"""Pages that were never printed, and the installed command line run on them in a process of its own."""

import os
import subprocess
import sys
from pathlib import Path

from marsad.ledger import Ledger

ROOT = Path(__file__).parents[2]
DEMO = ROOT / "demo" / "pages"
MARSAD = Path(sys.executable).with_name("marsad")
LONGEST = 300  # seconds for a run, on a machine that does much else

TITLE = "نوردستان تختبر صاروخا"
FIRST = "أجرت روسيا في 25 سبتمبر 2024 تجربة لإطلاق صاروخ باليستي عابر للقارات باتجاه المحيط الهادئ."
SECOND = "وقالت وزارة الدفاع الروسية إن الإطلاق جزء من التدريب السنوي، وإنه لا يستهدف أي دولة."
STORY = f"{FIRST} {SECOND}"
PAGE = (
    '<!DOCTYPE html><html lang="ar"><head>{charset}<title>{title}</title>{head}</head><body><nav>الرئيسية</nav>'
    "<article><h1>{title}</h1><p>{first}</p><p>{second}</p></article></body></html>"
)
DATED = '<meta property="article:published_time" content="2024-09-26T08:00:00+03:00">'


def make_markup(*, declared: str | None = "utf-8", head: str = DATED, **words: str) -> str:
    charset = f'<meta charset="{declared}">' if declared else ""
    texts = {"title": TITLE, "first": FIRST, "second": SECOND} | words
    return PAGE.format(charset=charset, head=head, **texts)


def make_page(*, declared: str | None = "utf-8", printed: str = "utf-8", head: str = DATED, **words: str) -> bytes:
    """Return a page whose declared encoding need not be the one that it is printed in."""
    return make_markup(declared=declared, head=head, **words).encode(printed)


def make_command(*words: object) -> list[str]:
    return [str(MARSAD), *map(str, words)]


def make_environment(**more: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("MARSAD_")}
    return kept | {"NO_COLOR": "1", "COLUMNS": "120"} | more


def run_marsad(*words: object, cwd: Path, prepare=None, **more: str) -> subprocess.CompletedProcess[str]:
    """Run a command line to its end; `prepare` is called in the new process before it starts."""
    return subprocess.run(
        make_command(*words),
        cwd=cwd,
        env=make_environment(**more),
        preexec_fn=prepare,
        capture_output=True,
        text=True,
        timeout=LONGEST,
        check=False,
    )


def check_whole(path: Path) -> int:
    """Return how many articles a ledger holds that opens and has nothing wrong."""
    with Ledger.open(path) as ledger:
        assert ledger.check() == ()
        return ledger.counts().articles


def list_asides(path: Path) -> list[tuple[str, str]]:
    """Return what a ledger has set aside: the file's name and the reason."""
    with Ledger.open(path, readonly=True) as ledger:
        return [(Path(one.origin).name, one.reason) for one in ledger.set_asides()]


def export(path: Path, cwd: Path) -> str:
    """Return all standing records of a ledger, in its own order."""
    shown = run_marsad("export", "--ledger", path, cwd=cwd)
    assert (shown.returncode, shown.stderr) == (0, "")
    assert shown.stdout
    return shown.stdout
