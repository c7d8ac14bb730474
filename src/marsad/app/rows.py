"""Names and values below one another, words of pages laid out as they are read."""

from collections.abc import Sequence

from rich.table import Table

from marsad.app.terminal import Screen

Row = tuple[str, str]


def print_rows(screen: Screen, rows: Sequence[Row]) -> None:
    """Print each name with its value beside it."""
    table = Table.grid(padding=(0, 2))
    table.add_column(style="dim")
    table.add_column(overflow="fold")
    width = max(20, screen.out.width - 20)
    for name, value in rows:
        table.add_row(name, screen.cell(value, width))
    screen.out.print(table)
