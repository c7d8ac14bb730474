"""How well episodes, contradictions and novelty are found in a made corpus, and how fast.

    python -m bench.episodes [--articles 5000]

Prints a table; what the reading does not find of a sentence is told apart from what reconciling does wrong.
"""

from __future__ import annotations

import argparse
import time
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import combinations

from bench.made_episodes import Deed, Made, make_corpus
from marsad.model import Basis, Capture, Signal, SignalType, When
from marsad.model.episode import LinkKind, Telling
from marsad.model.kinds import Status
from marsad.pipeline import read_capture
from marsad.reconcile.episodes import Reconciled, make_telling, reconcile_tellings
from marsad.reconcile.episodes.family import find_family
from marsad.reconcile.sayings import trace_sayings

Told = tuple[int, str]


@dataclass
class Read:
    """What was read: tellings, which episode each record tells and how, sources of articles, quotes, counts."""

    tellings: list[Telling] = field(default_factory=list)
    truth: dict[str, Told] = field(default_factory=dict)
    sources: dict[str, str] = field(default_factory=dict)
    quotes: dict[str, str] = field(default_factory=dict)
    counts: Counter[str] = field(default_factory=Counter)


def read_corpus(articles: Iterable[Made]) -> Read:
    """Return what the reading gives of a corpus."""
    read = Read()
    for made in articles:
        published = When.day(made.day, Basis.GIVEN)
        reading = read_capture(Capture(origin=made.name, body=made.text.encode(), media="text", published=published))
        read.sources[reading.article.id] = made.source
        offset = reading.article.text.find(made.text[:20])
        met = set()
        for signal in reading.signals:
            told = find_told(made, signal, offset)
            read.tellings.append(make_telling(signal, reading.article.published, reading.statements))
            read.quotes[signal.id] = signal.span.quote
            if told:
                read.truth[signal.id] = told
                met.add(told)
        read.counts["told"] += len(made.told)
        read.counts["met"] += len(met)
    return read


def find_told(made: Made, signal: Signal, offset: int) -> Told | None:
    """Return which episode a signal's sentence tells, and how."""
    for told in made.told:
        if told.start <= signal.span.start - offset + 1 < told.end:
            return told.episode, told.way
    return None


def pair_up(groups: Iterable[Iterable[str]]) -> set[tuple[str, str]]:
    """Return all pairs of members of one group."""
    return {pair for group in groups for pair in combinations(sorted(group), 2)}


def score_pairs(found: set[tuple[str, str]], wanted: set[tuple[str, str]]) -> tuple[float, float, float]:
    """Return precision, recall and F1."""
    hit = len(found & wanted)
    precision, recall = hit / max(len(found), 1), hit / max(len(wanted), 1)
    return precision, recall, 2 * precision * recall / max(precision + recall, 1e-9)


def main() -> None:
    """Run and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=5000)
    parser.add_argument("--seed", type=int, default=5)
    parser.add_argument("--wrong", type=int, default=0, help="print so many wrong pairs of each kind")
    wanted = parser.parse_args()
    articles, deeds = make_corpus(wanted.articles, wanted.seed)
    begun = time.perf_counter()
    read = read_corpus(articles)
    middle = time.perf_counter()
    found = reconcile_tellings(read.tellings, read.sources)
    done = time.perf_counter()
    kinds = {deed.number: find_family(SignalType(deed.kind["type"])) for deed in deeds}
    known = {one.record: one for one in read.tellings}
    right = {record: told for record, told in read.truth.items() if find_family(known[record].type) == kinds[told[0]]}
    print(f"{len(articles)} articles, {len(deeds)} episodes, {len(known)} signals, read in {middle - begun:.0f} s")
    print(f"sentences read: {read.counts['met']} of {read.counts['told']}; in the right family: {len(right)} records")
    print(f"reconciled in {done - middle:.1f} s")
    print_pairs(found, right, read, wanted.wrong)
    print_confirmations(found, right, deeds)
    print_contradictions(found, read.truth, deeds)
    print_novelty(read.tellings, found, right, deeds)


def print_pairs(found: Reconciled, right: dict[str, Told], read: Read, wrong: int) -> None:
    """Print how well pairs of records are put into one episode, and some of those that are not."""
    episodes = defaultdict(list)
    for record, (number, _) in right.items():
        episodes[number].append(record)
    got = pair_up([record for record in episode.tellings if record in right] for episode in found.episodes)
    want = pair_up(episodes.values())
    precision, recall, f1 = score_pairs(got, want)
    print(f"episodes, pairs: P {precision:.3f}  R {recall:.3f}  F1 {f1:.3f}")
    known = {one.record: one for one in read.tellings}
    for title, pairs in (("false", got - want), ("missed", want - got)):
        ways = Counter((known[one].type.value, *sorted({right[one][1], right[other][1]})) for one, other in pairs)
        print(f"  {title}:", ", ".join(f"{'/'.join(way)} {count}" for way, count in ways.most_common(8)))
        for pair in sorted(pairs)[:: max(1, len(pairs) // max(wrong, 1))][:wrong]:
            print(f"  {title}", *(f"{right[r]} {describe(known[r])} {read.quotes[r]}" for r in pair), sep="\n    ")


def describe(telling: Telling) -> str:
    """Return a telling in one line."""
    parts = ("article", "type", "modality", "actors", "targets", "since", "told", "background", "place", "person")
    return " ".join(str(getattr(telling, part)) for part in parts)


def print_confirmations(found: Reconciled, right: dict[str, Told], deeds: list[Deed]) -> None:
    """Print how many confirmations are true: two sources that say so in their own name."""
    said: Counter[tuple[bool, bool]] = Counter()
    for episode in found.episodes:
        numbers = Counter(right[r][0] for r in episode.tellings if r in right)
        if not numbers:
            continue
        deed = deeds[numbers.most_common(1)[0][0]]
        true = len(deed.sources) > 1 and bool(deed.ways - {"back", "claim", "deny"})
        said[episode.status is Status.CONFIRMED, true] += 1
        if episode.status is Status.CONFIRMED and not true:
            print("falsely confirmed:", deed.number, deed.sources, deed.ways, numbers, episode.sources, episode.because)
    print(f"confirmed: {said[True, True]} truly, {said[True, False]} falsely; not though true: {said[False, True]}")


def print_contradictions(found: Reconciled, truth: dict[str, Told], deeds: list[Deed]) -> None:
    """Print how many denials are tied to what they deny."""
    denials = {r: number for r, (number, way) in truth.items() if way == "deny"}
    wanted = {number for number in denials.values() if deeds[number].ways & {"claim", "news"}}
    made, true = set(), set()
    for link in found.links:
        if link.kind is LinkKind.DENIES and link.source in truth and link.target in truth:
            pair = truth[link.source][0], truth[link.target][0]
            made.add((link.source, link.target))
            if link.source in denials and pair[0] == pair[1]:
                true.add((link.source, link.target))
    met = {truth[source][0] for source, _ in true}
    precision, recall = len(true) / max(len(made), 1), len(met & wanted) / max(len(wanted), 1)
    print(f"contradictions: P {precision:.3f}  R {recall:.3f} of {len(wanted)}")


def print_novelty(tellings: list[Telling], found: Reconciled, right: dict[str, Told], deeds: list[Deed]) -> None:
    """Print how much of what is said is rightly called new, repeated, harder or softer."""
    episodes = {record: episode.id for episode in found.episodes for record in episode.tellings}
    seen: dict[int, str] = {}
    for saying in trace_sayings(tellings, episodes):
        if saying.record in right and deeds[right[saying.record][0]].novelty:
            seen.setdefault(right[saying.record][0], saying.novelty.value)
    wrong = Counter(f"{deeds[n].novelty} as {said}" for n, said in seen.items() if deeds[n].novelty != said)
    share = 1 - wrong.total() / max(len(seen), 1)
    print(f"novelty: {share:.3f} right of {len(seen)};", dict(wrong.most_common()))


if __name__ == "__main__":
    main()
