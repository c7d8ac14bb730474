"""Channels: a file, a webhook through the guarded sender, and whatever Apprise delivers to.

Apprise opens its connections itself, to e-mail and chat services that the user names in the rules; it is the one
library outside `fetch/` that does (`tests/house` holds that), it is loaded only where a channel asks for it, and
nothing that comes from a page ever chooses where it sends.
"""

import os
from collections.abc import Callable, Mapping, Sequence
from hashlib import blake2b
from pathlib import Path

import msgspec

from marsad import __version__
from marsad.alerts import Channel, Message, Rules, join_messages
from marsad.app.errors import AppError
from marsad.fetch import Guard, Manners, Refusal, Sender

Notify = Callable[[Sequence[Message]], str | None]  # delivers messages as one; returns why not, None where it has
_ENV = "env:"


def make_notifiers(rules: Rules, environment: Mapping[str, str], folder: Path) -> dict[str, Notify]:
    """Return what delivers over each channel; raise AppError where one cannot be used."""
    return {channel.id: _make_notify(channel, environment, folder) for channel in rules.channel}


def _make_notify(channel: Channel, environment: Mapping[str, str], folder: Path) -> Notify:
    place = find_place(channel, environment)
    if channel.file is not None:
        return lambda messages: append_lines(folder / place, messages)
    if channel.webhook is not None:
        sender = make_sender(environment)
        return lambda messages: post_messages(sender, place, messages)
    return make_apprise(channel.id, place)


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
    """Return what posts to webhooks; MARSAD_ALLOW names inner hosts that may be asked, as in fetching."""
    allow = frozenset(name.strip().lower() for name in environment.get("MARSAD_ALLOW", "").split(",") if name.strip())
    return Sender(guard=Guard(allow=allow), manners=Manners(version=__version__))


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


def make_apprise(name: str, address: str) -> Notify:
    """Return what delivers through Apprise; raise AppError where it is not installed or knows no such address."""
    try:
        import apprise
    except ImportError as error:
        raise AppError(f"channel {name} needs Apprise: pip install 'marsad[alerts]'") from error
    service = apprise.Apprise()
    if not service.add(address):
        raise AppError(f"channel {name}: no address that Apprise knows (its list of services tells the forms)")

    def notify(messages: Sequence[Message]) -> str | None:
        title, text = join_messages(messages)
        plain = apprise.NotifyFormat.TEXT
        done = service.notify(title=title, body=text, body_format=plain, interpret_escapes=False)
        return None if done else "the service did not take it"

    return notify
