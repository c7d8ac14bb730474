"""Another officeholder of the same state in place of each known one."""

import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date

import msgspec

from evals.replace.edits import Edit
from evals.replace.words import Words, attach, find_longest, load_words
from marsad.languages.ar.actors import PersonName
from marsad.languages.ar.actors.nouns import PACKAGE
from marsad.languages.ar.actors.rows import PersonRow
from marsad.lexicon import load_table
from marsad.reference.officeholders import find_standing
from marsad.text.match import Hit, PhraseIndex
from marsad.text.normal import Aligned

Turn = Callable[[str], str]


class Person(msgspec.Struct, frozen=True, kw_only=True):
    """A known officeholder on a day: usual English name, state, role, and the Arabic names.

    `full` are whole names, `free` family names that need no whole name before them, `late` those that do.
    """

    id: str
    name: str
    code: str
    role: str | None = None
    woman: bool = False
    full: tuple[str, ...]
    free: tuple[str, ...] = ()
    late: tuple[str, ...] = ()

    def name_by(self, part: str) -> str:
        """Return the Arabic name that does for this person what the part did for the one before."""
        forms = {"free": self.free, "late": self.late or self.free}.get(part)
        return (forms or self.full)[0]


Roster = Mapping[str, Person]


def load_roster(on: date | None) -> dict[str, Person]:
    """Return the known officeholders and commentators as they stand on a day."""
    roster: dict[str, Person] = {}
    for row in (row for file in ("persons.toml", "scholars.toml") for row in load_table(PACKAGE, file, PersonRow)):
        standing = find_standing(row.id, on)
        if standing is not None and row.full:
            roster[row.id] = Person(
                id=row.id,
                name=standing.name,
                code=standing.code,
                role=standing.role,
                woman=row.id in load_words().women,
                full=row.full,
                free=row.free,
                late=row.late,
            )
    return roster


def find_persons(aligned: Aligned, index: PhraseIndex, roster: Roster) -> list[tuple[Hit, PersonName]]:
    """Return the names of known persons; a family name that several share, or that is no name alone, comes second."""
    found: list[tuple[Hit, PersonName]] = []
    seen: set[str] = set()
    for group in find_longest(aligned, index):
        named = [(hit, hit.item) for hit in group if isinstance(hit.item, PersonName) and hit.item.person in roster]
        whole = [pair for pair in named if pair[1].part == "full"]
        known = [pair for pair in named if pair[1].person in seen]
        free = [pair for pair in named if pair[1].part == "free"] if len(named) == 1 else []
        chosen = next(iter(whole or known or free), None)
        if chosen is not None:
            seen.add(chosen[1].person)
            found.append(chosen)
    return found


def choose_stand_ins(persons: Iterable[str], roster: Roster, turn: Turn) -> dict[str, Person]:
    """Return who takes whose place: of the state that `turn` gives for the old one's, of the same gender, and of the
    same role where there is such a one, and known by the family name; never the same for two. Others stay."""
    named = list(dict.fromkeys(persons))
    taken, chosen = set(named), {}
    for person in named:
        free = [other for name, other in sorted(roster.items()) if name not in taken and other.free]
        fitting = _find_fitting(roster[person], free, turn)
        if fitting:
            chosen[person] = fitting[zlib.crc32(person.encode()) % len(fitting)]
            taken.add(chosen[person].id)
    return chosen


def _find_fitting(old: Person, others: Iterable[Person], turn: Turn) -> list[Person]:
    alike = [other for other in others if other.code == turn(old.code) and other.woman == old.woman]
    return [other for other in alike if other.role == old.role] or alike


def edit_persons(
    aligned: Aligned, found: Iterable[tuple[Hit, PersonName]], chosen: Mapping[str, Person], words: Words
) -> Iterator[Edit]:
    """Yield the edits that put the chosen in the place of the found: whole name for whole name, family for family."""
    for hit, item in found:
        other = chosen.get(item.person)
        if other is not None:
            form = attach(hit.prefix, other.name_by(item.part), words)
            yield Edit(*aligned.to_original(hit.core_start, hit.core_end), form)
