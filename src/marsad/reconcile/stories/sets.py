"""Disjoint groups of articles, some of which must not be joined, with the weight of what links each two."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

_BACKED_BY = 3  # members of the smaller group for each link that is needed


class Groups:
    """Union-find whose groups bear the marks of their sides in partings, and links to one another."""

    def __init__(self) -> None:
        self._parent: dict[str, str] = {}
        self._members: dict[str, list[str]] = {}
        self._marks: defaultdict[str, set[tuple[int, bool]]] = defaultdict(set)
        self._links: defaultdict[str, defaultdict[str, int]] = defaultdict(lambda: defaultdict(int))
        self._partings = 0

    def know(self, articles: Iterable[str]) -> None:
        """Make each article that is new a group of its own."""
        for article in articles:
            if article not in self._parent:
                self._parent[article] = article
                self._members[article] = [article]

    def join(self, articles: Sequence[str]) -> None:
        """Join articles but for those that are held apart: each goes with the first one it may go with."""
        heads: list[str] = []
        for article in articles:
            head = self._find(article)
            fitting = (at for at, each in enumerate(heads) if each == head or not self._held_apart(each, head))
            at = next(fitting, None)
            if at is None:
                heads.append(head)
            elif heads[at] != head:
                heads[at] = self._unite(heads[at], head)

    def part(self, left: Sequence[str], right: Sequence[str]) -> None:
        """Hold two sides apart, but for groups that reach across already."""
        ones, others = {self._find(article) for article in left}, {self._find(article) for article in right}
        self._partings += 1
        for head in ones - others:
            self._marks[head].add((self._partings, False))
        for head in others - ones:
            self._marks[head].add((self._partings, True))

    def link(self, one: str, other: str, weight: int) -> None:
        """Add a weight for joining the groups of two articles, or against it."""
        first, second = self._find(one), self._find(other)
        if first != second:
            self._links[first][second] += weight
            self._links[second][first] += weight

    def join_if_backed(self, one: str, other: str) -> None:
        """Join the groups of two articles where enough links them and nobody holds them apart.

        What is enough grows with the smaller group: one link does not make two large groups one.
        """
        first, second = self._find(one), self._find(other)
        if first == second or self._held_apart(first, second):
            return
        smaller = min(len(self._members[first]), len(self._members[second]))
        if self._links[first][second] >= max(1, smaller // _BACKED_BY):
            self._unite(first, second)

    def list(self) -> tuple[tuple[str, ...], ...]:
        """Return the groups, each sorted, in order."""
        return tuple(sorted(tuple(sorted(members)) for members in self._members.values()))

    def _find(self, article: str) -> str:
        while self._parent[article] != article:
            self._parent[article] = self._parent[self._parent[article]]
            article = self._parent[article]
        return article

    def _held_apart(self, one: str, other: str) -> bool:
        few, many = sorted((self._marks.get(one, set()), self._marks.get(other, set())), key=len)
        return any((parting, not side) in many for parting, side in few)

    def _unite(self, one: str, other: str) -> str:
        large, small = sorted((one, other), key=lambda head: (-len(self._members[head]), head))
        self._parent[small] = large
        self._members[large] += self._members.pop(small)
        self._marks[large] |= self._marks.pop(small, set())
        for head, weight in self._links.pop(small, {}).items():
            self._links[head].pop(small, None)
            if head != large:
                self._links[large][head] += weight
                self._links[head][large] += weight
        return large
