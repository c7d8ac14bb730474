"""From an article's findings to its sentences, each with what the rules look at: names, cues, clause borders."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise
from operator import attrgetter, itemgetter
from typing import Any

from marsad.coders.base import Findings
from marsad.coders.signals.clause import BREAKS, Context
from marsad.coders.signals.rows import ActCue, SpeechCue, ThingCue
from marsad.find.actors import ActorKind, ActorMention
from marsad.find.scan import Sentence
from marsad.languages.ar.cues import Cue, CueRole
from marsad.text.match import Hit
from marsad.text.tokens import Token

_PAIRS = {"(": ")", "[": "]", "«": "»", "“": "”", '"': '"'}
_CLOSING = frozenset(_PAIRS.values())
_SIGNS = BREAKS | _CLOSING | _PAIRS.keys()
_NAME_TOKENS = 4  # tokens that a bracketed or quoted name may have; more begin a clause of their own
_INSERTED = 6  # tokens, the comma included, that an insertion may have
_ALLIANCE = "alliance"
_NAMED_AFTER = frozenset({"deal", "treaty"})  # things that bear the name of where they were signed
_NAMING = _NAMED_AFTER | {_ALLIANCE}
_Starts = tuple[list[int], ...]  # of a document's actors, places and dates
_Range = tuple[int, int]
_START = itemgetter(0)  # of a token
_END, _SPAN, _ITEM = itemgetter(1), itemgetter(0, 1), itemgetter(6)  # of a hit
_FIRST, _PLACE = attrgetter("start"), attrgetter("start", "end")  # of a mention, date or place


def make_contexts(findings: Findings) -> tuple[Context, ...]:
    """Return a context for each sentence in which something may be told: that has a cue or begins what is said."""
    firsts = list(map(_FIRST, findings.scan.sentences))
    said = {max(bisect_right(firsts, found.start) - 1, 0) for found in findings.statements}
    starts = tuple([list(map(_FIRST, found)) for found in (findings.actors, findings.places, findings.dates)])
    contexts = []
    for sentence in findings.scan.sentences:
        things = sentence.of(ThingCue)
        named = {hit.item.name for hit in things} if things else set()  # type: ignore[attr-defined]
        acts = _find_acts(sentence, named)
        if acts or sentence.index in said or sentence.of(SpeechCue):
            contexts.append(_make_context(findings, sentence, starts, acts, named))
    return tuple(contexts)


def _find_acts(sentence: Sentence, named: set[str]) -> tuple[Hit, ...]:
    """Return the cues of acts that ask for nothing, or for what the sentence names."""
    cues = sentence.of(ActCue)
    return tuple([hit for hit in cues if not (needs := hit[6].needs) or not needs.isdisjoint(named)])  # type: ignore[attr-defined]


def _make_context(
    findings: Findings, sentence: Sentence, starts: _Starts, acts: tuple[Hit, ...], named: set[str]
) -> Context:
    first, end, tokens = sentence.start, sentence.end, sentence.tokens
    cues: list[tuple[Hit, Cue]] = _pair(_keep_longest(sentence.of(Cue)))
    things: list[tuple[Hit, ThingCue]] = _pair(_keep_longest(sentence.of(ThingCue)))
    acting, placed, dated = starts
    actors = findings.actors[bisect_left(acting, first) : bisect_left(acting, end)]
    actors = actors if named.isdisjoint(_NAMING) else _with_alliance(_without_namesakes(actors, things), things)
    places = findings.places[bisect_left(placed, first) : bisect_left(placed, end)]
    dates = findings.dates[bisect_left(dated, first) : bisect_left(dated, end)]
    times = list(map(_PLACE, dates))
    by_role: dict[CueRole, list[tuple[Hit, Cue]]] = {}
    for pair in cues:
        for role in pair[1].roles:
            by_role.setdefault(role, []).append(pair)
    token_starts = tuple(map(_START, tokens))
    small = [(hit[0], hit[1]) for hit, _ in by_role.get(CueRole.PREPOSITION, ())]
    small += [*times, *map(_PLACE, places)]
    marks = _find_marks(sentence)
    insertions = _find_insertions(end, token_starts, marks, small) if len(marks) > 1 else []
    small += map(_PLACE, actors)
    small += [(hit[0], hit[1]) for hit, _ in by_role.get(CueRole.FILLER, ())]
    borders = _find_borders(first, by_role, marks.difference(*insertions))
    return Context(
        findings=findings,
        sentence=sentence,
        tokens=tokens,
        token_starts=token_starts,
        texts=sentence.words,
        actors=actors,
        actor_starts=tuple(map(_FIRST, actors)),
        mention_starts=acting,
        places=places,
        statements=tuple([each for each in findings.statements if each.start < end and each.end > first]),
        cues=tuple(cues),
        things=tuple(things),
        acts=acts,
        borders=borders,
        edges=(first, *borders, end),
        times=tuple(times),
        plain=_count_plain(sentence, token_starts, small + insertions),
        by_role=by_role,
    )


def _pair(hits: Sequence[Hit]) -> list[tuple[Hit, Any]]:
    """Return hits with what they stand for."""
    return list(zip(hits, map(_ITEM, hits), strict=True))


def _keep_longest(hits: Sequence[Hit]) -> Sequence[Hit]:
    """Leave out hits that stand strictly inside a longer one."""
    ends = list(map(_END, hits))
    if len(set(ends)) == len(set(map(_SPAN, hits))) and ends == sorted(ends):
        return hits  # as mostly: no two of different words end together, and none ends before an earlier one
    kept: list[Hit] = []
    start, end = -1, -1
    for hit in hits:  # by start, the longer first
        first, last = hit[0], hit[1]
        if last > end:
            start, end = first, last
            kept.append(hit)
        elif last == end and first == start:
            kept.append(hit)
    return kept


def _without_namesakes(
    actors: tuple[ActorMention, ...], things: list[tuple[Hit, ThingCue]]
) -> tuple[ActorMention, ...]:
    """Leave out cities that only name a treaty, "the Ottawa convention"."""
    treaties = [hit for hit, item in things if item.name in _NAMED_AFTER]
    if not treaties:
        return actors
    return tuple(
        a
        for a in actors
        if a.kind is not ActorKind.STATE or not any(t.start < a.start and a.end <= t.end for t in treaties)
    )


def _with_alliance(actors: tuple[ActorMention, ...], things: list[tuple[Hit, ThingCue]]) -> tuple[ActorMention, ...]:
    """Add "the alliance" where nobody else is meant by it: in this field it is NATO."""
    bare = [
        ActorMention(start=hit.start, end=hit.end, codes=("NATO",), kind=ActorKind.ORG, label="NATO", prefix=hit.prefix)
        for hit, item in things
        if item.name == _ALLIANCE and not any(a.start < hit.end and hit.start < a.end for a in actors)
    ]
    return tuple(sorted((*actors, *bare), key=lambda actor: actor.start)) if bare else actors


def _count_plain(sentence: Sentence, starts: tuple[int, ...], small: list[_Range]) -> tuple[int, ...]:
    """Return how many words stand before each token, and before the end, that are no marks and in no small range.

    Small are names, dates, places, prepositions, fillers and insertions: what may part a verb from its object.
    """
    plain = [1] * len(starts)
    for number in sentence.signs:
        if not sentence.tokens[number].text[0].isalnum():
            plain[number] = 0
    for first, last in small:
        index, stop = bisect_left(starts, first), bisect_left(starts, last)
        plain[index:stop] = [0] * (stop - index)
    return tuple(accumulate(plain, initial=0))


def _find_borders(start: int, by_role: dict[CueRole, list[tuple[Hit, Cue]]], marks: set[int]) -> tuple[int, ...]:
    connectors = by_role.get(CueRole.CLAUSE, ())
    return tuple(sorted(marks | {hit.start for hit, _ in connectors if hit.start > start}))


def _find_marks(sentence: Sentence) -> set[int]:
    """Return where a sentence's punctuation parts clauses."""
    tokens = sentence.tokens
    signs = [(number, tokens[number]) for number in sentence.signs if tokens[number].text in _SIGNS]
    return {token.end for _, token in signs if token.text in BREAKS} | set(_long_brackets(sentence, signs))


def _find_insertions(end: int, starts: tuple[int, ...], marks: set[int], openings: list[_Range]) -> list[_Range]:
    """Return the borders of short insertions between commas, "led by the United States", "on Saturday night"."""
    opened = {first for first, _ in openings}
    found = []
    for first, last in pairwise(sorted(marks - {end})):
        index, stop = bisect_left(starts, first), bisect_left(starts, last)
        if 0 < stop - index <= _INSERTED and starts[index] in opened:
            found.append((first, last))
    return found


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
