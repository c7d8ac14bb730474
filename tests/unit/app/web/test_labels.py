"""The words of pages: complete in both languages, for all that pages can name."""

import re
from importlib.resources import files

import pytest

from marsad.app.web.words import Words, load_labels
from marsad.brief.language import Language
from marsad.brief.language import load_labels as load_shared
from marsad.ledger import ReviewVerdict
from marsad.measure.levels import Track
from marsad.model import Basis, Modality, SignalType
from marsad.model.episode import LinkKind, Novelty
from marsad.model.kinds import Status

GROUPS = {
    "type": SignalType, "modality": Modality, "status": Status, "novelty": Novelty, "track": Track, "basis": Basis,
    "verdict": ReviewVerdict,
}  # fmt: skip


def test_labels_are_sorted_and_whole():
    labels = list(load_labels().values())
    assert [one.id for one in labels] == sorted({one.id for one in labels})
    assert [one.id for one in labels if not one.en.strip() or not one.ar.strip()] == []


def test_both_languages_take_the_same_parts():
    for one in load_labels().values():
        assert sorted(re.findall(r"\{\w+\}", one.en)) == sorted(re.findall(r"\{\w+\}", one.ar)), one.id


@pytest.mark.parametrize("group", GROUPS)
def test_whatever_can_be_named_has_a_label(group):
    assert [each for each in GROUPS[group] if f"{group}.{each.value}" not in load_labels() | load_shared()] == []


def test_links_have_a_label_in_both_directions():
    wanted = {f"link.{kind.value}.{side}" for kind in LinkKind for side in ("in", "out")}
    assert wanted <= set(load_labels() | load_shared())


def test_templates_use_labels_that_are_there_and_all_of_them():
    root = files("marsad.app.web")
    texts = [file.read_text() for file in root.joinpath("templates").iterdir()]
    texts += [file.read_text() for file in root.joinpath("pages").iterdir() if file.name.endswith(".py")]
    texts += [file.read_text() for file in root.iterdir() if file.name.endswith(".py")]
    text = "\n".join(texts)
    used = set(re.findall(r"""(?:\bt|label)\(['"]([a-z_.]+[a-z_])['"]""", text))
    assert used - set(load_labels() | load_shared()) == set()
    quoted = set(re.findall(r"""['"]((?:error|login)\.(?!html)[a-z_]+)['"]""", text))
    assert quoted - set(load_labels()) == set()


def test_days_are_told_as_short_as_can_be():
    from datetime import date

    words = Words(Language.ENGLISH)
    assert words.days(date(2031, 3, 4), date(2031, 3, 4)) == "4 March 2031"
    assert words.days(date(2031, 2, 1), date(2031, 2, 28)) == "February 2031"
    assert words.days(date(2031, 1, 1), date(2031, 12, 31)) == "2031"
    assert words.days(date(2031, 1, 5), date(2031, 2, 6)) == "5 January 2031 – 6 February 2031"
    assert words.days(None, None) == "undated"
    assert Words(Language.ARABIC).period("2031-03") == "مارس 2031"


def test_names_are_given_in_the_language_of_the_page():
    arabic, english = Words(Language.ARABIC), Words(Language.ENGLISH)
    assert (arabic.name("EGY"), english.name("EGY")) == ("مصر", "Egypt")
    assert (arabic.person("Egypt"), english.person("Egypt")) == ("مصر", "Egypt")
    assert arabic.name("ZZZ") == english.name("ZZZ") == "ZZZ"
    assert arabic.names(()) == "غير مسمّى"
