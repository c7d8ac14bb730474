"""Draw docs/timeline.svg, the README's picture: part of the demonstration ledger's timeline, as the terminal shows it.

.venv/bin/python docs/picture.py
"""

import io
import re
import tempfile
from pathlib import Path

from rich.console import Console

from marsad.app.terminal import Screen
from marsad.app.timeline import make_filter, print_timeline
from marsad.ledger import Ledger
from marsad.model import Capture
from marsad.pipeline import read_capture

HERE = Path(__file__).resolve().parent


def main() -> None:
    """Read the demonstration pages and write the picture."""
    out = Console(record=True, width=118, file=io.StringIO(), force_terminal=True)
    screen = Screen(out=out, err=Console(file=io.StringIO()), reorder=False)
    with tempfile.TemporaryDirectory() as folder, Ledger.open(Path(folder) / "demo.ledger") as ledger:
        for path in sorted((HERE.parent / "demo" / "pages").rglob("*.html")):
            reading = read_capture(Capture(origin=path.name, body=path.read_bytes()))
            ledger.add(reading, run="picture", at="2026-01-01T00:00:00Z")
        wanted = make_filter("2022-09-20", "2022-12-31", None, None, None, None)
        print_timeline(screen, ledger.timeline(wanted), 14)
    svg = out.export_svg(title="marsad timeline --since 2022-09-20 --until 2022-12-31", unique_id="marsad")
    (HERE / "timeline.svg").write_text(make_fit(svg), encoding="utf-8")


def make_fit(svg: str) -> str:
    """Return the drawing without fonts from elsewhere, and with Arabic lines set right-to-left, unclipped."""
    svg = re.sub(r"@font-face \{.*?\}\n", "", svg, flags=re.DOTALL)
    svg = svg.replace("Fira Code", "monospace")
    svg = re.sub(r' clip-path="url\(#marsad-line-\d+\)"', "", svg)
    return re.sub(r">([^<>A-Za-z]*[\u0621-\u064a][^<>A-Za-z]*)</text>", ">\u2067\\1\u2069</text>", svg)


if __name__ == "__main__":
    main()
