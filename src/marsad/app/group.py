"""The command group: whatever goes wrong becomes one line on standard error and an exit code."""

import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import typer
from typer.core import TyperGroup

from marsad.app.plain_values import read_plainly

if TYPE_CHECKING:
    from typer._click.formatting import HelpFormatter

_SENTENCE = 300  # letters of a command's first sentence in the list
INTERRUPTED = 130  # as shells have it


class Group(TyperGroup):
    """Runs a command and answers for its errors; with `--debug` they are raised as they are.

    Its own help, the list of commands, is plain: what draws the boxes of a command's help takes longer to load than all
    else that the list needs.
    """

    def format_help(self, ctx: typer.Context, formatter: "HelpFormatter") -> None:  # type: ignore[override]
        """Write the list of commands."""
        self.rich_markup_mode = None
        super().format_help(ctx, formatter)

    def format_commands(self, ctx: typer.Context, formatter: "HelpFormatter") -> None:  # type: ignore[override]
        """Write what each command does, in whole sentences."""
        commands = ((name, self.get_command(ctx, name)) for name in self.list_commands(ctx))
        shown = [(name, each.get_short_help_str(_SENTENCE)) for name, each in commands if each and not each.hidden]
        with formatter.section("Commands"):
            formatter.write_dl(shown)

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        windows_expand_args: bool = True,
        **extra: Any,  # noqa: ANN401 (the library's own signature)
    ) -> Any:  # noqa: ANN401
        """Run the command line and leave with its exit code."""
        words = list(sys.argv[1:] if args is None else args)
        read_plainly()
        try:
            code = super().main(words, prog_name or "marsad", complete_var, False, windows_expand_args, **extra)
            sys.exit(_stop("stopped", code) if code == INTERRUPTED else code or 0)
        except (KeyboardInterrupt, typer.Abort):
            sys.exit(_stop("stopped", INTERRUPTED))
        except Exception as error:
            if "--debug" in words and not hasattr(error, "format_message"):
                raise
            from marsad.app.errors import STOPPED, explain_error

            message = explain_error(error, "marsad")
            sys.exit(_stop(message, STOPPED) if message else STOPPED)

    def invoke(self, ctx: typer.Context) -> Any:  # type: ignore[override]  # noqa: ANN401 (the library's own signature)
        """Run the command; that whoever reads our output has seen enough is no error."""
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()
        except BrokenPipeError:
            _discard_output()
            raise typer.Exit from None
        return result


def _stop(message: str, code: int) -> int:
    sys.stderr.write(f"marsad: {' '.join(message.split())}\n")
    return code


def _discard_output() -> None:
    """Send what Python would still flush at exit to nowhere, where it cannot fail again."""
    with suppress(OSError, ValueError):  # standard output may be no real file
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
