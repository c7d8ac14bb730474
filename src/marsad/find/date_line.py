"""The calendar words and numbers of a sentence in a row, with what stands between them."""

from collections import defaultdict
from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from marsad.find.figure_number import Number, find_numbers
from marsad.find.scan import Scan, Sentence
from marsad.languages.ar.calendar import CalendarWord, load_joints
from marsad.text.tokens import find_tokens

Joint = tuple[str, ...]
APART: Joint = ("apart",)
_WIDEST_GAP = 14  # characters between two parts of one date, hedges included
_ANCHORS = frozenset({"month", "hijri", "weekday", "deictic", "unit", "decade", "season", "quarter", "half"})


class Atom(NamedTuple):
    """A calendar word, or a number (role `number`, or `ordinal`), at `start:end` of the normal text."""

    start: int
    end: int
    role: str
    value: float
    word: CalendarWord | None
    number: Number | None


class Line:
    """A sentence's atoms.

    `role` gives an atom's role, the empty string past the end; `joint` what stands between an atom and the next one.
    """

    def __init__(self, scan: Scan, sentence: Sentence, atoms: tuple[Atom, ...]) -> None:
        """Lay out the atoms of `sentence`."""
        self.scan, self.sentence, self.atoms = scan, sentence, atoms
        normal = scan.aligned.normal
        joints = [_read_joint(normal, one.end, other.start) for one, other in pairwise(atoms)]
        self.role = defaultdict(str, enumerate([atom.role for atom in atoms])).__getitem__
        self.joint = defaultdict(_tell_apart, enumerate(joints)).__getitem__

    def word(self, at: int, role: str) -> CalendarWord | None:
        """Return the calendar word at `at` when it has this role."""
        return self.atoms[at].word if self.role(at) == role else None

    def words_before(self, position: int, count: int = 1) -> tuple[str, ...]:
        """Return the last `count` tokens of the sentence that end at or before `position`, nearest first."""
        return tuple([token.text for token in reversed(self.sentence.before(position, count))])

    def word_after(self, position: int) -> str:
        """Return the first token that starts at or after `position`."""
        return next((token.text for token in self.sentence.after(position, 1)), "")


def make_line(scan: Scan, sentence: Sentence) -> Line | None:
    """Return the line of a sentence, or None when nothing in it can be part of a date."""
    hits = sentence.of(CalendarWord)
    roles = {hit.item.role for hit in hits}  # type: ignore[attr-defined]
    if _ANCHORS.isdisjoint(roles):
        signs = [sentence.tokens[number].text for number in sentence.signs]
        shifted = "shift" in roles and any(text[0].isdecimal() for text in signs)
        if not shifted and not any(map(_may_be_year, signs)):
            return None
    words = [_word_atom(hit.core_start, hit.core_end, hit.item) for hit in hits]
    numbers = [_number_atom(number) for number in find_numbers(scan, sentence)]
    return Line(scan, sentence, _keep_longest([*words, *numbers]))


def _may_be_year(text: str) -> bool:
    return (len(text) == 4 and text[0] in "12" and text.isdecimal()) or text.count(".") == 2


def _word_atom(start: int, end: int, item: object) -> Atom:
    assert isinstance(item, CalendarWord)
    return Atom(start, end, item.role, item.value, item, None)


def _number_atom(number: Number) -> Atom:
    role = "ordinal" if number.ordinal else "number"
    return Atom(number.start, number.end, role, number.value, None, number)


def _keep_longest(atoms: Sequence[Atom]) -> tuple[Atom, ...]:
    """Drop atoms inside others; of two on the same words the calendar word stays."""
    kept: list[Atom] = []
    for atom in sorted(atoms, key=lambda atom: (atom.start, -atom.end, atom.word is None)):
        if not kept or atom.start >= kept[-1].end:
            kept.append(atom)
    return tuple(kept)


def _tell_apart() -> Joint:
    return APART


def _read_joint(normal: str, start: int, end: int) -> Joint:
    if end - start == 1 and normal[start] == " ":
        return ()
    if end - start > _WIDEST_GAP:
        return APART
    return _read_gap(normal[start:end])


@cache
def _gap_kind(word: str) -> str:
    return load_joints().get(word, "apart")


def _read_gap(gap: str) -> Joint:
    kinds = tuple(_gap_kind(token.text) for token in find_tokens(gap))
    return APART if "apart" in kinds or "\n" in gap else kinds
