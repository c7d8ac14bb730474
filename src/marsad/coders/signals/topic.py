"""Whether a document is on topic: its terms, parties and acts, weighed by the judge."""

from collections import Counter
from collections.abc import Iterator
from itertools import chain, compress

from marsad.coders.base import Findings
from marsad.coders.signals.judge.lens import bucket, spread
from marsad.coders.signals.judge.model import Judge
from marsad.coders.signals.pool import Pool
from marsad.coders.signals.rows import TermCue, load_kinds
from marsad.find.actors import ActorKind
from marsad.languages.ar.stem import find_stem

_OFTEN = 2  # times that a word of a document counts as its matter
_SHORT = 3  # sentences


def weigh_topic(findings: Findings, pool: Pool, judge: Judge) -> float:
    """Return how likely the document is on topic."""
    return judge.topic.weigh(describe_topic(findings, pool))


def describe_topic(findings: Findings, pool: Pool) -> list[str]:
    """Return the features of a document: what it is about, who is in it, what may be done in it."""
    return [*_terms(findings), *_words(findings), *_parties(findings), *_acts(pool)]


def _terms(findings: Findings) -> Iterator[str]:
    sentences = findings.scan.sentences
    counts: Counter[str] = Counter()
    for sentence in sentences:
        if terms := sentence.of(TermCue):
            counts.update({hit.item.term for hit in terms})  # type: ignore[attr-defined]
    for term, count in counts.items():
        yield f"term={term}"
        yield f"term={term}|{bucket(count)}"
        yield f"term={term}|share={min(4 * count // max(len(sentences), 1), 3)}"
    yield f"short={len(sentences) <= _SHORT}"


def _words(findings: Findings) -> list[str]:
    words = chain.from_iterable([sentence.words for sentence in findings.scan.sentences])
    counts = Counter(map(find_stem, words))
    for sentence in findings.scan.sentences:
        for number in sentence.signs:
            counts.pop(sentence.words[number], None)
    often = compress(counts, map(_OFTEN.__le__, counts.values()))
    return [*spread("w=", counts), *spread("often=", often)]


def _parties(findings: Findings) -> list[str]:
    named = [actor.codes for actor in findings.actors if actor.kind is not ActorKind.OUTLET]
    counts = Counter(chain.from_iterable(named))
    often = compress(counts, map(_OFTEN.__le__, counts.values()))
    return [*spread("party=", counts), *spread("main=", often), f"parties={bucket(len(counts))}"]


def _acts(pool: Pool) -> Iterator[str]:
    sure = [each for each in pool.cues if not each.doubt]
    for name in sorted({str(each.type) for each in sure}):
        yield f"act={name}"
    families = Counter(load_kinds()[each.type].family for each in sure)
    for family, count in families.items():
        yield f"family={family}|{bucket(count)}"
    hints = Counter(str(hint.type) for piece in pool.pieces for hint in piece.hints)
    for name in hints:
        yield f"said={name}"
