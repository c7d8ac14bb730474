"""From an article's findings to its sentences in which something may be told."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Sequence
from operator import attrgetter

from marsad.coders.base import Findings
from marsad.coders.signals.borders import pair_longest
from marsad.coders.signals.clause import Context
from marsad.coders.signals.rows import ActCue, SpeechCue, ThingCue
from marsad.find.actors import ActorKind, ActorMention
from marsad.find.scan import Sentence, place_hits
from marsad.find.speech import FoundStatement
from marsad.text.match import Hit

_ALLIANCE = "alliance"
_NAMED_AFTER = frozenset({"deal", "treaty"})  # things that bear the name of where they were signed
_NAMING = _NAMED_AFTER | {_ALLIANCE}
_Things = list[tuple[Hit, ThingCue]]
_FIRST, _LAST = attrgetter("start"), attrgetter("end")


def make_contexts(findings: Findings) -> tuple[Context, ...]:
    """Return a context for each sentence in which something may be told: that has a cue or begins what is said."""
    sentences = findings.scan.sentences
    firsts, ends = list(map(_FIRST, sentences)), list(map(_LAST, sentences))
    said = {max(bisect_right(firsts, found.start) - 1, 0) for found in findings.statements}
    heard: defaultdict[int, list[FoundStatement]] = defaultdict(list)
    for found in findings.statements:
        for number in range(bisect_right(ends, found.start), bisect_left(firsts, found.end)):
            heard[number].append(found)
    starts = list(map(_FIRST, findings.actors))
    contexts = []
    for sentence in sentences:
        named = {item.name for item in sentence.items(ThingCue)}
        acts = _find_acts(sentence, named)
        if acts or sentence.index in said or SpeechCue in sentence.places:
            contexts.append(_make_context(findings, sentence, starts, acts, named, heard.get(sentence.index, [])))
    return tuple(contexts)


def _find_acts(sentence: Sentence, named: set[str]) -> Sequence[Hit]:
    """Return the cues of acts that ask for nothing, or for what the sentence names."""
    places = sentence.places.get(ActCue)
    if places is None:
        return ()
    return place_hits(
        [
            (at, (hit,))
            for at, found in places
            for hit in found
            if not (needs := hit[6].needs) or not needs.isdisjoint(named)  # type: ignore[attr-defined]
        ]
    )


def _make_context(
    findings: Findings,
    sentence: Sentence,
    starts: list[int],
    acts: Sequence[Hit],
    named: set[str],
    statements: list[FoundStatement],
) -> Context:
    actors = findings.actors[bisect_left(starts, sentence.start) : bisect_left(starts, sentence.end)]
    if not named.isdisjoint(_NAMING):
        things = pair_longest(sentence.of(ThingCue))
        actors = _with_alliance(_without_namesakes(actors, things), things)
    return Context(
        findings=findings,
        sentence=sentence,
        tokens=sentence.tokens,
        token_starts=sentence.starts,
        texts=sentence.words,
        actors=actors,
        actor_starts=tuple(map(_FIRST, actors)),
        mention_starts=starts,
        statements=tuple(statements),
        acts=acts,
    )


def _without_namesakes(actors: tuple[ActorMention, ...], things: _Things) -> tuple[ActorMention, ...]:
    """Leave out cities that only name a treaty, "the Ottawa convention"."""
    treaties = [hit for hit, item in things if item.name in _NAMED_AFTER]
    if not treaties:
        return actors
    return tuple(
        a
        for a in actors
        if a.kind is not ActorKind.STATE or not any(t.start < a.start and a.end <= t.end for t in treaties)
    )


def _with_alliance(actors: tuple[ActorMention, ...], things: _Things) -> tuple[ActorMention, ...]:
    """Add "the alliance" where nobody else is meant by it: in this field it is NATO."""
    bare = [
        ActorMention(start=hit.start, end=hit.end, codes=("NATO",), kind=ActorKind.ORG, label="NATO", prefix=hit.prefix)
        for hit, item in things
        if item.name == _ALLIANCE and not any(a.start < hit.end and hit.start < a.end for a in actors)
    ]
    return tuple(sorted((*actors, *bare), key=lambda actor: actor.start)) if bare else actors
