"""Channels: a file, a webhook through the guarded sender, and whatever Apprise delivers to (`apprising`)."""

import os
from collections.abc import Callable, Mapping, Sequence
from hashlib import blake2b
from pathlib import Path

import msgspec

from marsad import __version__
from marsad.alerts import Channel, Message, Rules, join_messages
from marsad.app.apprising import ApprisePost
from marsad.app.errors import AppError
from marsad.fetch import Guard, Manners, Refusal, Sender

Notify = Callable[[Sequence[Message]], str | None]  # delivers messages as one; returns why not, None where it has
_ENV = "env:"


def make_notifiers(
    rules: Rules, environment: Mapping[str, str], folder: Path, *, strict: bool = True
) -> dict[str, Notify]:
    """Return what delivers over each channel.

    Where one cannot be used, raise AppError; or where not `strict`, let its deliveries fail, so that the others do not.
    """
    make = make_notify if strict else _make_patient
    return {channel.id: make(channel, environment, folder) for channel in rules.channel}


def _make_patient(channel: Channel, environment: Mapping[str, str], folder: Path) -> Notify:
    try:
        return make_notify(channel, environment, folder)
    except AppError as error:
        problem = str(error)
        return lambda messages: problem


def make_notify(channel: Channel, environment: Mapping[str, str], folder: Path) -> Notify:
    """Return what delivers over a channel; raise AppError where it cannot be used."""
    place = find_place(channel, environment)
    if channel.file is not None:
        return lambda messages: append_lines(folder / place, messages)
    if channel.webhook is not None:
        sender = make_sender(environment)
        return lambda messages: post_messages(sender, place, messages)
    return ApprisePost(channel.id, place, make_guard(environment) if channel.guarded else None)


def find_place(channel: Channel, environment: Mapping[str, str]) -> str:
    """Return where a channel leads, from the environment where it says so; raise AppError."""
    place = channel.file or channel.webhook or channel.apprise or ""
    if not place.startswith(_ENV):
        return place
    name = place.removeprefix(_ENV)
    if not environment.get(name):
        raise AppError(f"channel {channel.id}: the environment has no {name}; set it to the channel's address")
    return environment[name]


def make_sender(environment: Mapping[str, str]) -> Sender:
    """Return what posts to webhooks."""
    return Sender(guard=make_guard(environment), manners=Manners(version=__version__))


def make_guard(environment: Mapping[str, str]) -> Guard:
    """Return whom a channel may reach; MARSAD_ALLOW names inner hosts that may be asked, as in fetching."""
    allow = frozenset(name.strip().lower() for name in environment.get("MARSAD_ALLOW", "").split(",") if name.strip())
    return Guard(allow=allow)


def append_lines(path: Path, messages: Sequence[Message]) -> str | None:
    """Add messages to a file of JSON lines, safe on the disk."""
    try:
        with path.open("ab") as out:
            out.write(b"".join(msgspec.json.encode(message) + b"\n" for message in messages))
            out.flush()
            os.fsync(out.fileno())
    except OSError as error:
        return f"{path}: {error.strerror or error}"
    return None


def post_messages(sender: Sender, url: str, messages: Sequence[Message]) -> str | None:
    """Post messages as one JSON object."""
    title, text = join_messages(messages)
    body = msgspec.json.encode({"title": title, "text": text, "alerts": messages})
    try:
        sender.post(url, body, "application/json", make_key(messages))
    except Refusal as refusal:
        return refusal.message
    return None


def make_key(messages: Sequence[Message]) -> str:
    """Return what the same messages are known by when they are sent together again."""
    ids = ",".join(message.id for message in messages)
    return messages[0].id if len(messages) == 1 else f"d{blake2b(ids.encode(), digest_size=9).hexdigest()}"
