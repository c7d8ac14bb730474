"""Arabic on a terminal and in a pipe."""

import io

import pytest
from rich.console import Console
from rich.text import Text

from marsad.app.settings import Bidi, Settings
from marsad.app.terminal import Screen, clean_words, is_right_to_left, lay_lines, make_screen, must_reorder

SENTENCE = "نشرت نوردستان 12 صاروخا"
SHOWN = "اخوراص 12 ناتسدرون ترشن"


def make(*, terminal, reorder=False, width=40):
    out = Console(file=io.StringIO(), force_terminal=terminal, width=width, color_system=None)
    return Screen(out=out, err=out, reorder=reorder)


def printed(screen):
    return screen.out.file.getvalue().splitlines()


def test_visual_order_keeps_numbers():
    assert lay_lines(SENTENCE, 40, True) == [SHOWN]
    assert lay_lines(SENTENCE, 40, False) == [SENTENCE]


def test_lines_are_wrapped_before_they_are_reordered():
    assert lay_lines(SENTENCE, 15, True) == ["ناتسدرون ترشن", "اخوراص 12"]


def test_brackets_are_mirrored_and_latin_stays():
    assert lay_lines("الحلف (NATO) قال", 40, True) == ["لاق (NATO) فلحلا"]


def test_a_latin_line_keeps_its_base_direction():
    assert lay_lines("RUS → الساحل", 40, True) == ["RUS → لحاسلا"]


def test_vowel_signs_take_no_room():
    vowelled = "نَشَرَتْ نُورْدِسْتَانُ"
    assert lay_lines(vowelled, 14, False) == [vowelled]


def test_on_a_terminal_a_quotation_stands_right():
    screen = make(terminal=True, reorder=True)
    screen.quote(SENTENCE)
    assert printed(screen) == [SHOWN.rjust(40)]


def test_in_a_pipe_it_is_one_line_untouched():
    screen = make(terminal=False, width=10)
    screen.quote(SENTENCE)
    screen.styled(Text(SENTENCE))
    assert printed(screen) == [SENTENCE, SENTENCE]


def test_pages_cannot_command_the_terminal():
    assert clean_words("a\x1b[2Jb\u202ec\x9b31m\n\td") == "a[2Jbc31m d"


@pytest.mark.parametrize(("bidi", "terminal", "environment", "reorder"), [
    (Bidi.AUTO, False, {}, False),
    (Bidi.AUTO, True, {}, True),
    (Bidi.AUTO, True, {"TERM": "xterm-256color"}, True),
    (Bidi.AUTO, True, {"VTE_VERSION": "7006"}, False),
    (Bidi.AUTO, True, {"KONSOLE_VERSION": "220401"}, False),
    (Bidi.AUTO, True, {"TERM_PROGRAM": "Apple_Terminal"}, False),
    (Bidi.AUTO, True, {"VTE_VERSION": "7006", "TMUX": "/run/tmux"}, True),
    (Bidi.ON, False, {}, True),
    (Bidi.OFF, True, {}, False),
])  # fmt: skip
def test_who_reorders(bidi, terminal, environment, reorder):
    assert must_reorder(bidi, terminal, environment) is reorder


@pytest.mark.parametrize(
    ("text", "right"), [("قال", True), ("12 قال", True), ("NATO قال", False), ("12", False), ("", False)]
)
def test_direction_is_that_of_the_first_letter(text, right):
    assert is_right_to_left(text) is right


def test_color_can_be_forced_and_forbidden(monkeypatch):
    monkeypatch.delenv("NO_COLOR", raising=False)
    assert make_screen(Settings(color=True), {}).out.is_terminal
    assert make_screen(Settings(color=False), {}).out.no_color
    monkeypatch.setenv("NO_COLOR", "1")
    assert make_screen(Settings(), {}).out.no_color
