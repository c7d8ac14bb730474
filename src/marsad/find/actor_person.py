"""Which person a name means, and what stands around names."""

from marsad.find.actor_line import Element, Line
from marsad.find.actor_memory import Memory
from marsad.languages.ar.actors import Demonym, Office, PersonName, Title, load_words
from marsad.reference.officeholders import load_tenures
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


def belongs_inside(name: PersonName, inner: object) -> bool:
    """Tell whether a name is that of the governed title: in "the adviser of President X" X is the president."""
    if not isinstance(inner, Office) or not inner.post:
        return False
    return any(tenure.post == inner.post for tenure in load_tenures().get(name.person, ()))


def find_person(line: Line, memory: Memory, position: int, post: str = "") -> tuple[PersonName | None, int | None]:
    """Return the known person whose name stands at `position`, ranks passed over, and where it ends."""
    token = line.after(position)
    if token is not None and token.text in load_words("openers"):
        inside = line.after(token.end)
        token = inside if inside is not None and _is_name(line, memory, inside) else token
    element = line.element_at(token) if token else None
    if element is None or element.prefix:
        return None, None
    if element.pick(Title):
        return find_person(line, memory, element.end, post)
    names = usable_names(element, memory) or _find_holders(element, memory, post)
    return (pick_person(names, memory), element.end) if names else (None, None)


def _find_holders(element: Element, memory: Memory, post: str) -> list[PersonName]:
    """Return the family names that the title before them makes sure: "President X" of one who was president."""
    names = [item for item in element.items if isinstance(item, PersonName)]
    return [name for name in names if post and _held(memory, name) == post]


def _held(memory: Memory, name: PersonName) -> str:
    standing = memory.stand(name.person)
    return standing.tenure.post if standing else ""


def _is_name(line: Line, memory: Memory, token: Token) -> bool:
    element = line.by_start.get(token.start)
    return element is not None and not element.prefix and bool(usable_names(element, memory))
