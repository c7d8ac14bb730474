"""Who may log in: a file of names, roles and hashed passwords beside the ledger."""

import os
import re
from enum import StrEnum
from pathlib import Path

import msgspec
from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from marsad.app.errors import AppError

SHORTEST, _LONGEST = 10, 1_000  # letters of a password
_NAME = re.compile(r"[\w.@-]{1,64}")
_HASHER = PasswordHasher()
_NOBODY = _HASHER.hash("nobody has this password")  # a name that is not there takes as long as one that is


class Role(StrEnum):
    """What somebody may do; each may do what those before it may."""

    READER = "reader"
    REVIEWER = "reviewer"
    ADMIN = "admin"

    @property
    def rank(self) -> int:
        """Its place in the order."""
        return list(Role).index(self)


class User(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A row of the file; `hash` is argon2's of the password."""

    name: str
    role: Role
    hash: str


def load_users(path: Path) -> dict[str, User]:
    """Return the users by name, none where there is no file; raise AppError where it cannot be read."""
    if not path.exists():
        return {}
    try:
        return {user.name: user for user in msgspec.json.decode(path.read_bytes(), type=tuple[User, ...])}
    except msgspec.MsgspecError as error:
        raise AppError(f"{path}: not a file of users ({error}); take it away and add them anew") from error


def add_user(path: Path, name: str, role: Role, password: str) -> None:
    """Add a user, or give one another role and password; raise AppError where name or password will not do."""
    if not _NAME.fullmatch(name):
        raise AppError(f"{name!r}: a name has up to 64 letters, digits, dots, hyphens and @")
    if not SHORTEST <= len(password) <= _LONGEST:
        raise AppError(f"a password has {SHORTEST} letters at least; choose a longer one")
    users = load_users(path) | {name: User(name=name, role=role, hash=_HASHER.hash(password))}
    _save(path, users)


def remove_user(path: Path, name: str) -> None:
    """Take a user away; raise AppError where there is none of the name."""
    users = load_users(path)
    if users.pop(name, None) is None:
        raise AppError(f"{path}: no user {name!r}; see `marsad users list`")
    _save(path, users)


def check_password(path: Path, name: str, password: str) -> User | None:
    """Return the user of that name and password, None where they do not fit; takes as long either way."""
    user = load_users(path).get(name)
    try:
        _HASHER.verify(user.hash if user else _NOBODY, password[:_LONGEST])
    except (VerificationError, InvalidHashError):
        return None
    return user


def _save(path: Path, users: dict[str, User]) -> None:
    """Write the file whole, readable by its owner only."""
    rows = sorted(users.values(), key=lambda user: user.name)
    draft = path.with_name(f"{path.name}.new")
    draft.unlink(missing_ok=True)
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(msgspec.json.format(msgspec.json.encode(rows), indent=1))
    draft.replace(path)
