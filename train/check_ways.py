"""Which ways of putting a type are proposed: `python -m train.check_ways [type …]`.

For every way in `tests/ways/` tells whether its `finds` sentence yields a proposal of its type (a cue, or a piece of
reported speech by the right party), and with --judged whether the judge keeps it and refuses `rejects`.
"""

import argparse
from collections.abc import Iterator

from marsad.app.annotations import annotate
from marsad.coders.signals.complete import complete
from marsad.coders.signals.pool import make_pool
from marsad.extract import extract_article
from marsad.pipeline import find_all
from marsad.sources.files import make_line_capture
from train.label import PIECE_TYPES, agree
from train.load import TESTS, Way, load_ways

WAYS = TESTS / "ways"


def is_proposed(kind: str, way: Way) -> tuple[bool, bool]:
    """Tell whether a way is proposed at all, and with the right actors by the rules."""
    pool = make_pool(find_all(extract_article(make_line_capture({"id": way.id, "text": way.finds}, "-"))))
    cues = [complete(c) for c in pool.cues if c.type == kind]
    pieces = pool.pieces if kind in PIECE_TYPES else ()
    right = any(agree(c.actors, way.actors) for c in cues) or any(agree(p.speaker.codes, way.actors) for p in pieces)
    return bool(cues or pieces), right


def judge(kind: str, way: Way) -> Iterator[str]:
    """Yield what the whole line gets wrong."""
    found = [s for s in annotate({"id": way.id, "text": way.finds})["signals"] if s["type"] == kind]
    if not found:
        yield "not found"
    elif not any(agree(tuple(s["actors"]), way.actors) for s in found):
        yield f"actors {[s['actors'] for s in found]}"
    if any(s["type"] == kind for s in annotate({"id": way.id, "text": way.rejects})["signals"]):
        yield "finds it in rejects"


def main() -> None:
    """Print the ways that fail."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("types", nargs="*")
    parser.add_argument("--judged", action="store_true")
    options = parser.parse_args()
    for path in sorted(WAYS.glob("*.toml")):
        if options.types and path.stem not in options.types:
            continue
        ways, bad = load_ways(path), 0
        for way in ways:
            if options.judged:
                problems = list(judge(path.stem, way))
            else:
                there, right = is_proposed(path.stem, way)
                problems = [] if right else ["proposed with other actors" if there else "no proposal"]
            bad += bool(problems)
            for problem in problems:
                print(f"  {way.id} {way.words}: {problem}")
        forms = len({w.words for w in ways})
        print(f"{path.stem}: {len(ways)} ways, {forms} distinct, {bad} with problems")


if __name__ == "__main__":
    main()
