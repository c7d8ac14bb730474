"""Channels through Apprise: e-mail and chat services.

Apprise opens its connections itself, to e-mail and chat services that the user names in the rules; it is the one
library outside `fetch/` that does (`tests/house` holds that), it is loaded only where a channel asks for it, and
nothing that comes from a page ever chooses where it sends. A channel made in the browser is *guarded*: whoever may
write there is not thereby somebody who may look around inside the network that the site runs in.
"""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from marsad.alerts import Message, join_messages
from marsad.app.errors import AppError
from marsad.fetch import Guard, Refusal, check_reach

if TYPE_CHECKING:
    import apprise

MAIL = frozenset({"mailto", "mailtos"})
SERVICES = frozenset({"discord", "gchat", "pover", "slack", "tgram", "webex", "wxteams"})  # at hosts of their own
OWN = frozenset({"gotify", "gotifys", "mmost", "mmosts", "ntfy", "ntfys", "rocket", "rockets", "signal", "signals"})


class ApprisePost:
    """Delivers over one Apprise address; a `guard` is asked before each delivery."""

    def __init__(self, name: str, address: str, guard: Guard | None = None) -> None:
        """Take the channel's id and address; raise AppError where Apprise is missing or knows no such address.

        With a guard, it must be one of SERVICES, one of OWN on a host that the guard allows by name, or a mail server.
        """
        self._service = _load(name, address)
        self._guard = guard
        if guard:
            _check_kind(name, self._service, guard)

    def __call__(self, messages: Sequence[Message]) -> str | None:
        """Deliver messages as one; return why not, None where that was done."""
        if self._guard and (inner := _find_inner(self._service, self._guard)):
            return inner
        title, text = join_messages(messages)
        done = self._service.notify(title=title, body=text, body_format="text", interpret_escapes=False)
        return None if done else "the service did not take it"


def describe_address(name: str, address: str) -> str:
    """Return an Apprise address with its secrets taken out, for people to know it again; raise AppError."""
    shown = [one.url(privacy=True) for one in _load(name, address)]  # type: ignore[no-untyped-call]  # of Apprise
    return " ".join(map(str, shown)).partition("?")[0]


def _load(name: str, address: str) -> "apprise.Apprise":
    try:
        import apprise
    except ImportError as error:
        raise AppError(f"channel {name} needs Apprise: pip install 'marsad[alerts]'") from error
    service = apprise.Apprise()
    if not service.add(address):
        raise AppError(f"channel {name}: no address that Apprise knows (its list of services tells the forms)")
    return service


def _check_kind(name: str, service: "apprise.Apprise", guard: Guard) -> None:
    """Raise AppError where an address is of none of the kinds that are known to lead outside only."""
    for one in service:
        kinds, host = {*_list_schemes(one)}, str(one.host or "").lower()
        if not (kinds & (MAIL | SERVICES) or (kinds & OWN and (not host or host in guard.allow))):
            raise AppError(
                f"channel {name}: {one.service_name} is not used from a page, or only on hosts that MARSAD_ALLOW names;"
                " write it into alerts.toml, or take a webhook"
            )


def _list_schemes(one: "apprise.NotifyBase") -> Iterator[str]:
    for scheme in (one.protocol, one.secure_protocol):
        yield from (scheme,) if isinstance(scheme, str) else scheme or ()


def _find_inner(service: "apprise.Apprise", guard: Guard) -> str | None:
    """Return why a mail server is not asked, None where nothing speaks against any."""
    try:
        for one in service:
            if MAIL & {*_list_schemes(one)}:
                check_reach(str(getattr(one, "smtp_host", "") or one.host), guard)
    except Refusal as refusal:
        return refusal.message
    return None
