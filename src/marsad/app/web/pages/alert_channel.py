"""A channel of alerts made, changed, tried, deleted. Where it leads is never shown again in full."""

import re
import secrets
from urllib.parse import quote, urlsplit

from marsad.alerts import Channel, Message
from marsad.app.alert_state import FILE, Memory, find_state
from marsad.app.apprising import ApprisePost, describe_address
from marsad.app.errors import AppError
from marsad.app.notifying import make_guard, make_notify
from marsad.app.rule_file import KeptChannel
from marsad.app.sidefile import open_side
from marsad.app.web.pages.alerts import open_rules
from marsad.app.web.visits import AskError, Form, Shown, Visit
from marsad.fetch import Refusal, check_url

_KINDS = ("webhook", "mail", "service")
_LONGEST = 1_000
_HOST = re.compile(r"[A-Za-z0-9.-]{1,253}|\[[0-9A-Fa-f:]{2,45}\]")
_SECURITY = {"starttls": "mailtos", "ssl": "mailtos", "none": "mailto"}


def show_channel(visit: Visit) -> Shown:
    """Show the form of a channel that the address names, or of a new one."""
    name = visit.params.get("id", "")
    return _show(visit, _find(visit, name) if name else None)


def take_channel(visit: Visit) -> Shown:
    """Save, try or delete a channel."""
    form, name = visit.form, visit.form.get("id", "")
    kept = _find(visit, name) if name else None
    match form.get("do"):
        case "save":
            return _save(visit, kept)
        case "delete" if kept:
            return _delete(visit, kept)
        case "test" if kept:
            return _show(visit, kept, tried=_test(visit, kept.channel))
        case _:
            raise AskError("error.choice")


def _find(visit: Visit, name: str) -> KeptChannel:
    kept = next((one for one in open_rules(visit).channels() if one.channel.id == name), None)
    if kept is None:
        raise AskError("error.missing", 404)
    return kept


def _save(visit: Visit, kept: KeptChannel | None) -> Shown:
    form = visit.form
    title = " ".join(form.get("title", "").split())[:100]
    if not title or not title.isprintable() or form.get("kind") not in _KINDS:
        return _show(visit, kept, wrong=visit.words.label("channel.needs"))
    try:
        if kept and not any(form.get(field, "").strip() for field in ("address", "server")):
            channel, shown = _rename(kept.channel, title), kept.shown
        else:
            channel, shown = _make(visit, kept.channel.id if kept else f"page-{secrets.token_hex(4)}", title)
    except (AppError, Refusal, ValueError) as error:
        return _show(visit, kept, wrong=str(error))
    at = visit.site.clock().isoformat(timespec="seconds")
    open_rules(visit).put_channel(channel, shown, visit.session.person or "", at)
    return Shown(goto=visit.link("/alerts"))


def _rename(channel: Channel, title: str) -> Channel:
    return Channel(id=channel.id, webhook=channel.webhook, apprise=channel.apprise, guarded=True, title=title)


def _make(visit: Visit, name: str, title: str) -> tuple[Channel, str]:
    """Return the channel that was sent, and how it may be shown; raise AppError, Refusal or ValueError."""
    form, guard = visit.form, make_guard(visit.site.environment)
    address = form.get("address", "").strip()[:_LONGEST]
    if form["kind"] == "webhook":
        check_url(address, guard)
        parts = urlsplit(address)
        return Channel(id=name, webhook=address, guarded=True, title=title), f"{parts.scheme}://{parts.netloc}/…"
    address = make_mail(form) if form["kind"] == "mail" else address
    if address.startswith("env:") or not address.isprintable() or " " in address:
        raise AppError(visit.words.label("channel.needs"))
    ApprisePost(name, address, guard)
    return Channel(id=name, apprise=address, guarded=True, title=title), describe_address(name, address)


def make_mail(form: Form) -> str:
    """Return a mail server and what it is to be given as an address of Apprise; raise ValueError."""
    get = {field: form.get(field, "").strip()[:_LONGEST] for field in ("server", "port", "user", "from", "to")}
    scheme = _SECURITY.get(form.get("security", "starttls"))
    if not scheme or not _HOST.fullmatch(get["server"]) or not re.fullmatch(r"[0-9]{0,5}", get["port"]):
        raise ValueError(f"{get['server'] or 'no server'}: not a mail server's name and port")
    if not get["to"] or not get["from"]:
        raise ValueError("a letter has a sender and a receiver")
    who = f"{quote(get['user'], safe='')}:{quote(form.get('password', ''), safe='')}@" if get["user"] else ""
    port = f":{get['port']}" if get["port"] else ""
    mode = "&mode=ssl" if form.get("security") == "ssl" else ""
    rest = f"?smtp={quote(get['server'])}&from={quote(get['from'])}&to={quote(get['to'])}{mode}"
    return f"{scheme}://{who}{get['server']}{port}/{rest}"


def _delete(visit: Visit, kept: KeptChannel) -> Shown:
    """Delete a channel to which no rule made here goes, with what waits to go there."""
    name = kept.channel.id
    if any(name in one.rule.to for one in open_rules(visit).rules()):
        return _show(visit, kept, wrong=visit.words.label("channel.used"))
    at = visit.site.clock().isoformat(timespec="seconds")
    open_rules(visit).remove_channel(name, visit.session.person or "", at)
    state = find_state(visit.site.beside)
    if state.exists():
        with open_side(state, FILE) as db:
            Memory(db).drop(name)
    return Shown(goto=visit.link("/alerts"))


def _test(visit: Visit, channel: Channel) -> str:
    """Send a message that says that it is a trial; return why that failed, or that it did not."""
    words = visit.words
    text = words.label("channel.trial", name=visit.session.person or "")
    message = Message(id=f"t{secrets.token_hex(9)}", rule="trial", about="trial", title="Marsad", text=text)
    try:
        problem = make_notify(channel, visit.site.environment, visit.site.beside.parent)([message])
    except AppError as error:
        problem = str(error)
    return words.label("channel.failed", why=problem) if problem else words.label("channel.delivered")


def _show(visit: Visit, kept: KeptChannel | None, *, wrong: str = "", tried: str = "") -> Shown:
    kind = "webhook" if kept is None or kept.channel.webhook else "service"
    form = visit.form if wrong else Form([("title", kept.channel.title)] if kept else [])
    fields = {
        "kept": kept,
        "form": form,
        "kind": form.get("kind", "mail" if kept and kept.shown.startswith("mailto") else kind),
        "wrong": wrong,
        "tried": tried,
    }
    title = visit.words.label("channel.change" if kept else "channel.make")
    return Shown(template="alert_channel.html", title=title, fields=fields, status=400 if wrong else 200)
