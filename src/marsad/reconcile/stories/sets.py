"""Disjoint groups of articles, some of which must not be joined, with the weight of what links each two."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import chain

_BACKED_BY = 3  # members of the smaller group for each link that is needed


class Groups:
    """Union-find whose groups bear the marks of their sides in partings, and links to one another.

    Articles have numbers in it, since large stories have hundreds of thousands of links.
    """

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._parent: list[int] = []
        self._members: list[list[str]] = []  # of each group by the number at its head, none of others
        self._links: list[dict[int, int]] = []  # weights by the heads of two groups, the same from both sides
        self._marks: defaultdict[int, set[tuple[int, bool]]] = defaultdict(set)
        self._partings = 0

    def know(self, articles: Iterable[str]) -> None:
        """Make each article that is new a group of its own."""
        for article in articles:
            if article not in self._numbers:
                self._numbers[article] = len(self._parent)
                self._parent.append(len(self._parent))
                self._members.append([article])
                self._links.append({})

    def join(self, articles: Sequence[str]) -> None:
        """Join articles but for those that are held apart: each goes with the first one it may go with."""
        heads: list[int] = []
        for article in articles:
            head = self._find(self._numbers[article])
            fitting = (at for at, each in enumerate(heads) if each == head or not self._held_apart(each, head))
            at = next(fitting, None)
            if at is None:
                heads.append(head)
            elif heads[at] != head:
                heads[at] = self._unite(heads[at], head)

    def part(self, left: Sequence[str], right: Sequence[str]) -> None:
        """Hold two sides apart, but for groups that reach across already."""
        ones, others = ({self._find(self._numbers[article]) for article in side} for side in (left, right))
        self._partings += 1
        for head in ones - others:
            self._marks[head].add((self._partings, False))
        for head in others - ones:
            self._marks[head].add((self._partings, True))

    def link(self, weighed: Iterable[tuple[str, str, int]]) -> None:
        """Add weights for joining the groups of two articles each, or against it."""
        numbers, links = self._numbers, self._links
        for one, other, weight in weighed:
            first, second = self._find(numbers[one]), self._find(numbers[other])
            if first != second:
                links[first][second] = links[second][first] = links[first].get(second, 0) + weight

    def join_backed(self, surest: Iterable[tuple[float, str, str]]) -> None:
        """Join the groups of two articles each, where enough links them and nobody holds them apart.

        The surest are heard first, of equals those of lesser names. What is enough grows with the smaller group: one
        link does not make two large groups one.
        """
        order = {name: nth for nth, name in enumerate(sorted(self._numbers))}
        numbers, size = [self._numbers[name] for name in order], len(order)
        pairs: defaultdict[float, list[int]] = defaultdict(list)  # plain numbers are sorted in a fraction of the time
        for score, left, right in surest:
            pairs[score].append(order[left] * size + order[right])
        for pair in chain.from_iterable(sorted(pairs[score]) for score in sorted(pairs, reverse=True)):
            first, second = self._find(numbers[pair // size]), self._find(numbers[pair % size])
            if first != second and self._is_backed(first, second) and not self._held_apart(first, second):
                self._unite(first, second)

    def list(self) -> tuple[tuple[str, ...], ...]:
        """Return the groups, each sorted, in order."""
        return tuple(sorted(tuple(sorted(members)) for members in self._members if members))

    def _find(self, number: int) -> int:
        parent = self._parent
        while (above := parent[number]) != number:
            parent[number] = parent[above]
            number = above
        return number

    def _is_backed(self, one: int, other: int) -> bool:
        smaller = min(len(self._members[one]), len(self._members[other]))
        return self._links[one].get(other, 0) >= max(1, smaller // _BACKED_BY)

    def _held_apart(self, one: int, other: int) -> bool:
        if not self._marks:
            return False
        few, many = sorted((self._marks.get(one, set()), self._marks.get(other, set())), key=len)
        return any((parting, not side) in many for parting, side in few)

    def _unite(self, one: int, other: int) -> int:
        large, small = (one, other) if len(self._members[one]) >= len(self._members[other]) else (other, one)
        self._parent[small] = large
        self._members[large] += self._members[small]
        self._members[small] = []
        if marks := self._marks.pop(small, None):
            self._marks[large] |= marks
        mine, theirs = self._links[large], self._links[small]
        self._links[small] = {}
        for head, weight in theirs.items():
            del self._links[head][small]
            if head != large:
                mine[head] = self._links[head][large] = mine.get(head, 0) + weight
        return large
