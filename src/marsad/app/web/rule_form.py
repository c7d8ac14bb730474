"""A rule of alerts as a form, and a form as a rule: what the file of rules can say, the form can, too."""

import re
from collections.abc import Iterator, Sequence
from enum import StrEnum

import msgspec

from marsad.alerts import FLAGS, Channel, Condition, Rule, Rules, check_rules
from marsad.app.web.visits import Form
from marsad.measure.levels import Track
from marsad.model import Modality, SignalType
from marsad.model.kinds import Status
from marsad.reference.voices import Voice

GROUPS = ("", "any0.", "any1.", "any2.")  # before the names of fields: what must hold, and of what one must
CHOICES: dict[str, type[StrEnum]] = {"types": SignalType, "modality": Modality, "status": Status, "voice": Voice}
TEXTS = ("parties", "pairs", "places", "words", "outlets")
_CODED = ("parties", "pairs")
_CODE = re.compile(r"[A-Z0-9_-]{2,24}")
_FIELD = re.compile(r"`\$\.(?:any\[\d+\]\.)?([a-z_]+)")
_MOST, _LONGEST = 50, 200  # values of a field, characters of one


class Kind(StrEnum):
    """What a rule is on."""

    EPISODES = "episodes"
    OUTLETS = "outlets"
    DAYS = "days"


_NOWHERE = Channel(id="-nowhere", file="-")  # of a trial; no channel that is kept begins so


class FormError(Exception):
    """A form makes no rule; `field` names what is wrong in it."""

    def __init__(self, field: str) -> None:
        """Take the field."""
        super().__init__(field)
        self.field = field


def read_rule(form: Form, id_: str, channels: Sequence[Channel], *, trial: bool = False) -> Rule:
    """Return the rule that was sent, under an id; raise FormError where it makes none.

    For a `trial`, which sends nothing, it need go to no channel.
    """
    spare = (_NOWHERE,) if trial else ()
    title = " ".join(form.get("title", "").split())
    if not title or not title.isprintable():
        raise FormError("title")
    raw = {
        "id": id_,
        "title": title,
        "to": form.getlist("to")[:_MOST] or [one.id for one in spare],
        "news": form.getlist("news"),
        "days": _read_number(form, "days", 0, 3650),
        "digest": form.get("digest", "").strip() or None,
        "urgent": "urgent" in form,
        "quiet": form.get("quiet", "").replace(" ", "") or None,
        "zone": form.get("zone", "").strip() or None,
        **_read_subject(form),
    }
    try:
        rule = msgspec.convert({name: value for name, value in raw.items() if value is not None}, Rule)
    except msgspec.ValidationError as error:
        found = _FIELD.search(str(error))
        raise FormError(found[1] if found else "title") from error
    for problem in check_rules(Rules(channel=(*channels, *spare), rule=(rule,))):
        raise FormError("zone" if problem.startswith("zone") else "to")
    return rule


def _read_subject(form: Form) -> dict[str, object]:
    """Return the fields that say what a rule is on: those of its kind, whatever the others hold."""
    match form.get("kind"):
        case Kind.EPISODES.value:
            some = [_read_condition(form, group) for group in GROUPS[1:]]
            return _read_condition(form, "") | {"any": [each for each in some if each]}
        case Kind.OUTLETS.value:
            flags = [flag for flag in FLAGS if flag in form.getlist("flags")]
            return {"flags": _need(flags, "flags"), "outlets": _split(form.get("only", ""), "outlets")}
        case Kind.DAYS.value:
            tracks = [track.value for track in Track if track.value in form.getlist("stands_out")]
            return {"stands_out": _need(tracks, "stands_out"), "parties": _split(form.get("by", ""), "parties")}
        case _:
            raise FormError("kind")


def _need(values: Sequence[str], field: str) -> Sequence[str]:
    if not values:
        raise FormError(field)
    return values


def _read_condition(form: Form, group: str) -> dict[str, object]:
    """Return what is asked for in a group of fields, without what is left free."""
    found: dict[str, object] = {}
    for name, kind in CHOICES.items():
        sent = form.getlist(group + name)
        if not all(each in set(kind) for each in sent):
            raise FormError(name)
        found[name] = [each.value for each in kind if each.value in sent]
    for name in TEXTS:
        found[name] = _split(form.get(group + name, ""), name)
    track = form.get(f"{group}track", "")
    if track not in ("", *Track):
        raise FormError("track")
    found |= {"track": track, "level": _read_number(form, f"{group}level", -2, 7)}
    return {name: value for name, value in found.items() if value not in ([], "", None)}


def _split(text: str, name: str) -> list[str]:
    """Return the values of a field, a line each; codes in a row, too."""
    parts = re.split(r"[\s,;+]+" if name in _CODED else r"[\r\n]+", text)
    values = [" ".join(part.split()) for part in parts if part.strip()]
    if name in _CODED:
        values = [value.upper() for value in values]
        if not all(_CODE.fullmatch(code) for value in values for code in value.split(":")):
            raise FormError(name)
    if len(values) > _MOST or not all(len(value) <= _LONGEST and value.isprintable() for value in values):
        raise FormError(name)
    return list(dict.fromkeys(values))


def _read_number(form: Form, name: str, least: int, most: int) -> int | None:
    text = form.get(name, "").strip()
    if not text:
        return None
    if not re.fullmatch(r"-?[0-9]{1,6}", text) or not least <= int(text) <= most:
        raise FormError(name.rpartition(".")[2])
    return int(text)


def write_rule(rule: Rule) -> Form:
    """Return the form in which a rule is shown."""
    fields = [("title", rule.title), ("days", str(rule.days)), ("digest", rule.digest or "")]
    fields += [("quiet", rule.quiet or ""), ("zone", rule.zone or ""), ("kind", find_kind(rule).value)]
    fields += [("to", name) for name in rule.to] + [("news", each.value) for each in rule.news]
    fields += [("urgent", "1")] if rule.urgent else []
    if rule.flags:
        fields += [("flags", flag) for flag in rule.flags] + [("only", "\n".join(rule.outlets))]
    elif rule.stands_out:
        fields += [("stands_out", track.value) for track in rule.stands_out] + [("by", " ".join(rule.parties))]
    else:
        for group, condition in zip(GROUPS, (rule, *rule.any), strict=False):
            fields += _write_condition(condition, group)
    return Form(fields)


def _write_condition(condition: Condition, group: str) -> Iterator[tuple[str, str]]:
    for name in CHOICES:
        yield from ((group + name, each.value) for each in getattr(condition, name))
    for name in TEXTS:
        yield group + name, (" " if name in _CODED else "\n").join(getattr(condition, name))
    yield f"{group}level", "" if condition.level is None else str(condition.level)
    yield f"{group}track", condition.track.value if condition.track else ""


def find_kind(rule: Rule) -> Kind:
    """Return what a rule is on."""
    return Kind.OUTLETS if rule.flags else Kind.DAYS if rule.stands_out else Kind.EPISODES


def is_simple(rule: Rule) -> bool:
    """Tell whether the form has room for all of a rule."""
    return len(rule.any) < len(GROUPS)
