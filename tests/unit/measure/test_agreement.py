import pytest

from marsad.measure import make_agreement, make_kappa, make_weighted_kappa

from .made import DOCUMENT, annotation, signal

WARNING, MISSILES = "حذر وزير دفاع", "ونشرت سودلاند 12"


def spread(**cells):
    return [(pair[0], pair[1]) for pair, count in cells.items() for _ in range(count)]


@pytest.mark.parametrize(
    ("pairs", "kappa"),
    [
        (spread(yy=20, yn=5, ny=10, nn=15), 0.4),  # the textbook table of fifty grant proposals
        (spread(yy=45, yn=15, ny=25, nn=15), 0.1304),
        (spread(yy=25, yn=35, ny=5, nn=35), 0.2593),
        (spread(yy=5, nn=5), 1.0),
        (spread(yn=5, ny=5), -1.0),
        (spread(yy=1, yn=1, ny=1, nn=1), 0.0),
    ],
)
def test_kappa_has_its_known_values(pairs, kappa):
    assert make_kappa(pairs) == pytest.approx(kappa, abs=5e-5)


def test_kappa_is_undefined_without_units_or_with_one_label():
    assert make_kappa([]) is None
    assert make_kappa([("y", "y")] * 3) is None


def test_agreement_is_measured_both_ways():
    left = annotation(signals=[signal("warning", ["NRD"], WARNING), signal("deployment", ["SDL"], MISSILES)])
    right = annotation(signals=[signal("warning", ["NRD"], WARNING, modality="planned")])
    agreement = make_agreement([DOCUMENT], [left], [right])
    one_way, other_way = agreement.left_as_gold["signals"], agreement.right_as_gold["signals"]
    assert one_way.f1 == other_way.f1 == pytest.approx(2 / 3)
    assert (one_way.precision, one_way.recall) == (other_way.recall, other_way.precision) == (1.0, 0.5)
    assert (agreement.type_units, agreement.modality_units) == (5, 1)
    assert agreement.modality_kappa == 0.0


def test_one_reader_with_himself_agrees_wholly():
    one = annotation(
        signals=[signal("warning", ["NRD"], WARNING), signal("exercise", ["SDL"], MISSILES, modality="planned")]
    )
    agreement = make_agreement([DOCUMENT], [one], [one])
    assert agreement.type_kappa == agreement.modality_kappa == 1.0


def test_types_in_one_place_count_as_one_unit():
    left = annotation(signals=[signal("warning", ["NRD"], WARNING)])
    right = annotation(signals=[signal("threat", ["NRD"], WARNING)])
    agreement = make_agreement([DOCUMENT], [left], [right])
    assert agreement.type_units == 5  # one unit in the first sentence, four sentences with none


def test_documents_of_one_file_alone_are_left_out():
    assert make_agreement([DOCUMENT], [annotation()], []).documents == 0


@pytest.mark.parametrize("seed", range(4))
def test_weighted_kappa_is_the_one_of_others(seed):
    from random import Random

    from sklearn.metrics import cohen_kappa_score

    chance = Random(seed)
    lefts = [chance.randint(-2, 9) for _ in range(60)]
    rights = [min(9, max(-2, level + chance.choice((-2, 0, 0, 0, 1)))) for level in lefts]
    wanted = cohen_kappa_score(lefts, rights, labels=list(range(-2, 10)), weights="linear")
    assert make_weighted_kappa(zip(lefts, rights, strict=True)) == pytest.approx(wanted)


def test_a_near_miss_weighs_less_than_a_far_one():
    near = make_weighted_kappa([(0, 0), (1, 1), (5, 6), (6, 6)])
    far = make_weighted_kappa([(0, 0), (1, 1), (5, 1), (6, 6)])
    assert near > far
    assert make_weighted_kappa([]) is None
    assert make_weighted_kappa([(3, 3)] * 4) is None
