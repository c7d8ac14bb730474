import pytest

from marsad.measure.levels import CodingError, Track, load_codings, make_level_agreement


def code(levels, track="words"):
    return "\n".join(f"i{place}\t{track}\t{level}" for place, level in enumerate(levels))


def agree(left, right):
    return make_level_agreement(load_codings(left), load_codings(right))


def test_codings_are_lines_of_item_track_and_level():
    assert load_codings("# item track level\n\ni1\twords\t-2\ni2\tacts\t9\n") == {
        "i1": (Track.WORDS, -2),
        "i2": (Track.ACTS, 9),
    }


@pytest.mark.parametrize("line", ["i1\twords", "i1\tdeeds\t3", "i1\twords\tmuch", "i1\twords\t12", "i0\twords\t1"])
def test_what_is_no_coding_names_its_line(line):
    with pytest.raises(CodingError, match="line 2: "):
        load_codings(f"i0\tacts\t1\n{line}")


def test_levels_may_be_shown_when_two_coders_agree_on_a_hundred_items_of_both_tracks():
    words, acts = [number % 7 for number in range(60)], [number % 5 for number in range(40)]
    both = code(words) + "\n" + code(acts, "acts").replace("i", "j")
    found = agree(both, both)
    assert found.may_publish
    assert [(each.items, each.levels) for each in found.tracks] == [(60, 1.0), (40, 1.0)]


def test_too_few_items_or_too_little_agreement_keep_the_classes():
    alike = code([number % 7 for number in range(120)])
    other = code([(number * 5) % 7 for number in range(120)])
    assert not agree(alike, alike).may_publish  # no act was coded
    assert not agree(alike, other).may_publish
    assert agree(code([3, 4]), code([3, 4], "acts")).other_track == 2
