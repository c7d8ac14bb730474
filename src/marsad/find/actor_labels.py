"""English descriptions of actors without a name."""

from marsad.reference.states import qualify_code

USUAL = {
    ("USA", "foreign-ministry"): "US State Department",
    ("USA", "defence-ministry"): "US Department of Defense",
    ("USA", "defence-short"): "US Department of Defense",
    ("USA", "finance-ministry"): "US Treasury",
    ("USA", "parliament"): "US Congress",
    ("USA", "foreign-minister"): "US Secretary of State",
    ("USA", "diplomacy-chief"): "US Secretary of State",
    ("USA", "defence-minister"): "US Secretary of Defense",
    ("USA", "finance-minister"): "US Treasury Secretary",
    ("GBR", "foreign-minister"): "British Foreign Secretary",
    ("GBR", "defence-minister"): "British Defence Secretary",
    ("GBR", "foreign-ministry"): "UK Foreign Office",
    ("GBR", "defence-ministry"): "UK Ministry of Defence",
}


def describe(noun_id: str, noun: str, codes: tuple[str, ...], many: bool = False) -> str:
    """Return "Russian Foreign Ministry", "US officials" and the like; the bare noun when the state is unknown."""
    known = [code for code in codes if code != "XXX"]
    if len(known) == 1 and (known[0], noun_id) in USUAL:
        return USUAL[known[0], noun_id]
    noun = pluralise(noun) if many else noun
    return " ".join([*(" and ".join(qualify_code(code) for code in known),), noun]).strip()


def pluralise(noun: str) -> str:
    """Return the plural of an English title: the noun before "of" or the comma takes the ending."""
    for mark in (" of ", ","):
        if mark in noun:
            head, rest = noun.split(mark, 1)
            return pluralise(head) + mark + rest
    if noun.endswith("s") and not noun.endswith("ss"):
        return noun
    return noun[:-1] + "ies" if noun.endswith("y") else noun + ("es" if noun.endswith("ss") else "s")
