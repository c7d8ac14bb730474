"""Where a story comes from, and what its members are beside it."""

from collections import Counter
from collections.abc import Sequence
from hashlib import blake2b
from typing import NamedTuple

from marsad.model.story import Copy, CreditKind, Story, Upstream
from marsad.reconcile.stories.credit import find_outlet
from marsad.reconcile.stories.trace import Trace, unpack_set

_WHOLE = 0.85  # of a text, from where it is all there
_LIKE_LENGTH = 0.75  # from where two edited texts are of one length
_LITTLE = 0.45  # of the shorter text in common, below which a text is told in other words


class Head(NamedTuple):
    """What is to be known of a group as a whole: `counted` is the article that counts for all of them."""

    id: str
    ranked: tuple[Trace, ...]
    upstream: Upstream
    counted: Trace


def find_head(members: Sequence[Trace]) -> Head:
    """Return what a group of one or more articles has in common, the same in whatever order they come."""
    ranked = sorted(members, key=_rank)
    upstream = find_upstream(ranked)
    counted = next((trace for trace in ranked if trace.article == upstream.article), ranked[0])
    return Head(make_story_id(ranked[0].article), tuple(ranked), upstream, counted)


def make_story_id(earliest: str) -> str:
    """Return the id of a story whose earliest article is the one with the id `earliest`."""
    return "t" + blake2b(earliest.encode(), digest_size=9).hexdigest()


def make_story(members: Sequence[Trace]) -> Story:
    """Return the story of one or more articles, the same in whatever order they come."""
    head = find_head(members)
    return Story(
        id=head.id,
        members=tuple(trace.article for trace in head.ranked),
        upstream=head.upstream,
        copies=tuple(measure_copy(head.counted, trace) for trace in head.ranked if trace is not head.counted),
    )


def _rank(trace: Trace) -> tuple[bool, int, int, str]:
    """Return the order of telling: by day, the undated last; on one day the longer text first."""
    return not trace.day, trace.day, -len(trace.shingles), trace.article


def find_upstream(members: Sequence[Trace]) -> Upstream:
    """Return where articles, the earliest first, come from.

    A named agency first, then a credited outlet, then agencies without a name, then the earliest. Of several named
    ones the one that most members name counts, and of equals the one that the earliest names.
    """
    for kind in (CreditKind.AGENCY, CreditKind.OUTLET):
        named = Counter(name for trace in members for name in _named(trace, kind))
        if named:
            name, count = named.most_common(1)[0]  # equals stay in the order of telling
            return _name_upstream(members, kind, name, count)
    unnamed = sum(any(credit.kind is CreditKind.AGENCIES for credit in trace.credits) for trace in members)
    if unnamed:
        because = (f"{unnamed} of {len(members)} credit agencies without a name",)
        return Upstream(basis=CreditKind.AGENCIES.value, name=None, article=None, because=because)
    return _take_earliest(members)


def _named(trace: Trace, kind: CreditKind) -> list[str]:
    """Return whom an article credits; an outlet that names itself in its own dateline credits nobody."""
    own = find_outlet(trace.outlet) if trace.outlet else None
    kept = (credit for credit in trace.credits if credit.kind is kind)
    return [credit.name for credit in kept if kind is CreditKind.AGENCY or credit.name != own]


def _name_upstream(members: Sequence[Trace], kind: CreditKind, name: str, count: int) -> Upstream:
    own = next((trace.article for trace in members if trace.outlet and find_outlet(trace.outlet) == name), None)
    because = [f"{count} of {len(members)} credit {name}"]
    because += ["its own article is among them"] if own else []
    return Upstream(basis=kind.value, name=name, article=own, because=tuple(because))


def _take_earliest(members: Sequence[Trace]) -> Upstream:
    first = members[0]
    equal = sum(trace.day == first.day for trace in members) - 1
    because = ["nobody is credited", "the earliest" if first.day else "no date is known, the longest"]
    because += [f"the longest of {equal + 1} of its day"] if equal and first.day else []
    name = find_outlet(first.outlet) if first.outlet else None
    return Upstream(basis="earliest", name=name, article=first.article, because=tuple(because))


def measure_copy(base: Trace, trace: Trace) -> Copy:
    """Return what an article is beside the one that a story is measured against."""
    mine, theirs = unpack_set(trace.shingles), unpack_set(base.shingles)
    shared = len(mine & theirs)
    held, own = shared / max(len(theirs), 1), 1 - shared / max(len(mine), 1)
    kind = _name_copy(held, 1 - own)
    return Copy(article=trace.article, kind=kind, held=round(held, 3), own=round(own, 3), credits=trace.credits)


def _name_copy(held: float, kept: float) -> str:
    if max(held, kept) < _LITTLE:
        return "reworded"
    if held >= _WHOLE and kept >= _WHOLE:
        return "copy"
    longer = held / kept  # how much longer than the base, since what they share is the same
    if longer < _LIKE_LENGTH:
        return "cut"
    return "extended" if longer > 1 / _LIKE_LENGTH or held >= _WHOLE else "cut" if kept >= _WHOLE else "copy"
