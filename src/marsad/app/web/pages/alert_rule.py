"""A rule of alerts made, changed, tried out, deleted."""

import secrets

from marsad.alerts import FLAGS, News, Rule
from marsad.app.web.pages.alerts import Trial, list_channels, open_rules, read_since, try_rule
from marsad.app.web.rule_form import CHOICES, GROUPS, FormError, Kind, is_simple, read_rule, write_rule
from marsad.app.web.visits import AskError, Form, Shown, Visit
from marsad.measure.levels import Track

_LEVELS = range(7, -3, -1)
_NEW = Form([("kind", "episodes"), ("days", "3"), ("news", "status"), ("news", "level")])


def show_rule(visit: Visit) -> Shown:
    """Show the form of a rule that the address names, or of a new one."""
    name = visit.params.get("id", "")
    return _show(visit, name, write_rule(_find(visit, name)) if name else _NEW)


def _find(visit: Visit, name: str) -> Rule:
    kept = next((one.rule for one in open_rules(visit).rules() if one.rule.id == name), None)
    if kept is None or not is_simple(kept):
        raise AskError("error.missing", 404)
    return kept


def take_rule(visit: Visit) -> Shown:
    """Save, try out or delete a rule."""
    name, do = visit.form.get("id", ""), visit.form.get("do")
    at, by = visit.site.clock().isoformat(timespec="seconds"), visit.session.person or ""
    if name:
        _find(visit, name)
    if do == "delete" and name:
        open_rules(visit).remove_rule(name, by, at)
        return Shown(goto=visit.link("/alerts"))
    if do not in ("save", "try"):
        raise AskError("error.choice")
    try:
        id_, channels = name or f"page-{secrets.token_hex(4)}", list_channels(visit)
        rule = read_rule(visit.form, id_, channels, trial=do == "try")
    except FormError as error:
        return _show(visit, name, visit.form, wrong=error.field)
    if do == "try":
        return _show(visit, name, visit.form, trial=try_rule(visit, rule, read_since(visit.form.get("since", ""))))
    open_rules(visit).put_rule(rule, by, at)
    return Shown(goto=visit.link("/alerts"))


def _show(visit: Visit, name: str, form: Form, *, wrong: str = "", trial: Trial | None = None) -> Shown:
    fields = {
        "id": name,
        "form": form,
        "wrong": wrong,
        "trial": trial,
        "groups": GROUPS,
        "opened": [group for group in GROUPS[1:] if any(k.startswith(group) and v for k, v in form.multi_items())],
        "choices": CHOICES,
        "kinds": Kind,
        "flags": FLAGS,
        "tracks": Track,
        "news": News,
        "levels": _LEVELS,
        "channels": list_channels(visit),
        "parties": [voice.name for voice in visit.ledger.parties()],
    }
    title = visit.words.label("rule.change" if name else "alerts.make")
    return Shown(template="alert_rule.html", title=title, fields=fields, status=400 if wrong else 200)
