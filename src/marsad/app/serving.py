"""`marsad serve` and `marsad users`: the site run, and who may log in to it."""

import getpass
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path

import msgspec

from marsad.app.errors import FINE, AppError
from marsad.app.opening import open_written
from marsad.app.settings import find_rules
from marsad.app.terminal import Screen
from marsad.ledger import LedgerPlace

_HERE = frozenset({"127.0.0.1", "::1", "localhost"})
_MOST_AT_ONCE = 200  # connections
_GRACE = 2  # seconds that answers under way have when the server is stopped; streams would go on for long
_MISSING = "marsad serve needs further libraries; install them with: pip install 'marsad[web]'"


class Listening(msgspec.Struct, frozen=True, kw_only=True):
    """Where the site listens, and how."""

    host: str
    port: int
    names: frozenset[str]
    login: bool
    cert: Path | None
    key: Path | None


def run_serve(screen: Screen, path: LedgerPlace, people: Path | None, listening: Listening) -> int:
    """Serve the ledger at `path` until stopped; return the exit code."""
    with _explaining_what_is_missing():
        import uvicorn
        from starlette.routing import Mount

        from marsad.app.api.app import create_api
        from marsad.app.web.rendering import load_all
        from marsad.app.web.server import make_app
        from marsad.app.web.site import Site
        from marsad.app.web.unusual import judge_newest
        from marsad.app.web.users import load_users
    guarded = listening.login or listening.host not in _HERE
    users = place_users(people, path.file)
    if guarded and not load_users(users):
        raise AppError(f"{users}: nobody may log in yet; begin with `marsad users add NAME --role admin`")
    with open_written(path) as ledger:  # a ledger of before is brought up to date
        ledger.regrade()
    site = Site(
        ledger=path,
        names=listening.names,
        users=users if guarded else None,
        person=_find_person(),
        rules=find_rules(os.environ),
        environment=dict(os.environ),
    )
    scheme = "https" if listening.cert else "http"
    screen.say(f"{path} at {scheme}://{listening.host}:{listening.port}/ until Ctrl-C")
    api = create_api(path, local=not guarded, closing=lambda: server.should_exit, memory=site.memory)
    config = uvicorn.Config(
        make_app(site, [Mount("/api", api)]),
        host=listening.host,
        port=listening.port,
        ssl_certfile=listening.cert,
        ssl_keyfile=listening.key,
        log_level="warning",
        server_header=False,
        limit_concurrency=_MOST_AT_ONCE,
        timeout_keep_alive=10,
        timeout_graceful_shutdown=_GRACE,
        ws="none",
        lifespan="off",
    )
    server = uvicorn.Server(config)
    site.memory.prepare("templates", load_all)
    site.memory.prepare("days", partial(judge_newest, path))
    try:
        with suppress(KeyboardInterrupt):  # raised again when all is shut down
            server.run()
    finally:
        site.memory.close()
    return FINE


def run_add_user(screen: Screen, path: LedgerPlace, people: Path | None, name: str, role: str, password: str) -> int:
    """Add a user; return the exit code."""
    with _explaining_what_is_missing():
        from marsad.app.web.users import Role, add_user
    if role not in set(Role):
        raise AppError(f"--role {role}: not a role; choose reader, reviewer or admin")
    where = place_users(people, path.file)
    add_user(where, name, Role(role), password)
    screen.say(f"{name} may log in as {role} ({where})")
    return FINE


def run_remove_user(screen: Screen, path: LedgerPlace, people: Path | None, name: str) -> int:
    """Take a user away; return the exit code."""
    with _explaining_what_is_missing():
        from marsad.app.web.users import remove_user
    remove_user(place_users(people, path.file), name)
    screen.say(f"{name} may log in no more")
    return FINE


def run_list_users(screen: Screen, path: LedgerPlace, people: Path | None) -> int:
    """Print the users; return the exit code."""
    with _explaining_what_is_missing():
        from marsad.app.web.users import load_users
    for user in load_users(place_users(people, path.file)).values():
        screen.say(f"{user.name}  {user.role.value}")
    return FINE


def place_users(given: Path | None, ledger: Path) -> Path:
    """Return where the file of users is: as given, else beside the ledger."""
    return given or ledger.with_suffix(".users")


@contextmanager
def _explaining_what_is_missing() -> Iterator[None]:
    try:
        yield
    except ModuleNotFoundError as error:
        raise AppError(_MISSING) from error


def _find_person() -> str:
    """Return who reviews where nobody logs in: the user of this machine."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "local"
