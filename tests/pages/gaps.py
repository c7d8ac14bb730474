"""Writes `gaps.toml` anew from what is read wrong now, and says what was gained and lost: `python -m tests.pages.gaps`.

Held-out pages are not in it; of them only shares are told.
"""

import json
import sys
import tomllib
from pathlib import Path

from tests.pages.fields import FIELDS
from tests.pages.material import Material, load_materials

from marsad.extract import ExtractError, extract_article
from marsad.model import Capture

GAPS = Path(__file__).parent / "gaps.toml"
_HEAD = "# Where the extractor is wrong on a golden page, and what it reads; an entry is taken off when it passes.\n"


def find_gaps(page: Material) -> dict[str, str]:
    """Return the fields that are read wrong on a page, with how."""
    try:
        article = extract_article(Capture(origin=page.name, body=page.body, url=page.url))
    except ExtractError as error:
        return dict.fromkeys(FIELDS, f"not read: {error}")
    return {field: wrong for field, check in FIELDS.items() if (wrong := check(article, page.expected))}


def write_gaps() -> str:
    """Write the gaps and return what changed, a line each."""
    before = tomllib.loads(GAPS.read_text(encoding="utf-8"))
    pages = [page for page in load_materials() if page.language == "ar"]
    now = {page.name: gaps for page in pages if not page.held_out and (gaps := find_gaps(page))}
    tables = (
        f'\n["{name}"]\n' + "".join(f"{field} = {json.dumps(how, ensure_ascii=False)}\n" for field, how in gaps.items())
        for name, gaps in now.items()
    )
    GAPS.write_text(_HEAD + "".join(tables), encoding="utf-8")
    old, new = ({f"{name} {field}" for name in gaps for field in gaps[name]} for gaps in (before, now))
    changes = [f"gained {each}" for each in sorted(old - new)] + [f"lost {each}" for each in sorted(new - old)]
    return "\n".join([*changes, _score([find_gaps(page) for page in pages if page.held_out])]) + "\n"


def _score(held_out: list[dict[str, str]]) -> str:
    shares = (f"{field} {sum(field not in gaps for gaps in held_out)}" for field in FIELDS)
    return f"right on {len(held_out)} held-out pages: {', '.join(shares)}"


if __name__ == "__main__":
    sys.stdout.write(write_gaps())
