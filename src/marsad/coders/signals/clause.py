"""Clauses and the words around a cue: what the roles and modality rules look at."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from enum import StrEnum
from functools import cache
from operator import attrgetter
from typing import Any

from marsad.coders.base import Findings
from marsad.coders.signals.borders import BREAKS, count_plain, find_insertions, find_marks, pair_longest
from marsad.coders.signals.once import once
from marsad.coders.signals.rows import ActCue, ThingCue
from marsad.coders.signals.words import Words
from marsad.find.actors import ActorKind, ActorMention
from marsad.find.places import PlaceMention
from marsad.find.speech import FoundStatement
from marsad.languages.ar.clitics import has_conjunction, has_preposition, has_purpose
from marsad.languages.ar.cues import Cue, CueRole
from marsad.text.match import Hit
from marsad.text.normal import normalise

CARRIERS = (
    CueRole.LIGHT,
    CueRole.HALT,
    CueRole.HALT_FROM,
    CueRole.ORDER,
    CueRole.PLAN,
    CueRole.FEAR,
    CueRole.DENY,
    CueRole.ASKED,
    CueRole.POSSIBLE,
)
_FIRST, _RANGE = attrgetter("start"), attrgetter("start", "end")  # of a mention, date or place
_NOUN_PHRASE = 4  # tokens between a preposition and the mention at the end of the phrase that it governs
_COLON, _TOPIC = ":", 6  # tokens that a headline's topic and its colon may have
_FEMININE = chr(0x0629)  # the letter that ends most feminine nouns, with or without a vowel sign behind it
_AGENTIVE = frozenset({ActorKind.STATE, ActorKind.ORG, ActorKind.PERSON, ActorKind.OFFICE, ActorKind.BODY})


class Lead(StrEnum):
    """What kind of preposition governs a noun phrase."""

    NONE = "none"
    INSIDE = "inside"
    UPON = "upon"
    TO = "to"
    SOURCE = "source"
    WITH = "with"
    FOR = "for"
    BY = "by"
    ABOUT = "about"
    OTHER = "other"


_LEADS = (
    (CueRole.SOURCE, Lead.SOURCE),
    (CueRole.TOGETHER, Lead.WITH),
    (CueRole.AGAINST, Lead.UPON),
    (CueRole.UPON, Lead.UPON),
    (CueRole.TOWARDS, Lead.TO),
    (CueRole.INSIDE, Lead.INSIDE),
    (CueRole.ABOUT, Lead.ABOUT),
    (CueRole.AGENT, Lead.BY),
    (CueRole.PREPOSITION, Lead.OTHER),
)


class Context(Words, frozen=True, dict=True):
    """One sentence with its actors, cues, statements and clause borders, all in normal offsets.

    `acts` are its cues of acts that may have what they ask for; `mention_starts` are those of all mentions of the
    document. What else rules look at is worked out when one does.
    """

    findings: Findings
    actors: tuple[ActorMention, ...]
    actor_starts: tuple[int, ...]
    mention_starts: list[int]
    statements: tuple[FoundStatement, ...]
    acts: Sequence[Hit]

    @once
    def things(self) -> list[tuple[Hit, ThingCue]]:
        """The things that the sentence names."""
        return pair_longest(self.sentence.of(ThingCue))

    @once
    def cues(self) -> list[tuple[Hit, Cue]]:
        """The small words and verbs that turn what stands beside them."""
        return pair_longest(self.sentence.of(Cue))

    @once
    def act_places(self) -> list[tuple[int, int, ActCue]]:
        """Where words of acts stand, those too that lack what they ask for."""
        return self.sentence.find_places(ActCue)

    @once
    def by_role(self) -> dict[CueRole, list[tuple[Hit, Cue]]]:
        """The cues by what they do."""
        found: defaultdict[CueRole, list[tuple[Hit, Cue]]] = defaultdict(list)
        for pair in self.cues:
            for role in pair[1].roles:
                found[role].append(pair)
        return found  # asked by `get` and `in` alone, which add nothing

    @once
    def places(self) -> tuple[PlaceMention, ...]:
        """The places that the sentence names."""
        found, sentence = self.findings.places, self.sentence
        return found[bisect_left(found, sentence.start, key=_FIRST) : bisect_left(found, sentence.end, key=_FIRST)]

    @once
    def times(self) -> list[tuple[int, int]]:
        """Where the dates of the sentence stand."""
        found, sentence = self.findings.dates, self.sentence
        first, last = bisect_left(found, sentence.start, key=_FIRST), bisect_left(found, sentence.end, key=_FIRST)
        return list(map(_RANGE, found[first:last]))

    @once
    def _marks(self) -> set[int]:
        """Where punctuation parts clauses."""
        return find_marks(self.sentence)

    @once
    def _openings(self) -> list[tuple[int, int]]:
        """Where what may open an insertion stands: prepositions, dates, places."""
        led = [(hit[0], hit[1]) for hit, _ in self.by_role.get(CueRole.PREPOSITION, ())]
        return [*led, *self.times, *map(_RANGE, self.places)]

    @once
    def _insertions(self) -> list[tuple[int, int]]:
        """The borders of short insertions."""
        if len(self._marks) < 2:
            return []
        return find_insertions(self.sentence.end, self.token_starts, self._marks, self._openings)

    @once
    def edges(self) -> tuple[int, ...]:
        """Where clauses begin, and where the last one ends."""
        start, end = self.sentence.start, self.sentence.end
        opened = {hit.start for hit, _ in self.by_role.get(CueRole.CLAUSE, ()) if hit.start > start}
        return (start, *sorted(opened | self._marks.difference(*self._insertions)), end)

    @once
    def plain(self) -> tuple[int, ...]:
        """How many plain words stand before each token."""
        small = [*self._openings, *self._insertions, *map(_RANGE, self.actors)]
        small += [(hit[0], hit[1]) for hit, _ in self.by_role.get(CueRole.FILLER, ())]
        return count_plain(self.sentence, self.token_starts, small)

    @once
    def first_agent(self) -> ActorMention | None:
        """The first mention that can act."""
        return next(filter(is_agentive, self.actors), None)

    @once
    def kept(self) -> dict[Any, Any]:
        """What was made of the sentence and is asked for again."""
        return {}

    @property
    def borders(self) -> tuple[int, ...]:
        """Where clauses part."""
        return self.edges[1:-1]

    def clause(self, position: int) -> tuple[int, int]:
        """Return the range of the clause that holds `position`."""
        edges = self.edges
        index = bisect_right(edges, position, 1, len(edges) - 1)
        return edges[index - 1], edges[index]

    def in_one_clause(self, first: int, second: int) -> bool:
        """Tell whether one clause holds both positions."""
        edges = self.edges
        last = len(edges) - 1
        return bisect_right(edges, first, 1, last) == bisect_right(edges, second, 1, last)

    def gap(self, first: int, last: int) -> int:
        """Return how many words start in `first:last` that are no part of a party's name nor a small word."""
        starts, plain = self.token_starts, self.plain
        return plain[bisect_left(starts, last)] - plain[bisect_left(starts, first)]

    def word_before(self, position: int) -> str:
        """Return the token before `position` as it is printed, "" at the sentence's beginning."""
        token = self.token_before(position)
        return self.quote(token.start, token.end) if token is not None else ""

    def is_after(self, position: int, words: frozenset[str]) -> bool:
        """Tell whether the token before `position` is printed as one of the words."""
        token = self.token_before(position)
        return token is not None and token[2] in _fold(words) and self.quote(token.start, token.end) in words

    def quote(self, start: int, end: int) -> str:
        """Return a range of the text as it is printed."""
        return self.findings.scan.aligned.quote(start, end)

    def ends_feminine(self, hit: Hit) -> bool:
        """Tell whether what reads as a pronoun on a word is printed as the feminine ending of a noun."""
        return bool(hit.suffix) and _FEMININE in self.quote(hit.core_end, hit.end)

    def in_time(self, hit: Hit) -> bool:
        """Tell whether a word is part of a date, as "dawn" in "at dawn on Saturday"."""
        return bool(self.times) and any(start <= hit.start and hit.end <= end for start, end in self.times)

    def leads_time(self, hit: Hit) -> bool:
        """Tell whether a word is part of a date or stands right before one: "before the end of the month"."""
        return self.in_time(hit) or any(
            start >= hit.end and self.distance(hit.end, start) == 0 for start, _ in self.times
        )

    def starts_clause(self, position: int) -> bool:
        """Tell whether a clause begins at `position`."""
        return self.clause(position)[0] == position

    def heads_title(self, position: int) -> bool:
        """Tell whether a word begins the text, or what follows a topic and a colon: "India: new missile test"."""
        if self.sentence.index:
            return False
        start = self.clause(position)[0]
        opened = start == self.sentence.start or (
            self.word_before(start) == _COLON and self.distance(self.sentence.start, start) <= _TOPIC
        )
        return opened and self.distance(start, position) <= 1

    def actors_in(self, start: int, end: int) -> tuple[ActorMention, ...]:
        """Return the mentions that start in the range."""
        starts = self.actor_starts
        return self.actors[bisect_left(starts, start) : bisect_left(starts, end)]

    def mentioned(self, start: int, end: int) -> tuple[ActorMention, ...]:
        """Return the mentions that start in the range, anywhere in the document."""
        starts = self.mention_starts
        return self.findings.actors[bisect_left(starts, start) : bisect_left(starts, end)]

    def first_actor(self, start: int, end: int) -> ActorMention | None:
        """Return the first mention that starts in the range."""
        found = self.actors_in(start, end)
        return found[0] if found else None

    def cues_in(self, start: int, end: int, *roles: CueRole) -> Iterator[tuple[Hit, Cue]]:
        """Yield the cues of any of the roles that start in the range, role by role."""
        for role in roles:
            for found in self.by_role.get(role, ()):
                if start <= found[0].start < end:
                    yield found

    def has_cue(self, start: int, end: int, *roles: CueRole) -> bool:
        """Tell whether a cue of any of the roles starts in the range."""
        by_role = self.by_role
        for role in roles:
            for hit, _ in by_role.get(role, ()):
                if start <= hit.start < end:
                    return True
        return False

    def has_before(self, position: int, count: int, *roles: CueRole) -> bool:
        """Tell whether a cue of any of the roles starts in the `count` tokens before `position`."""
        for role in roles:
            if role in self.by_role:
                return self.has_cue(self.words_back(position, count), position, *roles)
        return False

    def has_after(self, position: int, count: int, *roles: CueRole) -> bool:
        """Tell whether a cue of any of the roles starts in the `count` tokens from `position` on."""
        for role in roles:
            if role in self.by_role:
                return self.has_cue(position, self.words_on(position, count), *roles)
        return False

    def led_by_preposition(self, actor: ActorMention) -> bool:
        """Tell whether a preposition, clitic or free, stands right before the mention."""
        if has_preposition(actor.prefix):
            return True
        before = self.token_before(actor.start)
        return before is not None and before.end in self._prepositions

    def lead(self, actor: ActorMention, since: int) -> Lead:
        """Return what governs the noun phrase that the mention ends or begins; words before `since` are left out."""
        return self.lead_at(actor.start, actor.prefix, since)

    def lead_at(self, start: int, prefix: str, since: int) -> Lead:
        """Return what governs the noun phrase that a name at `start` ends or begins."""
        if prefix and (clitic := clitic_lead(prefix)) is not None:
            return clitic
        joined = has_conjunction(prefix)
        found = self._governors.get((start, joined))
        if found is None:
            found = self._governors[start, joined] = self._find_governor(start, joined=joined)
        return found[0] if found[1] >= since else Lead.NONE

    @once
    def _governors(self) -> dict[tuple[int, bool], tuple[Lead, int]]:
        """What governs the names that were asked for, and where it stands."""
        return {}

    def _find_governor(self, start: int, *, joined: bool) -> tuple[Lead, int]:
        """Return what leads the phrase that a name at `start` ends, and where; `joined` are names after "and"."""
        starts, tokens = self.token_starts, self.tokens
        free, clitics = self._prepositions, self._clitics
        index = bisect_left(starts, start) - 1
        for _ in range(_NOUN_PHRASE):
            if index < 0:
                break
            first, end, text = tokens[index]
            if text in BREAKS:
                break  # a mark ends a phrase
            lead = free.get(end) or clitics.get(first)
            if lead is not None:
                return lead, first
            index = (self._partner_at(first, index) if joined else index) - 1
        return Lead.NONE, start

    def _partner_at(self, position: int, index: int) -> int:
        """Return the number of the token that begins the mention at `position`; `index` where no mention is there."""
        for actor in self.actors:
            if actor.start <= position < actor.end:
                return bisect_left(self.token_starts, actor.start)
        return index

    @once
    def carriers(self) -> tuple[tuple[Hit, Cue], ...]:
        """The words that may carry a noun, role by role."""
        return tuple([found for role in CARRIERS for found in self.by_role.get(role, ())])

    @once
    def _prepositions(self) -> dict[int, Lead]:
        """What each preposition leads, by its end."""
        found = self.by_role.get(CueRole.PREPOSITION, ())
        return {hit.end: _lead_of(cue.roles) for hit, cue in reversed(found)}

    @once
    def _clitics(self) -> dict[int, Lead | None]:
        """What is led by a preposition written onto a thing or place, by where this starts."""
        written = {place.start: clitic_lead(place.prefix) for place in self.places if place.prefix}
        return written | {hit.start: clitic_lead(hit.prefix) for hit, _ in reversed(self.things) if hit.prefix}

    def statement_at(self, position: int) -> FoundStatement | None:
        """Return the innermost statement whose content holds `position`."""
        innermost: FoundStatement | None = None
        for found in self.statements:
            if found.start <= position < found.end and (innermost is None or found.start > innermost.start):
                innermost = found
        return innermost


@cache
def _fold(words: frozenset[str]) -> frozenset[str]:
    """Return words in normal form."""
    return frozenset(normalise(word).normal for word in words)


@cache
def _lead_of(roles: tuple[CueRole, ...]) -> Lead:
    """Return what a preposition of these roles leads."""
    return next(lead for role, lead in _LEADS if role in roles)


@cache
def clitic_lead(prefix: str) -> Lead | None:
    """Return what a word's written-on preposition leads, None if it has none."""
    if not prefix or not has_preposition(prefix):
        return None
    return Lead.FOR if has_purpose(prefix) else Lead.BY


def is_agentive(actor: ActorMention) -> bool:
    """Tell whether a mention can act."""
    return actor.kind in _AGENTIVE or (actor.kind is ActorKind.UNNAMED and bool(actor.codes))
