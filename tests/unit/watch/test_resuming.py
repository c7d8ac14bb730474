"""A watch killed between any two of its steps: the next one fetches nothing twice and loses nothing."""

import pytest

from .press import make_page
from .running import HOUR, Killed, check_all, list_articles, run_once

STEPS = {
    "archive": ("append",),
    "state": ("note_look", "note_unchanged", "note_fetched", "note_same", "note_read", "note_aside"),
    "ledger": ("add_all", "set_aside"),
}
MOMENTS = [
    (where, name, nth, when)
    for where, names in STEPS.items()
    for name in names
    for nth in (1, 3)
    for when in ("before", "after")
]


def die(where, name, nth, when):
    """Return what kills a run before or after the nth time that a step is taken."""

    def hurt(**parts):
        part, left = parts[where], [nth]
        step = getattr(part, name)

        def do(*words, **options):
            left[0] -= 1
            if left[0] == 0 and when == "before":
                raise Killed
            result = step(*words, **options)
            if left[0] == 0:
                raise Killed
            return result

        setattr(part, name, do)

    return hurt


def run_to_death(path, clock, hurt):
    try:
        return run_once(path, clock, hurt)
    except Killed:
        return None


def spoil(presses):
    """Let one page be no text, and one be gone."""
    presses[1].pages["/2.html"] = b"<script>1</script>"
    presses[2].rest["/2.html"] = lambda handler: (404, {}, b"")


@pytest.mark.parametrize(("where", "name", "nth", "when"), MOMENTS, ids=str)
def test_nothing_is_fetched_twice_and_nothing_is_lost(presses, path, clock, tmp_path, where, name, nth, when):
    spoil(presses)
    run_to_death(path, clock, die(where, name, nth, when))
    last = run_once(path, clock)
    check_all(tmp_path)
    good = [press.url(page) for press in presses for page in press.pages if page != "/2.html"]
    assert list_articles(tmp_path) == sorted([*good, presses[0].url("/2.html")])
    torn = {("archive", "append", "before")}  # what came was kept nowhere
    if (where, name, when) not in torn:
        sent = [count for press in presses for page, count in press.whole.items() if page.endswith(".html")]
        assert set(sent) == {1}
    assert run_once(path, clock).total.fetched == 0
    assert last.total.failed == 0


@pytest.mark.parametrize(("where", "name"), [(w, n) for w, names in STEPS.items() for n in names])
def test_a_changed_page_is_not_lost_either(presses, path, clock, tmp_path, where, name):
    run_once(path, clock)
    clock.at += HOUR + 60
    presses[0].pages["/1.html"] = make_page(1, more=" وقد عُدّل الخبر.")
    run_to_death(path, clock, die(where, name, 1, "after"))
    run_once(path, clock)
    check_all(tmp_path)
    assert list_articles(tmp_path).count(presses[0].url("/1.html")) == 2
    assert presses[0].whole["/1.html"] == 2


def test_killed_again_and_again(presses, path, clock, tmp_path):
    """Each run dies a step later than the one before, until one comes through."""
    spoil(presses)
    runs = 0
    for nth in range(1, 60):
        runs += 1
        if run_to_death(path, clock, die("state", "note_read", nth % 3 + 1, "before")):
            break
    assert runs < 59
    check_all(tmp_path)
    assert len(list_articles(tmp_path)) == 7
    assert all(count == 1 for press in presses for path, count in press.whole.items() if path.endswith(".html"))


def test_a_page_that_the_archive_lost_is_fetched_anew(presses, path, clock, tmp_path):
    run_to_death(path, clock, die("ledger", "add_all", 1, "before"))
    for file in (tmp_path / "marsad.archive").iterdir():
        file.unlink()
    run_once(path, clock)
    assert len(list_articles(tmp_path)) == 9
