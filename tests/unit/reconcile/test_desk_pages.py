"""The desks on the demonstration pages, and on the seeds where they lie beside the repository."""

from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from marsad.extract.capture import make_capture
from marsad.model import Check, CheckVerdict
from marsad.pipeline import read_capture
from marsad.reconcile.desks import check_reading

ROOT = Path(__file__).parents[3]
SEEDS = ROOT.parent / "shared" / "seeds"
PAGES = sorted((ROOT / "demo" / "pages").glob("*/*.html"))

with_seeds = pytest.mark.skipif(not SEEDS.is_dir(), reason="the seeds do not lie in ../shared/seeds")


@cache
def check(path: Path) -> tuple[Check, ...]:
    return check_reading(read_capture(make_capture(path.read_bytes(), origin=path.name)))


def seed(start: str) -> tuple[Check, ...]:
    (path,) = SEEDS.glob(f"{start}_*.txt")
    return check(path)


def find(checks: tuple[Check, ...], verdict: str, fact: str) -> list[Check]:
    return [one for one in checks if one.verdict.value == verdict and fact in [row.id for row in one.facts]]


def test_the_demonstration_pages_are_right_but_for_the_slip_that_they_show() -> None:
    wrong = {page.stem: one for page in PAGES for one in check(page) if one.verdict.is_wrong}
    assert set(wrong) == {"04-sipri-2024"}
    assert wrong["04-sipri-2024"].span.quote == "60%"


def test_the_demonstration_pages_give_enough_to_check() -> None:
    found = Counter(one.verdict for page in PAGES for one in check(page))
    assert found[CheckVerdict.AGREES] >= 60
    assert found[CheckVerdict.ROUTINE] >= 1
    assert found[CheckVerdict.NOT_CHECKABLE] <= 3


def test_checks_are_the_same_again() -> None:
    page = PAGES[0].parents[1] / "maghrib" / "04-sipri-2023.html"
    assert check_reading(read_capture(make_capture(page.read_bytes(), origin=page.name))) == check(page)


@with_seeds
def test_the_treaty_limit_wrongly_narrowed() -> None:
    (narrowed,) = find(seed("004"), "narrowed", "new-start:delivery")
    assert "intercontinental missiles only" in narrowed.because[0]
    assert find(seed("002"), "agrees", "new-start:delivery")


@with_seeds
def test_both_arsenals_are_recognised_with_series_and_year() -> None:
    (russian,) = find(seed("004"), "agrees", "2024:rus:total_inventory:fas")
    (american,) = find(seed("004"), "agrees", "2024:usa:total_inventory:sipri")
    assert "5580" in russian.span.quote
    assert "5044" in american.span.quote


@with_seeds
def test_the_postponed_session_and_the_halted_inspections() -> None:
    assert find(seed("002"), "agrees", "new-start:2022-11-28")
    assert find(seed("002"), "agrees", "new-start:2020-03")
    assert find(seed("004"), "agrees", "new-start:2023-02-28")


@with_seeds
def test_the_routine_exercises() -> None:
    assert find(seed("000"), "routine", "steadfast-noon:2025")
    assert find(seed("000"), "routine", "grom:2025")


@with_seeds
def test_nothing_else_in_the_seeds_is_called_wrong() -> None:
    wrong = [one for path in sorted(SEEDS.glob("*.txt")) for one in check(path) if one.verdict.is_wrong]
    assert [one.verdict.value for one in wrong] == ["narrowed"]
