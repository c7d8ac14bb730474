"""What the words around a calendar word say about it: a name, another sense, a look ahead."""

from functools import lru_cache

from marsad.find.date_expression import is_linked
from marsad.find.date_line import Line
from marsad.languages.ar.calendar import load_joints, load_list
from marsad.languages.ar.numbers import UnitNoun

_CLAUSE_ENDS = frozenset('\u060c,.\u061b;\u061f!)"\u00bb\u201d\n')
_ROUND = "2000"  # far more often a quantity or a model
_BEFORE = 20  # tokens before a date in which a future verb makes it one to come


def is_named(line: Line, position: int, name: str, *, before: bool = True, reach: int = 1) -> bool:
    """Tell whether one of the `reach` tokens next to `position` is in the list `name` of the calendar's context."""
    words = load_list(name)
    if before:
        return any(_is_in(word, words) for word in line.words_before(position, reach))
    return any(token.text in words for token in line.sentence.after(position, reach))


def _is_in(word: str, words: frozenset[str]) -> bool:
    """Tell whether `words` holds a word, with or without a conjunction or preposition written onto it."""
    return word in words or (word[:1] in load_list("conjunctions") and word[1:] in words)


def is_ahead(line: Line, position: int) -> bool:
    """Tell whether words before `position`, or right after it, speak of the future."""
    near = (*line.sentence.before(position, _BEFORE), *line.sentence.after(position + 1, 1))
    return any(_is_future(token.text) for token in near)


@lru_cache(maxsize=10_000)
def _is_future(word: str) -> bool:
    if word in load_list("future_words"):
        return True
    stems = tuple(load_list("future_stems"))
    return len(word) >= 5 and word.startswith(stems) and word not in load_list("future_not")


def may_be_day(line: Line, at: int) -> bool:
    """Tell whether a weekday, "today" or a day's number is that here, and no part of a name or another sense."""
    atom = line.atoms[at]
    if atom.role == "weekday":
        return not (is_named(line, atom.start, "name_before") or is_named(line, atom.start, "not_plain_weekday"))
    if atom.role == "deictic" and atom.value == 0:
        after = is_named(line, atom.end, "today_not_after", before=False)
        after = after or (line.role(at + 1) == "ordinal" and line.joint(at) == ())
        return not (after or is_named(line, atom.start, "today_not_before"))
    return True


def is_event(line: Line, at: int) -> bool:
    """Tell whether a day is part of the name of an event, alone or joined to one: "the revolutions of … and …"."""
    start = line.atoms[at].start
    bracketed = line.words_before(start)[:1] == ("(",)
    if is_named(line, start, "event_names", reach=2 if bracketed else 1):
        return True
    return is_linked(line, at) and line.role(at - 1) == "month" and at >= 2 and is_event(line, at - 2)


def may_be_month(line: Line, at: int, after: int) -> bool:
    """Tell whether a month without day, year or shift is one here."""
    atom = line.atoms[at]
    if atom.role == "unit":
        return True
    after_number = at > 0 and line.joint(at - 1) in ((), ("of",)) and line.atoms[at - 1].number is not None
    if atom.role == "hijri" or is_event(line, at - 1 if after_number else at):
        return False
    word = atom.word
    if word is None or not word.shy or after > at + 1:
        return True
    if word.spelling and line.scan.aligned.quote(atom.start, atom.end) != word.spelling:
        return False
    return is_named(line, atom.start, "time_before")


def is_plain_year_place(line: Line, at: int) -> bool:
    """Tell whether a bare number that could be a year stands where one stands."""
    start, end = line.atoms[at].start, line.atoms[at].end
    if is_named(line, start, "time_before") or is_named(line, start, "year_after"):
        return True
    return _is_listed_year(line, start, end) or _ends_clause(line, start, end)


def _is_listed_year(line: Line, start: int, end: int) -> bool:
    """Tell whether a year heads its sentence as in a chronicle: "1963 - …"."""
    return start == line.sentence.start and load_joints().get(line.word_after(end)) == "dash"


def _ends_clause(line: Line, start: int, end: int) -> bool:
    """Tell whether a year that no name calls for stands between a word or bracket and the end of its clause."""
    normal = line.scan.aligned.normal
    if end < line.sentence.end and normal[end] not in _CLAUSE_ENDS:
        return False
    before = line.words_before(start)
    if not before or _is_in(before[0], load_list("year_not_before")) or normal[start:end] == _ROUND:
        return False
    word = before[0]
    return word == "(" or (word.isalpha() and not word.isascii() and normal[start - 1] == " ")


def followed_by_noun(line: Line, position: int) -> bool:
    """Tell whether a counted noun follows `position`."""
    return any(hit.start == position + 1 and not hit.prefix for hit in line.sentence.of(UnitNoun))


def is_hijri_year(line: Line, at: int) -> bool:
    """Tell whether the year at `at` is followed by the mark of the Islamic era."""
    return load_joints().get(line.word_after(line.atoms[at].end)) == "era_hijri"
