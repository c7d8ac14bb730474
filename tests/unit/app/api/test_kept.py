"""What is measured is kept as long as the ledger stands, and a little longer where it takes long to make."""

from types import SimpleNamespace

from marsad.app.api.series import Kept


class Clock:
    def __init__(self):
        self.now = 0.0

    def __call__(self):
        return self.now


def ask(kept, clock, state, *, takes=0.0, path="a.ledger"):
    """Ask for what is measured; return it, and whether it was made for that."""
    made = []

    def load(ledger):
        clock.now += takes
        made.append(state)
        return state

    found = kept.load(SimpleNamespace(place=path, pages=SimpleNamespace(state=lambda: state)), load)
    return found, bool(made)


def test_what_is_made_at_once_is_made_anew_after_every_change():
    clock = Clock()
    kept = Kept(clock)
    assert ask(kept, clock, "one") == ("one", True)
    assert ask(kept, clock, "one") == ("one", False)
    assert ask(kept, clock, "two") == ("two", True)
    assert ask(kept, clock, "two", path="b.ledger") == ("two", True)


def test_what_takes_long_is_kept_twenty_times_as_long_and_five_minutes_at_most():
    clock = Clock()
    kept = Kept(clock)
    for takes, kept_for in ((2.0, 40.0), (100.0, 300.0)):
        assert ask(kept, clock, f"at first {takes}", takes=takes)[1]
        clock.now += kept_for - 0.1
        assert ask(kept, clock, "changed") == (f"at first {takes}", False)
        clock.now += 0.2
        assert ask(kept, clock, "changed again") == ("changed again", True)
