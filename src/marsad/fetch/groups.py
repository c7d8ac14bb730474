"""The groups of a robots.txt that may concern us: the parser keeps each rule once for each agent that a group names.

A megabyte of agents and rules, half and half, would be a billion rules in memory.
"""

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from protego import Protego

_AGENT = re.compile(r"\s*user(?:-|\s+)?agent(?![^\s:])\s*:?(.*)", re.IGNORECASE | re.DOTALL)
_NOBODY = "User-agent: -"  # begins a group as the line in its place did


def parse_robots(body: bytes, agent: str) -> "Protego":
    """Return the rules of a robots.txt, those for `agent` and for anybody, and the sitemaps that it names."""
    from protego import Protego  # noqa: PLC0415 (slow to load)

    return Protego.parse(select_groups(body.decode("utf-8", "replace").removeprefix("\ufeff"), agent))


def select_groups(text: str, agent: str) -> str:
    """Return a robots.txt in which only agents that may be `agent`, or anybody, have a name of their own."""
    kept: list[str] = []
    for line in text.splitlines():
        found = _AGENT.match(line.partition("#")[0])
        if not found or _may_be(found[1].strip().lower(), agent.lower()):
            kept.append(line)
        elif not (kept and kept[-1] == _NOBODY):
            kept.append(_NOBODY)
    return "\n".join(kept)


def _may_be(name: str, agent: str) -> bool:
    return name == "*" or agent.startswith(name.replace("*", ""))
