"""Who is named in an article: states, organisations, persons with their office, institutions, outlets, pointers.

`find_actors` reads the scan's hits sentence by sentence; the longest noun phrase wins, and what a document named in
full explains its later short forms.
"""

from collections.abc import Iterator
from datetime import date

import msgspec

from marsad.find.actor_doubt import is_outlet, resolve_org, resolve_pair, resolve_state
from marsad.find.actor_line import Element, Line, make_line
from marsad.find.actor_memory import Memory
from marsad.find.actor_mention import UNKNOWN, ActorKind, ActorMention
from marsad.find.actor_outlet import UnknownOutlet, find_unknown_outlets
from marsad.find.actor_person import find_adjective_owner, pick_person, usable_names
from marsad.find.actor_phrase import PhraseReader
from marsad.find.actor_whois import Whois
from marsad.find.scan import Scan
from marsad.languages.ar.actors import (
    Body,
    Demonym,
    Institute,
    Office,
    OutletName,
    PersonName,
    PlaceName,
    Pointer,
    Seat,
    StateName,
    Title,
    Unnamed,
    load_words,
)
from marsad.languages.ar.clitics import has_conjunction
from marsad.reference.outlets import load_outlets
from marsad.reference.states import is_armed_group, load_states, name_code
from marsad.text.normal import Aligned, normalise
from marsad.text.tokens import Token

_HEADS = frozenset({Office, Title, Unnamed, Body, Pointer})
_PLACE = frozenset({PlaceName})  # no actor by itself

__all__ = ["UNKNOWN", "ActorKind", "ActorMention", "find_actors"]


def find_actors(scan: Scan, on: date | None = None) -> tuple[ActorMention, ...]:
    """Return the actors named in an article's body, in order, without overlaps.

    `on` is the day for which offices are understood, mostly that of publication.
    """
    memory = Memory(on)
    found: list[ActorMention] = []
    for sentence in scan.sentences:
        line = make_line(scan, sentence)
        for mention in _Finder(line, memory, scan.aligned).find():
            found.append(mention)
    return _place_unknown(scan, found)


def _place_unknown(scan: Scan, found: list[ActorMention]) -> tuple[ActorMention, ...]:
    """Give persons whose own words tell no state the one that the document tells of their name."""
    whois = Whois(scan)
    return tuple(
        _place(whois, mention) if mention.kind is ActorKind.PERSON and mention.codes == UNKNOWN else mention
        for mention in found
    )


def _place(whois: Whois, mention: ActorMention) -> ActorMention:
    codes = whois.find_codes(normalise(mention.name_ar or "").normal.split())
    return msgspec.structs.replace(mention, codes=codes) if codes else mention


class _Finder:
    """Finds the mentions of one line."""

    def __init__(self, line: Line, memory: Memory, aligned: Aligned) -> None:
        self._line, self._memory, self._aligned = line, memory, aligned
        self._phrases = PhraseReader(line, memory, aligned)

    def find(self) -> Iterator[ActorMention]:
        """Yield the mentions in order."""
        done = self._line.start
        outlets = {outlet.start: outlet for outlet in find_unknown_outlets(self._line)}
        for start in sorted({*self._line.by_start, *self._surname_starts(), *outlets}):
            if start < done:
                continue
            mention = self._read_at(start, done, outlets.get(start))
            if mention is None or mention.start < done:
                continue
            self._memory.note(mention)
            done = mention.end
            yield mention

    def _read_at(self, start: int, done: int, outlet: UnknownOutlet | None) -> ActorMention | None:
        element = self._line.by_start.get(start)
        mention = self._read(element, done) if element else None
        if mention is not None or outlet is None:
            return mention if element else self._read_surname(start)
        return ActorMention(
            start=outlet.start,
            end=outlet.end,
            codes=(),
            kind=ActorKind.OUTLET,
            label=outlet.name,
            name_ar=self._aligned.quote(outlet.first, outlet.last),
        )

    def _surname_starts(self) -> Iterator[int]:
        known, line = self._memory.surnames, self._line
        printed = line.normal[line.start : line.end] if known else ""
        if any(name in printed for name in known):
            for token in line.tokens:
                if token.text in known or token.text[1:] in known:
                    yield token.start

    def _read_surname(self, start: int) -> ActorMention | None:
        token = self._line.after(start)
        if token is None or start in self._line.taken:
            return None
        known = self._memory.surnames
        led = token.text not in known
        if led and token.text[0] not in load_words("clitics"):
            return None
        named = known[token.text[1:] if led else token.text]
        prefix = token.text[0] if led else ""
        return msgspec.structs.replace(named, start=token.start, end=token.end, prefix=prefix)

    def _read(self, element: Element, done: int) -> ActorMention | None:
        kinds = {type(item) for item in element.items}
        if kinds == _PLACE:
            return None
        outlet = element.pick(OutletName) if OutletName in kinds else None
        if isinstance(outlet, OutletName) and is_outlet(self._line, element, outlet):
            return self._read_outlet(element, outlet, done)
        if PersonName in kinds:
            return self._read_person(element)
        if Seat in kinds or Institute in kinds:
            return self._read_seat(element)
        if not _HEADS.isdisjoint(kinds):
            return self._phrases.read(element) or self._read_name(element)
        return self._read_name(element) or self._read_adjective(element)

    def _read_seat(self, element: Element) -> ActorMention | None:
        seat = element.pick(Seat) or element.pick(Institute)
        if isinstance(seat, Seat):
            return self._make(element, ActorKind.BODY, seat.code, seat.label)
        return self._read_institute(element, seat) if isinstance(seat, Institute) else None

    def _read_institute(self, element: Element, institute: Institute) -> ActorMention | None:
        """Return a think tank or society, which speaks as a scholar does; a university or company is no actor."""
        if institute.sort not in ("research", "society"):
            return None
        mention = self._make(element, ActorKind.BODY, institute.code, institute.label)
        return msgspec.structs.replace(mention, role="expert")

    def _read_outlet(self, element: Element, outlet: OutletName, done: int) -> ActorMention:
        """Return an outlet with the word for newspaper before it and the adjective after it."""
        start = element.start
        before = self._line.before(start)
        if before is not None and before.start >= done and before.text in load_words("outlet_markers"):
            start = before.start
        end = element.end
        token = self._line.after(end)
        following = self._line.element_at(token) if token else None
        if following is not None and not following.prefix and following.pick(Demonym) is not None:
            end = following.end
        name = load_outlets()[outlet.outlet].name
        return ActorMention(start=start, end=end, codes=(), kind=ActorKind.OUTLET, label=name, prefix=element.prefix)

    def _read_person(self, element: Element) -> ActorMention | None:
        names = usable_names(element, self._memory)
        if not names:
            return self._phrases.read(element) or self._read_name(element) or self._read_adjective(element)
        name = pick_person(names, self._memory)
        standing = self._memory.stand(name.person)
        if standing is None:
            return None
        earlier = self._memory.persons.get(name.person)
        codes = earlier.codes if earlier else (standing.code,)
        role = earlier.role if earlier else standing.role
        end, former = self._read_apposition(element.end, codes)
        codes = self._read_membership(end) or codes
        mention = ActorMention(
            start=element.start,
            end=end,
            codes=codes,
            kind=ActorKind.PERSON,
            person=standing.name,
            role="former" if former else role,
            prefix=element.prefix,
            post=standing.tenure.post,
        )
        self._memory.persons[name.person] = mention
        return mention

    def _read_apposition(self, position: int, codes: tuple[str, ...]) -> tuple[int, bool]:
        """Return where the title after a name ends, and whether it says "former"; `position` itself if none follows."""
        token = self._line.after(position)
        if token is not None and token.text in load_words("openers"):
            token = self._line.after(token.end)
        element = self._line.element_at(token) if token else None
        if element is None or element.prefix or not isinstance(element.pick(Office, Unnamed), (Office, Unnamed)):
            return position, False
        mention = self._phrases.read(element)
        if mention is None or mention.kind is ActorKind.PERSON or not set(codes) & set(mention.codes):
            return position, False
        return mention.end, mention.role == "former"

    def _read_membership(self, position: int) -> tuple[str, ...]:
        """Return the armed group of which somebody is said to be one after the name: "X, one of the leaders of Y"."""
        token = self._line.after(position)
        if token is not None and token.text in load_words("openers"):
            token = self._line.after(token.end)
        if token is None or token.text not in load_words("one_of"):
            return ()
        token = self._line.after(token.end)
        element = self._line.element_at(token) if token else None
        mention = self._phrases.read(element) if element is not None and element.pick(Office, Unnamed) else None
        return mention.codes if mention is not None and is_armed_group(mention.codes) else ()

    def _read_name(self, element: Element) -> ActorMention | None:
        state = resolve_state(self._line, element, self._memory, self._aligned)
        if state is not None:
            return self._make(element, ActorKind.STATE, state.code, located=self._is_located(element))
        org = resolve_org(self._line, element, self._memory)
        if org is not None:
            mention = self._make(element, ActorKind.ORG, org.code, located=self._is_located(element))
            return msgspec.structs.replace(mention, codes=resolve_pair(element) or mention.codes)
        return None

    def _is_located(self, element: Element) -> bool:
        before = self._line.before(element.start)
        return before is not None and (before.text in load_words("before_place") or self._is_venue(element, before))

    def _is_venue(self, element: Element, before: Token) -> bool:
        """Tell whether a city right after a meeting's noun is where it was, as nobody is named with it."""
        city = any(isinstance(item, PlaceName) or getattr(item, "sort", "") == "capital" for item in element.items)
        if not city or element.prefix or before.text not in load_words("meetings"):
            return False
        following = self._line.after(element.end)
        other = self._line.element_at(following) if following is not None else None
        joined = other is not None and has_conjunction(other.prefix)
        return not joined and (following is None or following.text not in load_words("with"))

    def _read_adjective(self, element: Element) -> ActorMention | None:
        adjective = element.pick(Demonym)
        if not isinstance(adjective, Demonym):
            return None
        owner = find_adjective_owner(self._line, element, self._memory)
        if owner is not None:
            person = self._read_person(owner)
            if person is not None and adjective.code in person.codes:
                return msgspec.structs.replace(person, start=element.start, prefix=element.prefix)
        if adjective.code == "WEST" and self._is_side(element, adjective.definite):
            return None
        if self._is_of_outlet(element):
            return None
        people = adjective.people and adjective.definite and not self._phrases.after_definite(element)
        kind = ActorKind.ADJECTIVE
        if people:
            kind = ActorKind.STATE if adjective.code in load_states() else ActorKind.ORG
        return self._make(element, kind, adjective.code, plural=people)

    def _is_of_outlet(self, element: Element) -> bool:
        """Tell whether an adjective right behind an outlet's name in quotation marks tells only where that is from."""
        mark = self._line.before(element.start)
        if mark is None or mark.text not in load_words("marks"):
            return False
        last = self._line.before(mark.start)
        names = (one for one in self._line.elements if last is not None and one.end == last.end)
        return any(one.pick(OutletName) is not None for one in names)

    def _is_side(self, element: Element, definite: bool) -> bool:
        """Tell whether "western" tells where: before a place or a noun with the article, or after "south"."""
        before = self._line.before(element.start)
        if definite:
            return before is not None and before.text in load_words("points")
        token = self._line.after(element.end)
        following = self._line.element_at(token) if token else None
        named = following is not None and following.pick(StateName, PlaceName) is not None
        return named or (token is not None and token.text.startswith(tuple(load_words("article"))))

    def _make(
        self,
        element: Element,
        kind: ActorKind,
        code: str,
        label: str | None = None,
        *,
        located: bool = False,
        plural: bool = False,
    ) -> ActorMention:
        return ActorMention(
            start=element.start,
            end=element.end,
            codes=(code,),
            kind=kind,
            label=label or name_code(code),
            prefix=element.prefix,
            located=located,
            plural=plural,
        )
