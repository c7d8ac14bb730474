"""What follows a title, an institution or an unnamed speaker: state, further nouns, former, and the place of office."""

import msgspec

from marsad.find.actor_doubt import resolve_org, resolve_state
from marsad.find.actor_line import Element, Line
from marsad.find.actor_memory import Memory
from marsad.languages.ar.actors import (
    Body,
    Demonym,
    Institute,
    Office,
    OrgName,
    PersonName,
    PlaceName,
    Pointer,
    Seat,
    StateName,
    Title,
    Unnamed,
    load_words,
)
from marsad.text.normal import Aligned
from marsad.text.tokens import Token

_SKIPPED = 4  # unknown words between a title and its state
_REGIONAL = frozenset({"army", "government", "police", "separatists"})
_SPECIFIED = frozenset({"media", "ministry"})
_HOLDING = frozenset({"army", "intelligence", "police"})  # which have parts
_GENERAL = frozenset({"director-general", "secretary-general", "spokesman"})  # "of" leads to what they head
_ABROAD = frozenset({"ambassador", "envoy"})


class Head(msgspec.Struct):
    """The noun that begins a phrase: who may have a tail of what kind."""

    element: Element
    item: Office | Unnamed | Body | Pointer | Title

    @property
    def many(self) -> bool:
        """Whether further states may join with "and"."""
        return isinstance(self.item, (Body, Pointer)) or bool(getattr(self.item, "many", False))

    @property
    def linked(self) -> bool:
        """Whether a preposition may lead to the state: "officials in Kyiv", but not "the army in Kyiv"."""
        if isinstance(self.item, Unnamed):
            return True
        return isinstance(self.item, Office) and not (self.item.bare and self.item.definite)

    @property
    def skips(self) -> bool:
        """Whether unknown words may stand before the state: "minister of agriculture"."""
        if isinstance(self.item, Office):
            return self.item.bare
        return isinstance(self.item, Unnamed) or (isinstance(self.item, Body) and self.item.sort in _SPECIFIED)


class Tail(msgspec.Struct):
    """What was read after a head, up to `end`."""

    end: int
    codes: list[str] = msgspec.field(default_factory=list)
    former: bool = False
    inner: Office | Body | Seat | Institute | OrgName | None = None  # the complement: "spokesman of the ministry"
    inner_codes: bool = False  # the complement itself brought the code
    owner: PersonName | None = None  # "the Biden administration"
    placed: bool = False  # only a place tells the state
    skipped: bool = False  # unknown words stand before the state


def _holds_place(head: object) -> bool:
    """Tell whether a head may take a place for its state: a governor, the forces of a region."""
    return isinstance(head, Office) or (isinstance(head, Body) and head.sort in _REGIONAL)


def _governs(head: object, item: Body | Office) -> bool:
    """Tell whether a further noun may complete a head: not a definite institution, nor a title for sources."""
    if isinstance(head, (Pointer, Title)) or (isinstance(head, Body) and head.definite):
        return False
    return not (isinstance(item, Office) and isinstance(head, Unnamed))


def _reaches(head: object, element: Element, item: Body | Office) -> bool:
    """Tell whether a noun may complete a head: bare, or after "of" an institution that has a general director."""
    general = isinstance(head, Office) and head.post in _GENERAL and isinstance(item, Body)
    return not element.prefix or general


def is_joined_definite(token: Token) -> bool:
    """Tell whether a word is "and the …": something new, no part of a title."""
    article, joins = load_words("article"), load_words("conjunction")
    return token.text.startswith(tuple(join + one for join in joins for one in article))


class TailReader:
    """Reads one tail; a new one for each head."""

    def __init__(self, line: Line, head: Head, memory: Memory, aligned: Aligned) -> None:
        self._line, self._head, self._memory, self._aligned = line, head, memory, aligned
        self._tail = Tail(head.element.end)
        self._position = head.element.end
        self._skipped = 0

    def read(self) -> Tail:
        """Return the tail: as far as words go that belong to the phrase."""
        while (token := self._line.after(self._position)) is not None and self._step(token):
            pass
        return self._tail

    def _step(self, token: Token) -> bool:
        element = self._line.element_at(token)
        if element is not None and self._take(element):
            return True
        if token.text in load_words("former"):
            self._tail.former = True
            return self._confirm(token.end)
        if token.text in load_words("qualifiers"):
            return self._confirm(token.end) if not self._skipped else self._skip(token)
        if token.text in load_words("links"):
            return self._follow_link(token)
        return element is None and self._skip(token)

    def _confirm(self, end: int) -> bool:
        self._tail.end = self._position = end
        self._tail.skipped = self._tail.skipped or self._skipped > 0
        self._skipped = 0
        return True

    def _skip(self, token: Token) -> bool:
        if not self._head.skips or self._tail.codes or self._skipped >= _SKIPPED or not self._line.is_plain(token):
            return False
        if token.text in load_words("given") or is_joined_definite(token):
            return False
        self._position, self._skipped = token.end, self._skipped + 1
        return True

    def _take(self, element: Element) -> bool:
        tail = self._tail
        demonym = element.pick(Demonym)
        if demonym is not None and not (element.prefix in load_words("lam") and element.pick(StateName)):
            return self._take_adjective(element, demonym)  # type: ignore[arg-type]
        if element.prefix in load_words("inside_clitic") and not tail.codes:
            return (self._head.linked and self._take_inside(element)) or self._take_force(element)
        if element.prefix and element.prefix not in load_words("lam"):
            return self._join(element)
        return not tail.codes and self._take_owner_of_title(element)

    def _take_owner_of_title(self, element: Element) -> bool:
        """Take whom a title belongs to: a state, an organisation, or a further noun."""
        if self._is_national(element):
            return self._take_noun(element)
        state, org = resolve_state(self._line, element, self._memory, self._aligned), None
        if state is None:
            org = resolve_org(self._line, element, self._memory)
        if state is not None or org is not None:
            return self._add_code(element, (state or org).code, org)  # type: ignore[union-attr]
        return self._take_noun(element)

    def _is_national(self, element: Element) -> bool:
        """Tell whether a state's adjective claims what else is an organisation: "the Russian security council"."""
        if element.pick(Body) is None or element.pick(OrgName) is None:
            return False
        token = self._line.after(element.end)
        following = self._line.element_at(token) if token else None
        return following is not None and not following.prefix and following.pick(Demonym) is not None

    def _take_inside(self, element: Element) -> bool:
        """Take "at the White House": the preposition is written onto the name."""
        seat = element.pick(Seat, Institute)
        if isinstance(seat, (Seat, Institute)):
            return self._add_code(element, seat.code, None)
        org = resolve_org(self._line, element, self._memory)
        return org is not None and self._add_code(element, org.code, org)

    def _take_force(self, element: Element) -> bool:
        """Take "of the Ukrainian army" after a part of it: the command, the chief."""
        force, head = element.pick(Body), self._head.item
        if not isinstance(force, Body) or isinstance(head, (Pointer, Title)) or force.sort not in _HOLDING:
            return False
        self._tail.inner = self._tail.inner or force
        return self._confirm(element.end)

    def _take_adjective(self, element: Element, demonym: Demonym) -> bool:
        code = demonym.code
        if element.prefix in load_words("lam"):
            if self._tail.codes or not demonym.people:
                return False
        elif element.prefix:
            if element.prefix not in load_words("conjunction") or not self._tail.codes or not self._head.many:
                return False
            if self._names_person(element.end):
                return False
        elif self._tail.codes and code in self._tail.codes:
            return self._confirm(element.end)
        elif self._tail.codes and not self._is_second_nationality(element):
            return False
        self._tail.codes.append(code)
        return self._confirm(element.end)

    def _is_second_nationality(self, element: Element) -> bool:
        """Tell "the Afghan American diplomat": one person's second adjective directly after the first."""
        before = self._line.before(element.start)
        first = self._line.element_at(before) if before else None
        one = isinstance(self._head.item, Unnamed) and not self._head.item.many
        return one and first is not None and not first.prefix and first.pick(Demonym) is not None

    def _names_person(self, position: int) -> bool:
        token = self._line.after(position)
        element = self._line.element_at(token) if token else None
        return element is not None and element.prefix == "" and element.pick(PersonName) is not None

    def _join(self, element: Element) -> bool:
        """Take "and Ukraine" after several ministers."""
        if element.prefix not in load_words("conjunction") or not self._tail.codes or not self._head.many:
            return False
        if isinstance(self._head.item, (Body, Pointer)):
            return False
        state = resolve_state(self._line, element, self._memory, self._aligned)
        return state is not None and self._add_code(element, state.code, None)

    def _add_code(self, element: Element, code: str, org: OrgName | None) -> bool:
        if isinstance(self._head.item, (Pointer, Title)):
            return False
        if isinstance(self._head.item, Body) and self._skipped:
            return False
        self._tail.codes.append(code)
        self._tail.inner = self._tail.inner or org
        return self._confirm(element.end)

    def _take_noun(self, element: Element) -> bool:
        """Take the noun that a title governs: ministry, other title, palace, place, or the owner of a government."""
        item = element.pick(Seat, Institute, Body, Office, Unnamed, PersonName, PlaceName)
        head = self._head.item
        if isinstance(item, (Seat, Institute)) and not isinstance(head, Pointer):
            self._tail.codes.append(item.code)
            self._tail.inner = item
        elif isinstance(item, (Body, Office)) and _governs(head, item) and _reaches(head, element, item):
            self._tail.inner = item
        elif isinstance(item, PersonName) and isinstance(head, Body) and not element.prefix:
            return self._take_owner(element, item)
        elif isinstance(item, PlaceName) and _holds_place(head) and item.state != "XXX":
            self._tail.codes.append(item.actor or item.state if isinstance(head, Body) else item.state)
            self._tail.placed = True
        else:
            return False
        return self._confirm(element.end)

    def _take_owner(self, element: Element, name: PersonName) -> bool:
        standing = self._memory.stand(name.person)
        if standing is None or self._head.item.definite:  # type: ignore[union-attr]
            return False
        self._tail.owner = name
        self._tail.codes.append(standing.code)
        return self._confirm(element.end)

    def _follow_link(self, link: Token) -> bool:
        """Take "in the Pentagon" where the state is still open, and an envoy's place of duty."""
        abroad = isinstance(self._head.item, Office) and self._head.item.post in _ABROAD
        if not abroad and (self._tail.codes or not self._head.linked):
            return False
        token = self._line.after(link.end)
        element = self._line.element_at(token) if token else None
        if element is None or element.prefix:
            return False
        if self._tail.codes:
            named = element.pick(StateName, OrgName, PlaceName)
            return named is not None and self._confirm(element.end)
        if abroad or link.text not in load_words("inside"):
            return False
        return self._take(element)
