"""Logging in and out."""

import re

from marsad.app.web.visits import Caller, Shown

_LONGEST = 64  # of a name
_HERE = re.compile(r"/(ar|en)(/[\w~.%-]*)*(\?[\w~.%&=+-]*)?", re.ASCII)


def show_login(caller: Caller, problem: str = "", status: int = 200) -> Shown:
    """Show the form."""
    goal, name = choose_goal(caller, caller.params.get("next", "")), caller.form.get("name", "")[:_LONGEST]
    fields = {"goto": goal, "problem": problem, "name": name}
    return Shown(template="login.html", title=caller.words.label("login.title"), fields=fields, status=status)


def choose_goal(caller: Caller, wanted: str) -> str:
    """Return where to go after logging in: where somebody wanted to go, as long as it is a page of this site."""
    return wanted if len(wanted) < 2_000 and _HERE.fullmatch(wanted) else caller.link("/")
