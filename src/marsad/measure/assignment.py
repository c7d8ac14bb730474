"""The best one-to-one assignment of rows to columns."""

from collections.abc import Mapping

Weights = Mapping[tuple[int, int], int]


def find_assignment(weights: Weights) -> tuple[tuple[int, int], ...]:
    """Return the pairs (row, column) of greatest total weight, each row and column at most once, in order.

    Pairs that `weights` leaves out are never chosen; weights are positive integers, so that sums are exact and the
    answer is the same everywhere.
    """
    pairs: list[tuple[int, int]] = []
    for rows, columns in _find_components(weights):
        pairs.extend(_assign(rows, columns, weights))
    return tuple(sorted(pairs))


def _find_components(weights: Weights) -> list[tuple[list[int], list[int]]]:
    """Return the groups that share no pair; documents fall into many small ones, which keeps the cubic step cheap."""
    group: dict[tuple[str, int], tuple[str, int]] = {}

    def root(node: tuple[str, int]) -> tuple[str, int]:
        while group.setdefault(node, node) != node:
            node = group[node]
        return node

    for row, column in weights:
        group[root(("column", column))] = root(("row", row))
    members: dict[tuple[str, int], tuple[list[int], list[int]]] = {}
    for kind, index in sorted(group):
        rows, columns = members.setdefault(root((kind, index)), ([], []))
        (rows if kind == "row" else columns).append(index)
    return list(members.values())


def _assign(rows: list[int], columns: list[int], weights: Weights) -> list[tuple[int, int]]:
    if len(rows) > len(columns):
        turned = {(column, row): weight for (row, column), weight in weights.items()}
        return [(row, column) for column, row in _assign(columns, rows, turned)]
    cost = [[-weights.get((row, column), 0) for column in columns] for row in rows]
    chosen = ((rows[i], columns[j]) for i, j in enumerate(_solve(cost)))
    return [pair for pair in chosen if pair in weights]


def _solve(cost: list[list[int]]) -> list[int]:
    """Return the column of each row at least total cost (Hungarian method; no more rows than columns)."""
    width = len(cost[0])
    row_price, column_price = [0] * len(cost), [0] * (width + 1)
    owner = [-1] * (width + 1)  # the row that holds a column; the last column is the virtual entry
    for row in range(len(cost)):
        owner[width] = row
        _augment(cost, row_price, column_price, owner)
    columns = [0] * len(cost)
    for column in range(width):
        if owner[column] >= 0:
            columns[owner[column]] = column
    return columns


def _augment(cost: list[list[int]], row_price: list[int], column_price: list[int], owner: list[int]) -> None:
    """Give the row at the virtual column a real one, moving other rows along the cheapest path."""
    width = len(owner) - 1
    slack: list[float] = [float("inf")] * width
    before = [width] * width
    seen = [False] * (width + 1)
    column = width
    while owner[column] >= 0:
        seen[column] = True
        _relax(cost[owner[column]], row_price[owner[column]], column_price, (slack, before, seen), column)
        nearest = min((j for j in range(width) if not seen[j]), key=lambda j: slack[j])
        step = int(slack[nearest])
        for j in range(width + 1):
            if seen[j]:
                row_price[owner[j]] += step
                column_price[j] -= step
            elif j < width:
                slack[j] -= step
        column = nearest
    while column != width:
        owner[column] = owner[before[column]]
        column = before[column]


def _relax(
    costs: list[int],
    price: int,
    column_price: list[int],
    state: tuple[list[float], list[int], list[bool]],
    column: int,
) -> None:
    slack, before, seen = state
    for j, cost in enumerate(costs):
        gap = cost - price - column_price[j]
        if not seen[j] and gap < slack[j]:
            slack[j], before[j] = gap, column
