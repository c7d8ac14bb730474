"""The roots that words for one type of signal commonly have: they tell the type, and nothing of what it is about.

python -m train.roots            writes reconcile/episodes/common.toml
"""

from __future__ import annotations

import tomllib
from collections import Counter, defaultdict
from pathlib import Path

from marsad.model import SignalType
from marsad.reconcile.episodes.family import find_family
from marsad.reconcile.episodes.telling import find_stems

ROOT = Path(__file__).parents[1]
TARGET = ROOT / "src/marsad/reconcile/episodes/common.toml"
_SHARE = 0.18  # of a family's texts, from where a root is common
_HEAD = """# Roots that are common in words of a family of types: they tell the type and not its matter, so they
# count little when two signals of the family are compared. Made by `python -m train.roots` from the ways.
"""


def make_common() -> str:
    """Return the file's text, the same from the same texts."""
    texts: defaultdict[str, list[str]] = defaultdict(list)
    for path in sorted([*(ROOT / "tests/ways").glob("*.toml"), *(ROOT / "train/ways").glob("*.toml")]):
        for way in tomllib.loads(path.read_text(encoding="utf-8")).get("way", ()):
            kind = way["id"].rsplit("-", 1)[0]
            texts[find_family(SignalType(kind))].append(way["finds"])
    parts = [_HEAD]
    for family, own in sorted(texts.items()):
        counts = Counter(root for text in own for root in set(find_stems(text)[0]))
        common = sorted(root for root, count in counts.items() if count >= max(3, _SHARE * len(own)))
        parts.append(f'\n[[entry]]\nid = "{family}"\nroots = "{" ".join(common)}"\n')
    return "".join(parts)


if __name__ == "__main__":
    TARGET.write_text(make_common(), encoding="utf-8")
