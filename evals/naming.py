"""Who is named where in a text, in so many words: states, organisations, seats and known persons."""

import re
from functools import cache

from evals.replace.words import find_longest, load_index, load_words
from marsad.languages.ar.actors import OrgName, PersonName, Seat, StateName
from marsad.languages.ar.actors.items import Demonym
from marsad.measure.phenomena import Marks
from marsad.reference.officeholders import find_standing
from marsad.text.normal import normalise


def mark(text: str) -> Marks:
    """Return where which code is named, and where a sentence goes back in time."""
    aligned = normalise(text)
    names = [
        (aligned.to_original(hit.start, hit.end)[0], code)
        for group in find_longest(aligned, load_index())
        for hit in group
        if (code := find_code(hit.item)) is not None
    ]
    backs = [aligned.to_original(*match.span())[0] for match in _load_backs().finditer(aligned.normal)]
    return Marks(names=tuple(dict.fromkeys(names)), backs=tuple(backs))


def find_code(item: object) -> str | None:
    """Return the state or organisation that a name stands for, None for other names."""
    if isinstance(item, PersonName):
        standing = find_standing(item.person, None)
        return standing.code if standing else None
    return item.code if isinstance(item, StateName | Demonym | OrgName | Seat) else None


@cache
def _load_backs() -> re.Pattern[str]:
    forms = sorted((normalise(form).normal for form in load_words().backs), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, forms))})(?!\w)")
