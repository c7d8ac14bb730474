"""Words that are an actor only in some surroundings."""

from marsad.find.actor_line import Element, Line
from marsad.find.actor_memory import Memory
from marsad.find.actor_person import is_definite
from marsad.languages.ar.actors import OrgName, OutletName, StateName, Unnamed, load_words
from marsad.languages.ar.speech import find_words
from marsad.text.normal import Aligned

_SHADDA = "\u0651"
_AMMAN, _OMAN = "JOR", "OMN"
# nouns that are adjectives too
_ADJECTIVES = frozenset({"diplomat", "legislator", "journalist", "soldier", "activist"})
_THINGS = frozenset({"official", "source"})


def resolve_state(line: Line, element: Element, memory: Memory, aligned: Aligned) -> StateName | None:
    """Return the reading of a state's name that fits, or None when the word is no state here."""
    states = [item for item in element.items if isinstance(item, StateName)]
    if not states:
        return None
    sure = [item for item in states if item.sort in ("name", "capital")]
    if sure:
        return sure[0] if _is_state(line, element, sure[0]) else None
    unsure = [item for item in states if item.sort == "unsure"]
    if unsure:
        return _tell_amman(line, element, unsure, memory, aligned)
    beside = next((item for item in states if item.sort == "beside"), None)
    if beside is not None:
        return beside if beside.near in memory.codes and not _may_be_way(line, element) else None
    code = memory.last_of(tuple(item.code for item in states))
    return next((item for item in states if item.code == code), None)


def _may_be_way(line: Line, element: Element) -> bool:
    """Tell whether one word such as "the north" may only tell where: it does not begin a clause after "that"."""
    if " " in line.normal[element.core : element.end]:
        return False
    before = line.before(element.start)
    return before is None or before.text not in find_words("complementizers")


def _tell_amman(
    line: Line, element: Element, states: list[StateName], memory: Memory, aligned: Aligned
) -> StateName | None:
    """Tell Oman from Amman: by the doubled letter where it is printed, by the capital's words, by the document."""
    first, last = aligned.to_original(element.start, element.end)
    if _SHADDA in aligned.original[first:last]:
        code: str | None = _AMMAN
    elif (before := line.before(element.start)) is not None and before.text in load_words("city"):
        code = _AMMAN
    else:
        code = memory.last_of((_AMMAN, _OMAN)) or _OMAN
    return next((item for item in states if item.code == code), None)


def _is_state(line: Line, element: Element, state: StateName) -> bool:
    if state.code not in ("QAT", "MAR"):
        return True
    after, before = line.after(element.end), line.before(element.start)
    following, preceding = after.text if after else "", before.text if before else ""
    if state.code == "QAT" and state.sort == "name" and " " not in line.normal[element.core : element.end]:
        return following not in load_words("diameter") and preceding not in load_words("diameter")
    if state.code == "MAR" and state.sort == "name":
        return preceding not in load_words("sunset")
    return True


def resolve_org(line: Line, element: Element, memory: Memory) -> OrgName | None:
    """Return the reading of an organisation's name that fits, or None when the word is none here."""
    names = [item for item in element.items if isinstance(item, OrgName)]
    if not names:
        return None
    full = [item for item in names if not item.short]
    if full:
        return None if _is_direction(line, element, full[0]) else full[0]
    code = memory.last_of(tuple(item.code for item in names))
    return next((item for item in names if item.code == code), None)


def resolve_pair(element: Element) -> tuple[str, ...]:
    """Return the codes of a name that stands for several together, else none."""
    codes = tuple(item.code for item in element.items if isinstance(item, OrgName) and not item.short)
    return codes if len(codes) > 1 else ()


def _is_direction(line: Line, element: Element, org: OrgName) -> bool:
    if org.code != "WEST" or " " in line.normal[element.core : element.end]:
        return False
    after, before = line.after(element.end), line.before(element.start)
    following, preceding = after.text if after else "", before.text if before else ""
    if preceding in load_words("direction") or following in load_words("after_direction"):
        return True
    return preceding in load_words("before_direction") and following in load_words("of")


def _is_closed(line: Line, element: Element) -> bool:
    """Tell whether the mark that closes a quotation follows: the name stands in it alone, as outlets' names do."""
    after = line.after(element.end)
    return after is not None and after.text in load_words("marks")


def is_outlet(line: Line, element: Element, outlet: OutletName) -> bool:
    """Tell whether an outlet's name means the outlet: a common word needs one such as that for newspaper before it."""
    if not outlet.marked:
        return True
    before = line.before(element.start)
    if before is not None and before.text in load_words("openers") and before.text not in load_words("commas"):
        if before.text in load_words("marks") and _is_closed(line, element):
            return True
        before = line.before(before.start)
    return before is not None and before.text in load_words("outlet_markers")


def is_adjective(line: Line, element: Element, item: Unnamed, placed: bool) -> bool:
    """Tell "a diplomatic cover" from "a diplomat"; `placed` where a state stands beside the word."""
    if item.id not in _ADJECTIVES or item.many or element.prefix:
        return False
    before = line.before(element.start)
    if item.definite:
        return is_definite(before)
    return not placed and before is not None and line.may_be_noun(before)


def is_thing(line: Line, element: Element, item: Unnamed, qualified: bool) -> bool:
    """Tell "responsible for" from an official, and "a source of pride" from one that speaks."""
    if item.sort not in _THINGS or qualified:
        return False
    after, before = line.after(element.end), line.before(element.start)
    if item.sort == "official":
        return after is not None and after.text in load_words("about")
    said = before is not None and (before.start in line.verbs or before.text in load_words("about"))
    return not item.definite and not said


def is_site(line: Line, element: Element, end: int) -> bool:
    """Tell an outlet on the web from a place, both "a Russian site": it says or is cited, or its name follows."""
    before, after = line.before(element.start), line.after(end)
    cited = before is not None and (before.start in line.verbs or before.text in load_words("cites"))
    return cited or (after is not None and (after.start in line.verbs or after.text in load_words("marks")))
