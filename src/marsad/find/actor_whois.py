"""Which state a person whom no list knows belongs to, by the words with which the document introduces the name.

"The French researcher X", "X, a fellow at the institute Y in Ankara", "X (university of Z)": the role goes before the
name or after it, and the first state, city, institution or outlet within the role's phrase tells the state.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice, pairwise

from marsad.find.actor_doubt import is_outlet
from marsad.find.actor_line import Element, Line, make_line
from marsad.find.scan import Scan
from marsad.languages.ar.actors import (
    Demonym,
    Institute,
    Office,
    OrgName,
    OutletName,
    PlaceName,
    Seat,
    StateName,
    Title,
    Unnamed,
    load_words,
)
from marsad.languages.ar.speech import find_words
from marsad.reference.outlets import load_outlets

_SEEN = 6  # occurrences of a name that are looked at
_BACK, _ON = 12, 16  # tokens of a role before a name and after it
_NAME = 4  # tokens of a name
_SHORT = 3  # letters of a name at least
_UNTOLD = frozenset({"", "XXX", "WEST"})


@dataclass(slots=True)
class Whois:
    """What the document tells of names, looked up when asked for."""

    scan: Scan
    _lines: dict[int, Line] = field(default_factory=dict)
    _told: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def find_codes(self, words: Sequence[str]) -> tuple[str, ...]:
        """Return the codes of the person whom these words of a page name, or none."""
        name = family_name(words)
        if not name:
            return ()
        if name not in self._told:
            self._told[name] = self._search(name)
        return self._told[name]

    def read_role(self, sentence: int, start: int, end: int) -> tuple[str, ...]:
        """Return the codes that the phrase of a role or institution tells within the normal range `start:end`."""
        line = self._line(sentence)
        index = line.number(start)
        code = self._read_on(line, sentence, index, end) if index is not None else ""
        return (code,) if code else ()

    def read_role_at(self, start: int) -> tuple[str, ...]:
        """Return the codes that the phrase of the role at a normal offset tells, or none."""
        sentence = self.scan.sentence_at(start)
        return self.read_role(sentence.index, start, sentence.end)

    def _search(self, name: str) -> tuple[str, ...]:
        for number, index in islice(self._find_places(name), _SEEN):
            line = self._line(number)
            code = self._before(line, index) or self._after(line, number, index)
            if code:
                return (code,)
        return ()

    def _find_places(self, name: str) -> Iterator[tuple[int, int]]:
        """Yield where a word stands, also with a clitic written onto it: sentence and token."""
        text, at = self.scan.aligned.normal, -1
        while (at := text.find(name, at + 1)) >= 0:
            start = _word_start(text, at, at + len(name))
            if start is None:
                continue
            sentence = self.scan.sentence_at(start)
            index = self._line(sentence.index).number(start)
            if index is not None:
                yield sentence.index, index

    def _line(self, number: int) -> Line:
        if number not in self._lines:
            self._lines[number] = make_line(self.scan, self.scan.sentences[number])
        return self._lines[number]

    def _before(self, line: Line, index: int) -> str:
        """Return the state told between a role before the name and the name."""
        code, comma = "", _comma_before(line, index)
        for at in range(index - 1, max(-1, index - _BACK), -1):
            if at == comma or _is_of_aside(line, at):
                continue
            if _ends_phrase(line, at):
                return code if code and at >= index - _NAME and _is_adjective(line, at + 1) else ""
            code = self._clue(line, at) or code
            if _is_role(line, at) and not _is_mere_title(line, at):
                return code
        return ""

    def _after(self, line: Line, number: int, index: int) -> str:
        """Return the state told by a role after the name."""
        at = _skip_opening(line, index + 1)
        if at >= len(line.tokens) or not (_describes(line, at) or _is_affiliation(line, at)):
            return ""
        return self._read_on(line, number, at, line.end)

    def _read_on(self, line: Line, number: int, at: int, end: int) -> str:
        """Return the first state told from a role or institution on, to the end of its phrase."""
        for place in range(at, min(at + _ON, len(line.tokens))):
            if _in_brackets(line, place):
                continue
            if line.tokens[place].start >= end or (place > at and _closes_aside(line, place)):
                return ""
            code = self._clue(line, place) or self._own_outlet(line, number, place)
            if code:
                return code
        return ""

    def _clue(self, line: Line, at: int) -> str:
        """Return the state that the phrase at a token tells, unless it is only what somebody deals with."""
        element = line.by_start.get(line.tokens[at].start)
        if element is None or (at and line.tokens[at - 1].text in load_words("fields")):
            return ""
        if _names_outlet(line, element) and not _employs(line, element):
            return ""
        code = _adjective_after(line, element) or _code_of(line, element)
        return "" if code in _UNTOLD else code

    def _own_outlet(self, line: Line, number: int, at: int) -> str:
        """Return the state of the outlet named last, where one writes "for the newspaper"."""
        if line.tokens[at].text not in load_words("at_the_outlet"):
            return ""
        for earlier in range(number, -1, -1):
            other = self._line(earlier)
            named = [element for element in other.elements if _names_outlet(other, element)]
            named = [element for element in named if earlier < number or element.start < line.tokens[at].start]
            if named:
                return _code_of(other, named[-1])
        return ""


def _word_start(text: str, first: int, last: int) -> int | None:
    """Return where the word begins that `first:last` is, alone or after a clitic, or None where it is only a part."""
    if last < len(text) and text[last].isalnum():
        return None
    if first == 0 or not text[first - 1].isalnum():
        return first
    led = text[first - 1] in load_words("clitics") and last - first > _SHORT
    return first - 1 if led and (first == 1 or not text[first - 2].isalnum()) else None


def family_name(words: Sequence[str]) -> str:
    """Return the last word of a name, what follows it as a role left out."""
    roles = find_words("people", "persons_only", "experts_only")
    closed = find_words("prepositions") | load_words("stops")
    name = ""
    for word in words:
        if name and (word in roles or word in closed):
            break
        if word not in roles and word not in closed and word.isalpha():
            name = word
    return name if len(name) >= _SHORT else ""


def _bare_words(word: str) -> Iterator[str]:
    """Yield a word and what it is without a clitic written onto it."""
    yield word
    (article,) = load_words("article")
    if word[:1] in load_words("clitics"):
        yield word[1:]
        if word.startswith(tuple(load_words("lam"))) and word[1:2] == article[1:]:
            yield article + word[2:]


def _is_role(line: Line, at: int) -> bool:
    token = line.tokens[at]
    element = line.by_start.get(token.start)
    if element is not None and element.pick(Office, Unnamed, Title) is not None:
        return True
    roles = find_words("people", "persons_only", "experts_only")
    return any(word in roles for word in _bare_words(token.text))


def _describes(line: Line, at: int) -> bool:
    """Tell whether a role after a name is the bearer's: none to whom or by whom something is done."""
    token = line.tokens[at]
    element = line.by_start.get(token.start)
    if element is not None and element.pick(Office, Unnamed, Title) is not None:
        return element.prefix == ""
    return token.text in find_words("people", "persons_only", "experts_only")


def _is_mere_title(line: Line, at: int) -> bool:
    element = line.by_start.get(line.tokens[at].start)
    return element is not None and element.pick(Office, Unnamed) is None and element.pick(Title) is not None


def _is_adjective(line: Line, at: int) -> bool:
    """Tell whether a phrase begins with a state's adjective that stands for its man: "and the American X"."""
    element = line.by_start.get(line.tokens[at].start)
    adjective = element.pick(Demonym) if element is not None else None
    return isinstance(adjective, Demonym) and adjective.definite and not adjective.people


def _is_affiliation(line: Line, at: int) -> bool:
    """Tell whether an institution follows a name: "X (the institute Y)", "X of the university Z"."""
    element = line.by_start.get(line.tokens[at].start)
    if element is not None and element.pick(Seat, Institute) is not None:
        return True
    return any(word in load_words("institutes") for word in _bare_words(line.tokens[at].text))


def _is_of_aside(line: Line, at: int) -> bool:
    """Tell whether a dash sets off what a role's bearer stands for: "the deputy -for the party Y- X"."""
    if line.tokens[at].text not in load_words("dashes"):
        return False
    words = [token.text for token in line.tokens[max(0, at - _NAME - 2) : at + 2]]
    led = (first in load_words("dashes") and second in find_words("prepositions") for first, second in pairwise(words))
    return any(led)


def _comma_before(line: Line, index: int) -> int:
    """Return the comma that parts a name, itself before a comma, from its role, "the minister of Y, X,"; else -1."""
    after = line.tokens[index + 1].text if index + 1 < len(line.tokens) else ""
    if after not in load_words("commas", "dashes"):
        return -1
    closed = find_words("prepositions", "relatives", "negators") | load_words("stops")
    for at in range(index - 1, max(-1, index - _NAME), -1):
        token = line.tokens[at]
        if token.text in load_words("commas"):
            return at
        if not token.text.isalpha() or token.text in closed or _ends_phrase(line, at):
            return -1
    return -1


def _ends_phrase(line: Line, at: int) -> bool:
    token = line.tokens[at]
    if token.text in load_words("breaks") or token.text in find_words("complementizers"):
        return True
    return token.start in line.finite


def _closes_aside(line: Line, at: int) -> bool:
    word = line.tokens[at].text
    comma = word in load_words("commas")
    if comma and at + 1 < len(line.tokens):
        return line.tokens[at + 1].text in find_words("complementizers") or line.tokens[at + 1].start in line.finite
    return word in load_words("breaks") or _ends_phrase(line, at)


def _skip_opening(line: Line, at: int) -> int:
    """Return the token after the comma, dash, bracket, pronoun or preposition that leads what a name's bearer is."""
    passed = load_words("breaks", "openers", "who_is") | find_words("from_owner")
    end = at + _NAME
    while at < min(end, len(line.tokens)) and line.tokens[at].text in passed:
        at += 1
    return at


def _employs(line: Line, element: Element) -> bool:
    """Tell whether an outlet is where somebody works ("columnist at X"), not where he writes or is quoted."""
    if element.prefix:
        return element.prefix in load_words("inside_clitic")
    at = (line.number(element.start) or 0) - 1
    passed = load_words("marks", "outlet_nouns")
    while at > 0 and line.tokens[at].text in passed:
        at -= 1
    word = line.tokens[at].text if at >= 0 else ""
    if word[1:] in load_words("outlet_nouns"):
        return word[:1] in load_words("inside_clitic")
    return word in find_words("people") or word in load_words("editing")


def _in_brackets(line: Line, at: int) -> bool:
    """Tell whether a token is of a foreign spelling in brackets: "the paper X (X) of France"."""
    tokens = line.tokens
    if tokens[at].text == "(":
        return at + 1 < len(tokens) and tokens[at + 1].text.isascii()
    if tokens[at].text == ")":
        return tokens[at - 1].text.isascii() and tokens[at - 1].text != "("
    return tokens[at].text.isascii() and tokens[at].text.isalpha()


def _adjective_after(line: Line, element: Element) -> str:
    """Return the state of the adjective after an institution's or outlet's name, marks and brackets passed over."""
    if not _names_outlet(line, element) and element.pick(Seat, Institute) is None:
        return ""
    at = line.number(element.start) or 0
    while at < len(line.tokens) and (line.tokens[at].start < element.end or _is_passed(line, at)):
        at += 1
    other = line.by_start.get(line.tokens[at].start) if at < len(line.tokens) else None
    adjective = other.pick(Demonym) if other is not None and not other.prefix else None
    return adjective.code if isinstance(adjective, Demonym) else ""


def _is_passed(line: Line, at: int) -> bool:
    return _in_brackets(line, at) or line.tokens[at].text in load_words("marks")


def _names_outlet(line: Line, element: Element) -> bool:
    outlet = element.pick(OutletName)
    return isinstance(outlet, OutletName) and is_outlet(line, element, outlet)


def _code_of(line: Line, element: Element) -> str:
    if _names_outlet(line, element):
        outlet = element.pick(OutletName)
        assert isinstance(outlet, OutletName)
        return load_outlets()[outlet.outlet].country
    item = element.pick(Demonym, Seat, Institute) or element.pick(StateName, OrgName, PlaceName)
    if isinstance(item, OrgName) and item.short:
        return ""
    if isinstance(item, PlaceName):
        return item.state
    return item.code if isinstance(item, (Demonym, Seat, Institute, StateName, OrgName)) else ""
