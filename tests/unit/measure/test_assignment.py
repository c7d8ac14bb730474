from itertools import permutations

from hypothesis import given, settings
from hypothesis import strategies as st

from marsad.measure.assignment import find_assignment


def try_everything(weights, rows, columns):
    width = max(rows, columns)
    return max(sum(weights.get((row, column), 0) for row, column in enumerate(p)) for p in permutations(range(width)))


@settings(max_examples=60)
@given(st.dictionaries(st.tuples(st.integers(0, 4), st.integers(0, 4)), st.integers(1, 30), max_size=14))
def test_no_assignment_weighs_more(weights):
    pairs = find_assignment(weights)
    assert len({row for row, _ in pairs}) == len({column for _, column in pairs}) == len(pairs)
    assert sum(weights[pair] for pair in pairs) == try_everything(weights, 5, 5)


def test_the_greedy_choice_is_given_up_for_a_second_pair():
    assert find_assignment({(0, 0): 10, (0, 1): 9, (1, 0): 9}) == ((0, 1), (1, 0))


def test_nothing_comes_of_nothing():
    assert find_assignment({}) == ()
