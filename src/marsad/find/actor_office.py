"""What an office is called, and whose it is."""

from marsad.find.actor_labels import describe
from marsad.find.actor_tail import Tail
from marsad.languages.ar.actors import Body, Institute, Office, Seat, Title, Unnamed

_CHANCELLORS = frozenset({"DEU", "AUT"})
_OF_ORGANISATIONS = frozenset({"director-general", "high-representative", "secretary-general", "spokesman"})
_BEFORE_NOUN = frozenset({"deputy", "assistant"})


def post_of(office: Office, tail: Tail) -> str:
    """Return the post of the reference data that a title with its tail names, or nothing."""
    if office.id == "adviser" and office.definite and _CHANCELLORS.intersection(tail.codes):
        return "chancellor"
    if tail.skipped:
        return ""
    if tail.inner is not None and office.post not in _OF_ORGANISATIONS:
        return ""
    if office.post == "foreign-minister" and tail.codes == ["EU"]:
        return "high-representative"
    return "" if office.post == "spokesman" and isinstance(tail.inner, Office) else office.post


def describe_office(office: Office, tail: Tail, post: str) -> str:
    """Return the English description of an office."""
    codes = () if isinstance(tail.inner, (Seat, Institute)) else tuple(tail.codes)
    return describe(office.id, _name_office(office, tail, post), codes, office.many)


def _name_office(office: Office, tail: Tail, post: str) -> str:
    if post == "chancellor":
        return "Chancellor"
    if post == "president" and office.id == "head":
        return "President"
    if isinstance(tail.inner, Office):
        inner = "President" if tail.inner.id == "head" and tail.inner.definite else tail.inner.label
        return f"{office.label} {inner}" if office.id in _BEFORE_NOUN else f"{office.label} of the {inner}"
    return f"{tail.inner.label} {office.label}" if isinstance(tail.inner, (Body, Seat, Institute)) else office.label


def owner_of(item: Office | Title | Unnamed, tail: Tail) -> tuple[str, ...]:
    """Return whose an office is that only one state has, or the office that a title belongs to."""
    offices = [one for one in (item, tail.inner) if isinstance(one, Office) and one.code]
    return (offices[-1].code,) if offices else ()
