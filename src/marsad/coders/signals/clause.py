"""Clauses and the words around a cue: what the roles and modality rules look at."""

import itertools
import sys
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from enum import StrEnum
from typing import TypeVar

import msgspec

from marsad.coders.base import Findings
from marsad.coders.signals.rows import ActCue, SpeechCue, ThingCue
from marsad.find.actors import ActorKind, ActorMention
from marsad.find.dates import FoundDate
from marsad.find.places import PlaceMention
from marsad.find.scan import Sentence
from marsad.find.speech import FoundStatement
from marsad.languages.ar.clitics import has_conjunction, has_preposition, has_purpose
from marsad.languages.ar.cues import Cue, CueRole
from marsad.text.match import Hit
from marsad.text.tokens import Token

_BREAKS = frozenset("،,;؛:!؟?")
_PAIRS = {"(": ")", "[": "]", "«": "»", "“": "”", '"': '"'}
_CLOSING = frozenset(_PAIRS.values())
_SIGNS = _BREAKS | _CLOSING | _PAIRS.keys()
_NAME_TOKENS = 4  # tokens that a bracketed or quoted name may have; more begin a clause of their own
_INSERTED = 6  # tokens, the comma included, that an insertion may have
_NOUN_PHRASE = 4  # tokens between a preposition and the mention at the end of the phrase that it governs
_COLON, _TOPIC = ":", 6  # tokens that a headline's topic and its colon may have
_ALLIANCE = "alliance"
_NAMED_AFTER = frozenset({"deal", "treaty"})  # things that bear the name of where they were signed
_NO_MORE = (sys.maxsize, sys.maxsize)  # a range after all others
_AGENTIVE = frozenset({ActorKind.STATE, ActorKind.ORG, ActorKind.PERSON, ActorKind.OFFICE, ActorKind.BODY})

Placed = TypeVar("Placed", bound=ActorMention | FoundDate | PlaceMention)


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


class Context(msgspec.Struct, frozen=True):
    """One sentence with its actors, cues, statements and clause borders, all in normal offsets."""

    findings: Findings
    sentence: Sentence
    actors: tuple[ActorMention, ...]
    places: tuple[PlaceMention, ...]
    statements: tuple[FoundStatement, ...]
    cues: tuple[tuple[Hit, Cue], ...]
    things: tuple[tuple[Hit, ThingCue], ...]
    borders: tuple[int, ...]
    times: tuple[tuple[int, int], ...]
    token_starts: tuple[int, ...]
    plain: tuple[int, ...]
    by_role: dict[CueRole, list[tuple[Hit, Cue]]]

    @property
    def tokens(self) -> tuple[Token, ...]:
        """The sentence's tokens."""
        return self.sentence.tokens

    def clause(self, position: int) -> tuple[int, int]:
        """Return the range of the clause that holds `position`."""
        index = bisect_right(self.borders, position)
        start = self.borders[index - 1] if index else self.sentence.start
        end = self.borders[index] if index < len(self.borders) else self.sentence.end
        return start, end

    def distance(self, first: int, last: int) -> int:
        """Return how many tokens start in `first:last`."""
        return bisect_left(self.token_starts, last) - bisect_left(self.token_starts, first)

    def gap(self, first: int, last: int) -> int:
        """Return how many words start in `first:last` that are no part of a party's name nor a small word."""
        return self.plain[bisect_left(self.token_starts, last)] - self.plain[bisect_left(self.token_starts, first)]

    def word_before(self, position: int) -> str:
        """Return the token before `position` as it is printed, "" at the sentence's beginning."""
        token = self.token_before(position)
        return self.quote(token.start, token.end) if token is not None else ""

    def quote(self, start: int, end: int) -> str:
        """Return a range of the text as it is printed."""
        return self.findings.scan.aligned.quote(start, end)

    def in_time(self, hit: Hit) -> bool:
        """Tell whether a word is part of a date, as "dawn" in "at dawn on Saturday"."""
        return any(start <= hit.start and hit.end <= end for start, end in self.times)

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

    def token_before(self, position: int) -> Token | None:
        """Return the token that ends at or before `position`."""
        index = bisect_left(self.token_starts, position) - 1
        return self.tokens[index] if index >= 0 else None

    def actors_in(self, start: int, end: int) -> Iterator[ActorMention]:
        """Yield the mentions that start in the range."""
        return (actor for actor in self.actors if start <= actor.start < end)

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

    def words_back(self, position: int, count: int) -> int:
        """Return the offset `count` tokens before `position`, within the sentence."""
        index = max(bisect_left(self.token_starts, position) - count, 0)
        return self.token_starts[index] if self.token_starts else position

    def words_on(self, position: int, count: int) -> int:
        """Return the offset `count` tokens after `position`, within the sentence."""
        index = bisect_left(self.token_starts, position) + count
        return self.token_starts[index] if index < len(self.token_starts) else self.sentence.end

    def led_by_preposition(self, actor: ActorMention) -> bool:
        """Tell whether a preposition, clitic or free, stands right before the mention."""
        if has_preposition(actor.prefix):
            return True
        before = self.token_before(actor.start)
        return before is not None and self._preposition_at(before) is not None

    def lead(self, actor: ActorMention, since: int) -> Lead:
        """Return what governs the noun phrase that the mention ends or begins; words before `since` are left out."""
        return self.lead_at(actor.start, actor.prefix, since)

    def lead_at(self, start: int, prefix: str, since: int) -> Lead:
        """Return what governs the noun phrase that a name at `start` ends or begins."""
        if (clitic := clitic_lead(prefix)) is not None:
            return clitic
        position = start
        for _ in range(_NOUN_PHRASE):
            token = self.token_before(position)
            if token is None or token.start < since or token.text in _BREAKS:
                return Lead.NONE
            if (lead := self._preposition_at(token)) is not None:
                return lead
            if (lead := self._clitic_at(token)) is not None:
                return lead
            position = self._before_partner(token, prefix)
        return Lead.NONE

    def _before_partner(self, token: Token, prefix: str) -> int:
        """Return where to go on looking: before a mention that "and" joins to this one, else before the token."""
        joined = has_conjunction(prefix)
        partner = next((a for a in self.actors if a.start <= token.start < a.end), None) if joined else None
        return partner.start if partner is not None else token.start

    def _preposition_at(self, token: Token) -> Lead | None:
        for hit, cue in self.by_role.get(CueRole.PREPOSITION, ()):
            if hit.end == token.end:
                return next(lead for role, lead in _LEADS if role in cue.roles)
        return None

    def _clitic_at(self, token: Token) -> Lead | None:
        for hit, _ in self.things:
            if hit.start == token.start and hit.prefix:
                return clitic_lead(hit.prefix)
        for place in self.places:
            if place.start == token.start and place.prefix:
                return clitic_lead(place.prefix)
        return None

    def statement_at(self, position: int) -> FoundStatement | None:
        """Return the innermost statement whose content holds `position`."""
        innermost: FoundStatement | None = None
        for found in self.statements:
            if found.start <= position < found.end and (innermost is None or found.start > innermost.start):
                innermost = found
        return innermost


def clitic_lead(prefix: str) -> Lead | None:
    """Return what a word's written-on preposition leads, None if it has none."""
    if not prefix or not has_preposition(prefix):
        return None
    return Lead.FOR if has_purpose(prefix) else Lead.BY


def is_agentive(actor: ActorMention) -> bool:
    """Tell whether a mention can act."""
    return actor.kind in _AGENTIVE or (actor.kind is ActorKind.UNNAMED and bool(actor.codes))


def make_contexts(findings: Findings) -> tuple[Context, ...]:
    """Return a context for each sentence in which something may be told: that has a cue or begins what is said."""
    said = {findings.scan.sentence_at(found.start).index for found in findings.statements}
    telling = (s for s in findings.scan.sentences if s.of(ActCue) or s.of(SpeechCue) or s.index in said)
    return tuple(_make_context(findings, sentence) for sentence in telling)


def _make_context(findings: Findings, sentence: Sentence) -> Context:
    cues = _keep_longest(sentence.of(Cue))
    things = _keep_longest(sentence.of(ThingCue))
    dates, places = _inside(findings.dates, sentence), _inside(findings.places, sentence)
    actors = _with_alliance(_without_namesakes(_inside(findings.actors, sentence), things), things)
    by_role: dict[CueRole, list[tuple[Hit, Cue]]] = {}
    for hit in cues:
        for role in hit.item.roles:  # type: ignore[attr-defined]
            by_role.setdefault(role, []).append((hit, hit.item))  # type: ignore[arg-type]
    marks = _find_marks(sentence)
    openings = {hit.start for hit, _ in by_role.get(CueRole.PREPOSITION, ())}
    openings |= {date.start for date in dates} | {place.start for place in places}
    insertions = list(_find_insertions(sentence, marks, openings))
    small = sorted([*_small_words((*actors, *dates, *places), by_role), *insertions])
    return Context(
        findings=findings,
        sentence=sentence,
        actors=actors,
        places=places,
        statements=tuple(
            found for found in findings.statements if found.start < sentence.end and found.end > sentence.start
        ),
        cues=tuple((hit, hit.item) for hit in cues),  # type: ignore[misc]
        things=tuple((hit, hit.item) for hit in things),  # type: ignore[misc]
        borders=_find_borders(sentence, by_role, marks.difference(*insertions)),
        times=tuple([(date.start, date.end) for date in dates]),
        token_starts=tuple([token.start for token in sentence.tokens]),
        plain=_count_plain(sentence, small),
        by_role=by_role,
    )


def _inside(found: tuple[Placed, ...], sentence: Sentence) -> tuple[Placed, ...]:
    """Return what begins in a sentence of what was found, which is in text order."""
    first = bisect_left(found, sentence.start, key=_start_of)
    return found[first : bisect_left(found, sentence.end, first, key=_start_of)]


def _start_of(found: ActorMention | FoundDate | PlaceMention) -> int:
    return found.start


def _keep_longest(hits: Sequence[Hit]) -> list[Hit]:
    """Leave out hits that stand strictly inside a longer one."""
    kept: list[Hit] = []
    end, start = -1, -1
    for hit in hits:  # by start, the longer first
        if hit.end <= end and (hit.start, hit.end) != (start, end):
            continue
        kept.append(hit)
        if hit.end > end:
            start, end = hit.start, hit.end
    return kept


def _without_namesakes(actors: tuple[ActorMention, ...], things: list[Hit]) -> tuple[ActorMention, ...]:
    """Leave out cities that only name a treaty, "the Ottawa convention"."""
    treaties = [hit for hit in things if hit.item.name in _NAMED_AFTER]  # type: ignore[attr-defined]
    if not treaties:
        return actors
    return tuple(
        a
        for a in actors
        if a.kind is not ActorKind.STATE or not any(t.start < a.start and a.end <= t.end for t in treaties)
    )


def _with_alliance(actors: tuple[ActorMention, ...], things: list[Hit]) -> tuple[ActorMention, ...]:
    """Add "the alliance" where nobody else is meant by it: in this field it is NATO."""
    bare = [
        ActorMention(start=hit.start, end=hit.end, codes=("NATO",), kind=ActorKind.ORG, label="NATO", prefix=hit.prefix)
        for hit in things
        if hit.item.name == _ALLIANCE and not any(a.start < hit.end and hit.start < a.end for a in actors)  # type: ignore[attr-defined]
    ]
    return tuple(sorted((*actors, *bare), key=lambda actor: actor.start)) if bare else actors


def _small_words(
    named: tuple[ActorMention | FoundDate | PlaceMention, ...], by_role: dict[CueRole, list[tuple[Hit, Cue]]]
) -> list[tuple[int, int]]:
    """Return the ranges of names, dates, places, prepositions and fillers, which may part a verb from its object."""
    ranges = [(each.start, each.end) for each in named]
    for role in (CueRole.PREPOSITION, CueRole.FILLER):
        ranges.extend([(hit.start, hit.end) for hit, _ in by_role.get(role, ())])
    return ranges


def _count_plain(sentence: Sentence, covered: list[tuple[int, int]]) -> tuple[int, ...]:
    counts, total, reach = [0], 0, -1
    names = iter((*covered, _NO_MORE))
    first, last = next(names)
    for start, _, text in sentence.tokens:
        while first <= start:
            reach = max(reach, last)
            first, last = next(names)
        if start >= reach and text[0].isalnum():
            total += 1
        counts.append(total)
    return tuple(counts)


def _find_borders(
    sentence: Sentence, by_role: dict[CueRole, list[tuple[Hit, Cue]]], marks: set[int]
) -> tuple[int, ...]:
    connectors = by_role.get(CueRole.CLAUSE, [])
    return tuple(sorted(marks | {hit.start for hit, _ in connectors if hit.start > sentence.start}))


def _find_marks(sentence: Sentence) -> set[int]:
    """Return where a sentence's punctuation parts clauses."""
    tokens = sentence.tokens
    signs = [(number, tokens[number]) for number in sentence.signs if tokens[number].text in _SIGNS]
    return {token.end for _, token in signs if token.text in _BREAKS} | set(_long_brackets(sentence, signs))


def _find_insertions(sentence: Sentence, marks: set[int], openings: set[int]) -> Iterator[tuple[int, int]]:
    """Yield the borders of short insertions between commas, "led by the United States", "on Saturday night"."""
    inner = sorted(mark for mark in marks if mark != sentence.end)
    for first, last in itertools.pairwise(inner):
        inside = [token for token in sentence.tokens if first <= token.start < last]
        if 0 < len(inside) <= _INSERTED and inside[0].start in openings:
            yield first, last


def _long_brackets(sentence: Sentence, signs: list[tuple[int, Token]]) -> Iterator[int]:
    """Yield the ends of quotation marks and brackets but for those around a name of few words."""
    opened: tuple[int, str] | None = None
    for index, token in signs:
        if opened is not None and token.text == opened[1]:
            if index - opened[0] - 1 > _NAME_TOKENS:
                yield sentence.tokens[opened[0]].end
                yield token.end
            opened = None
        elif opened is None and token.text in _PAIRS:
            opened = index, _PAIRS[token.text]
        elif token.text in _CLOSING:
            yield token.end
    if opened is not None:
        yield sentence.tokens[opened[0]].end
