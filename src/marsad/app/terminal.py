"""Arabic on a terminal: who puts the letters in order, wrapping, and the right-hand margin.

Text is stored and printed in logical order, the order in which it is read. A file, a pipe and a terminal that knows
the bidirectional algorithm want it so; most terminals do not know it and show Arabic backwards. So, on a terminal
that is not known to reorder by itself, each line is put into visual order (by python-bidi, which comes with the extra
`marsad[terminal]`) after it was wrapped, and
set to the right. `--bidi on`, `--bidi off` or MARSAD_BIDI overrule the guess; what goes into a file or a pipe is
touched only by `on`.
"""

import textwrap
import unicodedata
from collections.abc import Mapping
from typing import Literal

import msgspec
from rich.cells import cell_len
from rich.console import Console, RenderableType
from rich.text import Text

from marsad.app.settings import Bidi, Settings
from marsad.text.clean import clean_words

__all__ = ["Screen", "clean_words", "is_right_to_left", "lay_lines", "make_screen", "must_reorder"]

_REORDERING = ("VTE_VERSION", "KONSOLE_VERSION", "MLTERM")  # terminals that say who they are by such a variable
_REORDERING_PROGRAMS = frozenset({"Apple_Terminal", "mlterm"})  # … or in TERM_PROGRAM
_MULTIPLEXERS = ("TMUX", "STY")  # between us and the terminal; they move cells about and defeat its reordering


class Screen(msgspec.Struct, frozen=True, kw_only=True):
    """Where a command prints: results to `out`, progress and remarks to `err`."""

    out: Console
    err: Console
    reorder: bool

    def say(self, *parts: RenderableType, style: str | None = None) -> None:
        """Print one line of our own words, never wrapped in a file or a pipe."""
        self.out.print(*parts, style=style, markup=False, highlight=False, soft_wrap=not self.out.is_terminal)

    def note(self, text: str) -> None:
        """Print one line about the run where it does not mix with results."""
        self.err.print(f"marsad: {clean_words(text)}", markup=False, highlight=False, soft_wrap=True)

    def raw(self, text: str) -> None:
        """Print text for programs: exactly so, and a line's end."""
        self.out.file.write(text + "\n")

    def quote(self, text: str, style: str = "", indent: int = 0) -> None:
        """Print words of a page: Arabic against the right margin."""
        width = max(20, self.out.width - indent) if self.out.is_terminal else 0
        for line in lay_lines(text, width, self.reorder):
            self.out.print(Text(line, style=style), justify=_justify(text, width), soft_wrap=not width)

    def styled(self, text: Text) -> None:
        """Print words of a page with highlights, in logical order: only for screens that need no reordering."""
        shown = self.out.is_terminal
        self.out.print(text, justify=_justify(text.plain, int(shown)), soft_wrap=not shown)

    def cell(self, text: str, width: int, style: str = "") -> Text:
        """Return words of a page laid out for a table's cell of `width` columns."""
        return Text("\n".join(lay_lines(text, width, self.reorder)), style=style, justify=_justify(text, width))


def make_screen(settings: Settings, environment: Mapping[str, str]) -> Screen:
    """Return the screen of this run."""
    out, err = _make_console(settings, stderr=False), _make_console(settings, stderr=True)
    return Screen(out=out, err=err, reorder=must_reorder(settings.bidi, out.is_terminal, environment))


class _Console(Console):
    """Leaves it to the command group to answer for a pipe that was closed."""

    def on_broken_pipe(self) -> None:
        raise BrokenPipeError


def _make_console(settings: Settings, *, stderr: bool) -> Console:
    force = True if settings.color else None
    plain = True if settings.color is False else None
    return _Console(stderr=stderr, force_terminal=force, no_color=plain, emoji=False)


def must_reorder(bidi: Bidi, is_terminal: bool, environment: Mapping[str, str]) -> bool:
    """Tell whether lines must be put into visual order before they are printed."""
    if bidi is not Bidi.AUTO:
        return bidi is Bidi.ON
    if not is_terminal:
        return False
    if any(environment.get(name) for name in _MULTIPLEXERS):
        return True
    by_itself = any(environment.get(name) for name in _REORDERING)
    return not by_itself and environment.get("TERM_PROGRAM") not in _REORDERING_PROGRAMS


def lay_lines(text: str, width: int, reorder: bool) -> list[str]:
    """Return `text` as lines of at most `width` columns (0: one line), in visual order where `reorder` says so."""
    clean = clean_words(text)
    lines = textwrap.wrap(clean, width) if width and cell_len(clean) > width else [clean]
    return [_reorder(line) if reorder else line for line in lines]


def is_right_to_left(text: str) -> bool:
    """Tell a text's direction by its first letter that has one."""
    strong = (unicodedata.bidirectional(char) for char in text)
    return next((kind in ("R", "AL") for kind in strong if kind in ("L", "R", "AL")), False)


def _reorder(line: str) -> str:
    """Put a line into visual order; without the optional python-bidi it stays as it is."""
    try:
        from bidi.algorithm import get_display  # unlike the faster one it mirrors brackets and quotation marks
    except ImportError:
        return line
    shown = get_display(line, base_dir="R" if is_right_to_left(line) else "L")
    return shown if isinstance(shown, str) else shown.decode()


def _justify(text: str, width: int) -> Literal["default", "right"]:
    return "right" if width and is_right_to_left(text) else "default"
