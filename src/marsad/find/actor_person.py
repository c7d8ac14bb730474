"""Which person a name means, and what stands around names."""

from marsad.find.actor_line import Element, Line
from marsad.find.actor_memory import Memory
from marsad.languages.ar.actors import Demonym, PersonName, load_words
from marsad.text.tokens import Token


def is_definite(token: Token | None) -> bool:
    """Tell whether a word is a definite noun by its looks: with the article or a possessive pronoun."""
    if token is None or len(token.text) < 4:
        return False
    word = token.text[1:] if token.text[0] in load_words("clitics") else token.text
    articles, endings = tuple(load_words("article")), tuple(load_words("pronoun_endings"))
    return token.text.startswith(articles) or word.startswith(articles) or token.text.endswith(endings)


def usable_names(element: Element, memory: Memory) -> list[PersonName]:
    """Return the person readings of an element; a family name that is a common word needs the whole name before it."""
    names = [item for item in element.items if isinstance(item, PersonName)]
    return [name for name in names if name.part != "late" or name.person in memory.persons]


def pick_person(names: list[PersonName], memory: Memory) -> PersonName:
    """Return the reading of a name that the document has named already, else the surest one."""
    known = [name for name in names if name.person in memory.persons]
    order = {"full": 0, "free": 1, "late": 2}
    return min(known or names, key=lambda name: order[name.part])


def find_adjective_owner(line: Line, element: Element, memory: Memory) -> Element | None:
    """Return the person's name that follows a state's adjective directly: "and the American X"."""
    token = line.after(element.end)
    following = line.element_at(token) if token else None
    if following is None or following.prefix or not usable_names(following, memory):
        return None
    adjective = element.pick(Demonym)
    return following if isinstance(adjective, Demonym) and adjective.definite else None
