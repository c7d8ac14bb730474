"""Clauses and the words around a cue: what the roles and modality rules look at."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from marsad.coders.base import Findings
from marsad.coders.signals.rows import ThingCue
from marsad.find.actors import ActorKind, ActorMention
from marsad.find.scan import Sentence
from marsad.find.speech import FoundStatement
from marsad.languages.ar.clitics import has_preposition
from marsad.languages.ar.cues import Cue, CueRole
from marsad.text.match import Hit
from marsad.text.tokens import Token

_BREAKS = frozenset('،,;؛:()[]«»"“”!؟?')
_AGENTIVE = frozenset({ActorKind.STATE, ActorKind.ORG, ActorKind.PERSON, ActorKind.OFFICE, ActorKind.BODY})


@dataclass(frozen=True, slots=True)
class Context:
    """One sentence with its actors, cues, statements and clause borders, all in normal offsets."""

    findings: Findings
    sentence: Sentence
    actors: tuple[ActorMention, ...]
    statements: tuple[FoundStatement, ...]
    cues: tuple[tuple[Hit, Cue], ...]
    things: tuple[tuple[Hit, ThingCue], ...]
    borders: tuple[int, ...]
    token_starts: tuple[int, ...] = field(repr=False)

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

    def token_before(self, position: int) -> Token | None:
        """Return the token that ends at or before `position`."""
        index = bisect_left(self.token_starts, position) - 1
        return self.tokens[index] if index >= 0 else None

    def actors_in(self, start: int, end: int) -> Iterator[ActorMention]:
        """Yield the mentions that start in the range."""
        return (actor for actor in self.actors if start <= actor.start < end)

    def cues_in(self, start: int, end: int, *roles: CueRole) -> Iterator[tuple[Hit, Cue]]:
        """Yield the cues of any of the roles that start in the range."""
        return (
            (hit, cue) for hit, cue in self.cues if start <= hit.start < end and not set(roles).isdisjoint(cue.roles)
        )

    def has_cue(self, start: int, end: int, *roles: CueRole) -> bool:
        """Tell whether a cue of any of the roles starts in the range."""
        return next(self.cues_in(start, end, *roles), None) is not None

    def words_back(self, position: int, count: int) -> int:
        """Return the offset `count` tokens before `position`, within the sentence."""
        index = max(bisect_left(self.token_starts, position) - count, 0)
        return self.token_starts[index] if self.token_starts else position

    def words_on(self, position: int, count: int) -> int:
        """Return the offset `count` tokens after `position`, within the sentence."""
        index = bisect_left(self.token_starts, position) + count
        return self.token_starts[index] if index < len(self.token_starts) else self.sentence.end

    def led_by_preposition(self, actor: ActorMention) -> bool:
        """Tell whether a preposition, clitic or free, governs the mention."""
        if has_preposition(actor.prefix):
            return True
        before = self.token_before(actor.start)
        return before is not None and any(
            hit.end == before.end and CueRole.PREPOSITION in cue.roles
            for hit, cue in self.cues_in(before.start - 12, actor.start, CueRole.PREPOSITION)
        )

    def statement_at(self, position: int) -> FoundStatement | None:
        """Return the innermost statement whose content holds `position`."""
        holding = [found for found in self.statements if found.start <= position < found.end]
        return max(holding, key=_start_of, default=None)


def _start_of(found: FoundStatement) -> int:
    return found.start


def is_agentive(actor: ActorMention) -> bool:
    """Tell whether a mention can act."""
    return actor.kind in _AGENTIVE or (actor.kind is ActorKind.UNNAMED and bool(actor.codes))


def make_contexts(findings: Findings) -> tuple[Context, ...]:
    """Return a context for each sentence."""
    return tuple(_make_context(findings, sentence) for sentence in findings.scan.sentences)


def _make_context(findings: Findings, sentence: Sentence) -> Context:
    cues = tuple((hit, hit.item) for hit in sentence.hits if isinstance(hit.item, Cue))
    things = tuple((hit, hit.item) for hit in sentence.hits if isinstance(hit.item, ThingCue))
    inside = range(sentence.start, sentence.end)
    return Context(
        findings=findings,
        sentence=sentence,
        actors=tuple(actor for actor in _within(findings.actors, inside)),
        statements=tuple(
            found for found in findings.statements if found.start < sentence.end and found.end > sentence.start
        ),
        cues=cues,
        things=things,
        borders=_find_borders(sentence, cues),
        token_starts=tuple(token.start for token in sentence.tokens),
    )


def _within(actors: tuple[ActorMention, ...], inside: range) -> Iterable[ActorMention]:
    return (actor for actor in actors if actor.start in inside)


def _find_borders(sentence: Sentence, cues: tuple[tuple[Hit, Cue], ...]) -> tuple[int, ...]:
    marks = {token.end for token in sentence.tokens if token.text in _BREAKS}
    connectors = {hit.start for hit, cue in cues if CueRole.CLAUSE in cue.roles and hit.start > sentence.start}
    return tuple(sorted(marks | connectors))
