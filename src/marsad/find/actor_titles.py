"""What may stand between a title and a name: the field of somebody's work, a second title."""

from typing import NamedTuple

from marsad.find.actor_line import Element, Line
from marsad.find.actor_memory import Memory
from marsad.find.actor_tail import Head, Tail, TailReader
from marsad.languages.ar.actors import Office, PersonName, Title, Unnamed, load_words
from marsad.text.normal import Aligned
from marsad.text.tokens import Token

_LONGEST = 4  # words of a field

Named = Office | Title | Unnamed


class SecondTitle(NamedTuple):
    """A further title of the same person, with its tail."""

    item: Named
    tail: Tail


def skip_field(line: Line, position: int) -> int:
    """Return where the field of a scholar's work ends ("in military affairs"), or `position` where none stands."""
    token = line.after(position)
    if token is not None and token.text in load_words("inside"):
        token = line.after(token.end)
    if token is None or token.text not in load_words("fields_of_work"):
        return position
    end = token.end
    for _ in range(_LONGEST):
        token = line.after(end)
        if token is None or not _goes_on(line, token):
            return end
        end = token.end
    return end


def _goes_on(line: Line, token: Token) -> bool:
    """Tell whether a word is of a field's name: with the article, alone or after "and", and nobody's name."""
    element = line.element_at(token)
    if element is not None and element.pick(PersonName, Office, Title, Unnamed) is not None:
        return False
    joins, articles = load_words("conjunction"), load_words("article")
    return token.text.startswith((*articles, *(join + article for join in joins for article in articles)))


def read_second(line: Line, item: Named, tail: Tail, memory: Memory, aligned: Aligned) -> SecondTitle | None:
    """Return the second title after "and": "the writer and former ambassador"; its tail is that of both."""
    token = line.after(tail.end)
    element = line.element_at(token) if token else None
    if element is None or element.prefix not in load_words("conjunction") or not isinstance(item, (Unnamed, Title)):
        return None
    other = element.pick(Office, Unnamed)
    if not isinstance(other, (Office, Unnamed)) or other.many or not _agree(item, other):
        return None
    rest = _read_tail(line, element, other, memory, aligned)
    if isinstance(other, Office) and not rest.former and tail.codes:
        return None  # two persons: "the American official and the minister X"
    rest.codes = tail.codes or rest.codes
    rest.former = rest.former or tail.former
    return SecondTitle(_choose(item, other), rest)


def _read_tail(line: Line, element: Element, item: Office | Unnamed, memory: Memory, aligned: Aligned) -> Tail:
    return TailReader(line, Head(element, item), memory, aligned).read()


def _agree(item: Named, other: Office | Unnamed) -> bool:
    return isinstance(item, Title) or getattr(item, "definite", False) == other.definite


def _choose(item: Named, other: Office | Unnamed) -> Named:
    """Return the title that tells more: another than that of a journalist or of courtesy."""
    journalist = isinstance(item, Unnamed) and item.sort == "journalist"
    return other if journalist or isinstance(item, Title) else item
