"""Whether a document is on topic: its terms, parties and acts, weighed by the judge."""

from collections import Counter
from collections.abc import Iterator
from itertools import chain, compress

from marsad.coders.base import Findings
from marsad.coders.signals.judge.facets import Facet, Features
from marsad.coders.signals.judge.lens import bucket, list_stems
from marsad.coders.signals.judge.model import Judge
from marsad.coders.signals.pool import Pool
from marsad.coders.signals.rows import TermCue, load_kinds
from marsad.find.actors import ActorKind
from marsad.model import SignalType

_OFTEN = 2  # times that a word of a document counts as its matter
_SHORT = 3  # sentences


def weigh_topic(findings: Findings, pool: Pool, judge: Judge) -> float:
    """Return how likely the document is on topic."""
    return judge.topic.weigh(describe_topic(findings, pool))


def describe_topic(findings: Findings, pool: Pool) -> Features:
    """Return the features of a document: what it is about, who is in it, what may be done in it."""
    words, parties = _count_words(findings), _count_parties(findings)
    facets = [*_terms(findings), (_named, bucket(len(parties))), *_acts(pool)]
    spreads = [
        (("w=",), words),
        (("often=",), list(_find_often(words))),
        (("party=",), parties),
        (("main=",), list(_find_often(parties))),
    ]
    return Features(facets, spreads)


def _find_often(counts: Counter[str]) -> Iterator[str]:
    return compress(counts, map(_OFTEN.__le__, counts.values()))


def _terms(findings: Findings) -> Iterator[Facet]:
    sentences = findings.scan.sentences
    counts = Counter(term for sentence in sentences for term in {item.term for item in sentence.items(TermCue)})
    for term, count in counts.items():
        yield _term, term, bucket(count), min(4 * count // max(len(sentences), 1), 3)
    yield _short, len(sentences) <= _SHORT


def _term(term: str, count: str, share: int) -> list[str]:
    return [f"term={term}", f"term={term}|{count}", f"term={term}|share={share}"]


def _short(short: bool) -> list[str]:
    return [f"short={short}"]


def _count_words(findings: Findings) -> Counter[str]:
    """Return how often the stem of each word stands in the text, numbers and marks left out."""
    counts = Counter(chain.from_iterable(map(list_stems, findings.scan.sentences)))
    for sentence in findings.scan.sentences:
        stems = list_stems(sentence)
        for number in sentence.signs:
            counts.pop(stems[number], None)
    return counts


def _count_parties(findings: Findings) -> Counter[str]:
    named = [actor.codes for actor in findings.actors if actor.kind is not ActorKind.OUTLET]
    return Counter(chain.from_iterable(named))


def _named(parties: str) -> list[str]:
    return [f"parties={parties}"]


def _acts(pool: Pool) -> Iterator[Facet]:
    sure = [each.type for each in pool.cues if not each.doubt]
    for kind in set(sure):
        yield _act, kind
    for family, count in Counter(load_kinds()[kind].family for kind in sure).items():
        yield _family, family, bucket(count)
    for kind in {hint.type for piece in pool.pieces for hint in piece.hints}:
        yield _said, kind


def _act(kind: SignalType) -> list[str]:
    return [f"act={kind}"]


def _family(family: str, count: str) -> list[str]:
    return [f"family={family}|{count}"]


def _said(kind: SignalType) -> list[str]:
    return [f"said={kind}"]
