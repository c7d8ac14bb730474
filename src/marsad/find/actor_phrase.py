"""From a head and its tail to a mention."""

import msgspec

from marsad.find.actor_doubt import is_adjective, is_site, is_thing
from marsad.find.actor_labels import describe
from marsad.find.actor_line import Element, Line
from marsad.find.actor_memory import Memory
from marsad.find.actor_mention import UNKNOWN, ActorKind, ActorMention
from marsad.find.actor_names import find_name_before, read_name
from marsad.find.actor_office import describe_office, owner_of, post_of
from marsad.find.actor_person import belongs_inside, find_person, is_definite
from marsad.find.actor_tail import Head, Tail, TailReader
from marsad.find.actor_titles import Named, SecondTitle, read_second, skip_field
from marsad.languages.ar.actors import (
    Body,
    Office,
    PersonName,
    Pointer,
    Title,
    Unnamed,
    load_words,
)
from marsad.text.normal import Aligned

_RECALLED = frozenset(
    {"authorities", "foreign-ministry", "government", "intelligence", "interior-ministry", "parliament"}
)
_LED = frozenset({"leadership", "presidency-short"})  # "led by", "chaired by"
_SITE = "site"  # of the web or on the ground
_ROLES = {"expert": "expert"}


class PhraseReader(msgspec.Struct):
    """Reads the phrases of one line that begin with a title, an institution or an unnamed speaker."""

    line: Line
    memory: Memory
    aligned: Aligned

    def read(self, element: Element) -> ActorMention | None:
        """Return the mention that begins with `element`, or None when its words are no actor here."""
        item = element.pick(Office, Title, Unnamed, Body, Pointer)
        if not isinstance(item, (Office, Title, Unnamed, Body, Pointer)):
            return None
        head = Head(element, item)
        tail = TailReader(self.line, head, self.memory, self.aligned).read()
        if isinstance(item, Body):
            return self._make_body(element, item, tail)
        if isinstance(item, Pointer):
            return self._make_pointer(element, item, tail)
        return self._make_person(element, item, tail)

    def _make_body(self, element: Element, body: Body, tail: Tail) -> ActorMention | None:
        if isinstance(tail.inner, Office):
            return self._make_governed(element, body, tail)
        codes = tuple(tail.codes)
        if body.weak and element.prefix in load_words("inside_clitic") and body.id in _LED:
            return None
        codes = (body.code,) if body.code and codes == (body.near,) else codes or self._recall_body(element, body)
        if not codes and (body.weak or not body.definite or self.after_definite(element)):
            return None
        if body.id == _SITE and not is_site(self.line, element, tail.end):
            return None
        if body.sort == "media":
            outlet = self._make(element, tail.end, (), ActorKind.OUTLET, label=describe(body.id, body.label, codes))
            return msgspec.structs.replace(outlet, home=codes)
        if codes:
            self.memory.bodies[_recall_key(body)] = codes
        return self._make(element, tail.end, codes, ActorKind.BODY, label=describe(body.id, body.label, codes))

    def _recall_body(self, element: Element, body: Body) -> tuple[str, ...]:
        """Return whose institution is meant where no state stands beside it: what the document named before."""
        if self.after_definite(element):
            return ()
        if body.code and body.near in self.memory.codes:
            return (body.code,)
        known = self.memory.bodies.get(_recall_key(body), ())
        if body.weak:
            return known if body.definite and _recall_key(body) in _RECALLED else ()
        return known

    def after_definite(self, element: Element) -> bool:
        """Tell whether a word stands after a definite noun, so that it is that noun's adjective."""
        return not element.prefix and is_definite(self.line.before(element.start))

    def _make_governed(self, element: Element, body: Body, tail: Tail) -> ActorMention | None:
        """Make "the administration of the US president Joe Biden": the person only tells the state."""
        name, end = find_person(self.line, self.memory, tail.end)
        codes = tuple(tail.codes)
        standing = self.memory.stand(name.person) if name else None
        codes = codes or ((standing.code,) if standing else ())
        if not codes:
            return None
        return self._make(element, end or tail.end, codes, ActorKind.BODY, label=describe(body.id, body.label, codes))

    def _make_pointer(self, element: Element, pointer: Pointer, tail: Tail) -> ActorMention | None:
        codes = tuple(tail.codes)
        if pointer.points == "counterpart" or len(codes) == 1:
            named = self._name_holder(element, tail, Office(pointer.id, "counterpart"))
            if named is not None:
                return named
        if not codes:
            return self._make(element, element.end, (), ActorKind.PRONOUN, label=pointer.points)
        kind = ActorKind.OFFICE if pointer.points == "counterpart" else ActorKind.BODY
        label = describe(pointer.id, pointer.points if kind is ActorKind.OFFICE else "side", codes, len(codes) > 1)
        return self._make(element, tail.end, codes, kind, label=label, plural=len(codes) > 1)

    def _make_person(self, element: Element, item: Named, tail: Tail) -> ActorMention | None:
        named = self._name_holder(element, tail, item)
        if named is not None:
            return named
        if isinstance(item, Title):
            return None
        begin = find_name_before(self.line, element.start) if tail.codes and not element.prefix else None
        if begin is not None:
            return self._make_unknown(element, begin, tail.end, self._trim(begin, element.start), item, tail)
        if isinstance(item, Unnamed):
            return self._make_unnamed(element, item, tail)
        return self._make_office(element, item, tail)

    def _name_holder(self, element: Element, tail: Tail, item: Named) -> ActorMention | None:
        """Return the mention with the name that follows, perhaps after a field of work or a second title."""
        named = self._name_at(element, tail, item, tail.end)
        if named is not None or getattr(item, "many", False):
            return named
        field = skip_field(self.line, tail.end) if isinstance(item, Unnamed) else tail.end
        if field > tail.end:
            named = self._name_at(element, tail, item, field)
        second = None if named else read_second(self.line, item, tail, self.memory, self.aligned)
        return self._name_at(element, second.tail, second.item, self._after_field(second)) if second else named

    def _after_field(self, title: SecondTitle) -> int:
        """Return where the name after a second title would stand."""
        return skip_field(self.line, title.tail.end) if isinstance(title.item, Unnamed) else title.tail.end

    def _name_at(self, element: Element, tail: Tail, item: Named, position: int) -> ActorMention | None:
        """Return the mention with the name at `position`, if one stands there."""
        post = post_of(item, tail) if isinstance(item, Office) else ""
        name, end = find_person(self.line, self.memory, position, post)
        if name is not None and end is not None:
            if belongs_inside(name, tail.inner):
                return None
            return self._make_known(element, end, name, item, tail)
        end = None if getattr(item, "many", False) else read_name(self.line, position, not isinstance(item, Unnamed))
        if end is None:
            return None
        first = self.line.after(position)
        begin = first.start if first else position
        return self._make_unknown(element, element.start, end, (begin, end), item, tail)

    def _make_known(self, element: Element, end: int, name: PersonName, item: Named, tail: Tail) -> ActorMention:
        standing = self.memory.stand(name.person)
        codes = tuple(tail.codes[:1]) if tail.codes else ((standing.code,) if standing else UNKNOWN)
        if standing and (tail.placed or standing.code in tail.codes):
            codes = (standing.code,)
        role = "former" if tail.former else (standing.role if standing else None)
        if isinstance(item, Unnamed) and item.sort in _ROLES:
            role = _ROLES[item.sort]
        post = post_of(item, tail) if isinstance(item, Office) else ""
        post = post or (standing.tenure.post if standing else "")
        mention = self._make(
            element,
            end,
            codes,
            ActorKind.PERSON,
            person=standing.name if standing else None,
            label=describe(item.id, item.label, codes) if isinstance(item, Unnamed) else None,
            role=role,
            post=post,
        )
        self.memory.persons[name.person] = mention
        return mention

    def _make_unknown(
        self,
        element: Element,
        begin: int,
        end: int,
        name: tuple[int, int],
        item: Named,
        tail: Tail,
    ) -> ActorMention:
        label = None
        if not isinstance(item, Title):
            label = describe(item.id, item.label, tuple(tail.codes))
        if isinstance(item, Office):
            label = describe_office(item, tail, post_of(item, tail))
        role = "former" if tail.former else None
        if isinstance(item, Unnamed):
            role = _ROLES.get(item.sort, role)
        codes = tuple(tail.codes[:1]) or owner_of(item, tail) or UNKNOWN
        printed = self.line.normal[name[0] : name[1]]
        mention = ActorMention(
            start=begin,
            end=max(end, tail.end),
            codes=codes,
            kind=ActorKind.PERSON,
            label=label,
            name_ar=self._original(name),
            role=role,
            prefix=element.prefix if begin == element.start else "",
            post=item.post if isinstance(item, Office) else "",
        )
        surname = printed.split()[-1]
        if " " in printed and len(surname) > 2 and printed.split()[-2] not in load_words("name_starts"):
            self.memory.surnames[surname] = mention
        return mention

    def _trim(self, begin: int, position: int) -> tuple[int, int]:
        text = self.line.normal[begin:position].rstrip()
        while text and (text[-1] in load_words("openers") or text[-1].isspace()):
            text = text[:-1]
        return begin, begin + len(text)

    def _original(self, span: tuple[int, int]) -> str:
        first, last = self.aligned.to_original(*span)
        return self.aligned.original[first:last]

    def _make_unnamed(self, element: Element, item: Unnamed, tail: Tail) -> ActorMention | None:
        if (
            item.sort == "states"
            or is_adjective(self.line, element, item, bool(tail.codes))
            or is_thing(self.line, element, item, bool(tail.codes) or tail.end > element.end)
        ):
            return None
        codes = tuple(tail.codes if item.many else tail.codes[:1]) or UNKNOWN
        role = "former" if tail.former else _ROLES.get(item.sort)
        label = describe(item.id, item.label, tuple(tail.codes), item.many)
        if item.sort == "journalist":
            codes = ()
        return self._make(element, tail.end, codes, ActorKind.UNNAMED, label=label, role=role, plural=item.many)

    def _make_office(self, element: Element, office: Office, tail: Tail) -> ActorMention | None:
        post = post_of(office, tail)
        codes = tuple(tail.codes) or owner_of(office, tail)
        if not codes and office.bare and (not office.definite or office.many or self.after_definite(element)):
            return None
        if len(codes) < 2 and not tail.former and not office.many:
            known = self.memory.find_post(post or office.id, codes) if office.definite or codes else None
            if known is not None:
                return msgspec.structs.replace(
                    known, start=element.start, end=tail.end, prefix=element.prefix, kind=ActorKind.OFFICE
                )
        holder = None if tail.former or office.many else self.memory.find_office_holder(post, codes)
        return self._make(
            element,
            tail.end,
            codes,
            ActorKind.OFFICE,
            person=holder,
            label=describe_office(office, tail, post),
            role="former" if tail.former else None,
            post=post,
            plural=office.many,
        )

    def _make(
        self,
        element: Element,
        end: int,
        codes: tuple[str, ...],
        kind: ActorKind,
        *,
        person: str | None = None,
        label: str | None = None,
        role: str | None = None,
        post: str = "",
        plural: bool = False,
    ) -> ActorMention:
        return ActorMention(
            start=element.start,
            end=end,
            codes=codes,
            kind=kind,
            person=person,
            label=label,
            role=role,
            prefix=element.prefix,
            post=post,
            plural=plural,
        )


def _recall_key(body: Body) -> str:
    """Return under what an institution is remembered: a ministry's short name and its long one are the same."""
    return body.sort if body.sort.endswith("ministry") and body.sort != "ministry" else body.id
